/** Glasses: rims, bridge and temples; lenses that hide nothing. */
import type { Random } from '#shared/domain/random.ts';
import { BLACK, type Colour, colour, lighter, onScale, WHITE } from './colour.ts';
import { type Drawing, lineThrough, polygon, ringThrough } from './drawing.ts';
import type { Eyes } from './eyes.ts';
import type { HeadShape } from './head.ts';
import type { Place } from './pose.ts';

export type Glasses = {
  readonly colour: Colour;
  readonly thickness: number;
  readonly width: number;
  readonly height: number;
  /** Exponent of the superellipse: 2 round, 4 nearly a rectangle. */
  readonly squareness: number;
};

const FRAMES = ['#1b1715', '#2d1f18', '#5b3a22', '#20283a', '#8a8d92', '#a8843e'].map(colour);
const WORN = 0.22;

export function chooseGlasses(random: Random): Glasses | null {
  const isWorn = random.next() < WORN;
  const squareness = random.between(2, 4);
  const glasses = {
    colour: onScale(FRAMES, random.next()),
    thickness: random.between(1.1, 2.6),
    width: random.between(20, 22.5),
    height: random.between(14, 18) - (squareness - 2) * 1.2,
    squareness,
  };
  return isWorn ? glasses : null;
}

export function paintGlasses(
  drawing: Drawing,
  { glasses, eyes, head, place }: { glasses: Glasses; eyes: Eyes; head: HeadShape; place: Place },
) {
  const { colour: stroke, thickness, width, height, squareness } = glasses;
  const [rise, middleY] = [6, 1.5];
  for (const side of [-1, 1]) {
    const rim = Array.from({ length: 16 }, (_, i) => {
      const [cos, sin] = [Math.cos((i * Math.PI) / 8), Math.sin((i * Math.PI) / 8)];
      const bent = (value: number) => Math.sign(value) * Math.abs(value) ** (2 / squareness);
      return place(side * (eyes.apart + 1) + width * bent(cos), middleY + height * bent(sin), rise);
    });
    const lens = ringThrough(rim);
    drawing.path(lens, { fill: WHITE, opacity: 0.05 });
    drawing.within(lens, () => {
      const glare = [
        [-15, -20],
        [-7, -20],
        [-19, 20],
        [-27, 20],
      ].map(([x = 0, y = 0]) => place(side * (eyes.apart + 1) + x + 12, y, rise));
      drawing.path(polygon(glare), { fill: WHITE, opacity: 0.1 });
    });
    drawing.path(ringThrough(rim.map(({ x, y }) => ({ x, y: y + 1.4 }))), {
      stroke: BLACK,
      width: thickness,
      opacity: 0.18,
    });
    drawing.path(lens, { stroke, width: thickness });
    drawing.path(
      lineThrough([place(side * (eyes.apart + 1 + width), -2, rise - 1), place(side * (head.cheek + 2), -5)]),
      { stroke, width: thickness },
    );
  }
  const inner = eyes.apart + 1 - width;
  const bridge = [place(-inner, 0, rise), place(0, -3.5, rise + 2), place(inner, 0, rise)];
  drawing.path(lineThrough(bridge), { stroke, width: thickness });
  drawing.path(lineThrough(bridge), { stroke: lighter(stroke, 0.5), width: thickness * 0.3, opacity: 0.6 });
}
