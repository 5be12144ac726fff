/** What is behind the head: out of focus. */
import type { Random } from '#shared/domain/random.ts';
import type { Point } from '#shared/domain/regions.ts';
import { type Colour, darker, fromHsl, lighter } from './colour.ts';
import { CANVAS_PX, type Drawing, polygon } from './drawing.ts';

export type Backdrop = {
  readonly from: Colour;
  readonly to: Colour;
  /** Degrees. */
  readonly angle: number;
  readonly blurs: readonly {
    readonly at: Point;
    readonly rx: number;
    readonly ry: number;
    readonly colour: Colour;
    readonly opacity: number;
  }[];
};

export function chooseBackdrop(random: Random): Backdrop {
  const hue = random.between(0, 360);
  const tone = () => fromHsl(hue + random.between(-50, 50), random.next() ** 1.5 * 0.36, random.between(0.12, 0.85));
  const from = tone();
  const isPlain = random.next() < 0.3;
  const isUpright = random.next() < 0.5;
  const blurs = Array.from({ length: 14 }, () => {
    const rx = random.between(10, 55);
    return {
      at: { x: random.between(-10, CANVAS_PX + 10), y: random.between(-10, CANVAS_PX) },
      rx: isUpright ? rx * 0.5 : rx,
      ry: isUpright ? rx * 2.4 : rx,
      colour: tone(),
      opacity: random.between(0.25, 0.85),
    };
  });
  const to = random.next() < 0.5 ? darker(from, random.between(0.1, 0.5)) : lighter(from, random.between(0.05, 0.4));
  return { from, to, angle: random.between(0, 360), blurs: isPlain ? blurs.slice(0, 2) : blurs };
}

export function paintBackdrop(drawing: Drawing, { from, to, angle, blurs }: Backdrop) {
  const turn = { x: 0.5 * Math.cos((angle * Math.PI) / 180), y: 0.5 * Math.sin((angle * Math.PI) / 180) };
  const fill = drawing.linear(
    [
      [0, from],
      [1, to],
    ],
    { x: 0.5 - turn.x, y: 0.5 - turn.y },
    { x: 0.5 + turn.x, y: 0.5 + turn.y },
  );
  const edge = CANVAS_PX + 2;
  drawing.path(
    polygon([
      { x: -2, y: -2 },
      { x: edge, y: -2 },
      { x: edge, y: edge },
      { x: -2, y: edge },
    ]),
    { fill },
  );
  for (const { at, ...blur } of blurs) drawing.soft(at, blur);
}
