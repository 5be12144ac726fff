/** Lips, closed or smiling with teeth. A warp and bleeding colour are there for faults; a real face has neither. */
import type { Random } from '#shared/domain/random.ts';
import type { Point } from '#shared/domain/regions.ts';
import { type Colour, colour, darker, lighter, mix, onScale, WHITE } from './colour.ts';
import { type Drawing, lineThrough, outline } from './drawing.ts';
import type { Person } from './person.ts';
import type { Place } from './pose.ts';

export type Mouth = {
  readonly y: number;
  /** Half its width; heights of the lips. */
  readonly width: number;
  readonly upper: number;
  readonly lower: number;
  /** How far the corners rise. */
  readonly smile: number;
  /** Half the gap between the lips, in the middle. */
  readonly gap: number;
  readonly colour: Colour;
  readonly gloss: number;
  /** Moves one side of the lips and swells it. */
  readonly warp: { readonly side: -1 | 1; readonly drop: number; readonly swell: number } | null;
  /** Lip colour on the skin. */
  readonly bleed: readonly { readonly at: Point; readonly rx: number; readonly ry: number; readonly opacity: number }[];
};

const LIPSTICKS = ['#8e1f2f', '#b23a48', '#c9566b', '#7c2436'].map(colour);

export function chooseMouth(random: Random, { strength, age, skin }: Person): Mouth {
  const natural = mix(skin.base, skin.tone > 0.6 ? colour('#6e3436') : colour('#b5433f'), random.between(0.35, 0.55));
  const lipstick = onScale(LIPSTICKS, random.next());
  const isMadeUp = random.next() < 0.4 * (1 - strength);
  const smile = random.between(-0.6, 4.2);
  return {
    y: random.between(58, 62.5),
    width: random.between(19, 23) + Math.max(0, smile) * 0.7,
    upper: random.between(4, 6.2) - age * 1.2 - strength * 0.5,
    lower: random.between(5.6, 8.6) - age * 1.2 - strength * 0.5,
    smile,
    gap: random.next() < 0.3 && smile > 1 ? random.between(1.8, 3.4) : 0,
    colour: isMadeUp ? mix(natural, lipstick, 0.65) : natural,
    gloss: random.between(0.2, isMadeUp ? 0.8 : 0.5),
    warp: null,
    bleed: [],
  };
}

/** Landmarks 48..67 on the face: the outer lips from the image's left corner over the top and back, then the inner ones. */
export function lipLines(mouth: Mouth): { readonly outer: readonly Point[]; readonly inner: readonly Point[] } {
  const { width, upper, lower, gap } = mouth;
  const at = (share: number, y: number) =>
    warped(mouth, { x: share * width, y: mouth.y + y - mouth.smile * share ** 2 });
  const outer = [
    at(-1, 0),
    at(-0.62, -upper * 0.72 - gap),
    at(-0.22, -upper * 1.05 - gap),
    at(0, -upper * 0.82 - gap),
    at(0.22, -upper * 1.05 - gap),
    at(0.62, -upper * 0.72 - gap),
    at(1, 0),
    at(0.64, lower * 0.68 + gap),
    at(0.28, lower + gap),
    at(0, lower * 1.06 + gap),
    at(-0.28, lower + gap),
    at(-0.64, lower * 0.68 + gap),
  ];
  const inner = [
    at(-0.9, 0),
    at(-0.4, -gap * 0.9 - 0.3),
    at(0, -gap + 0.3),
    at(0.4, -gap * 0.9 - 0.3),
    at(0.9, 0),
    at(0.4, gap * 0.95 + 0.2),
    at(0, gap + 0.5),
    at(-0.4, gap * 0.95 + 0.2),
  ];
  return { outer, inner };
}

/** Nothing changes at the far corner, all of it at the near one. */
function warped({ y, width, warp }: Mouth, point: Point): Point {
  if (warp === null) return point;
  const near = Math.max(0, Math.min(1, ((point.x / width) * warp.side + 0.55) / 1.4));
  return { x: point.x, y: y + (point.y - y) * (1 + warp.swell * Math.sin(near * Math.PI)) + warp.drop * near ** 1.5 };
}

export function paintMouth(drawing: Drawing, { mouth, person, place }: { mouth: Mouth; person: Person; place: Place }) {
  const { skin, light } = person;
  const lines = lipLines(mouth);
  const onImage = (points: readonly Point[]) => points.map(({ x, y }) => place(x, y, 3));
  const [outer, inner] = [onImage(lines.outer), onImage(lines.inner)];
  const top = outer.slice(0, 7);
  const bottom = [...outer.slice(6), outer[0] as Point];
  const innerTop = inner.slice(0, 5);
  const innerBottom = [...inner.slice(4), inner[0] as Point];
  const [left, right] = [outer[0] as Point, outer[6] as Point];

  for (const { at, rx, ry, opacity } of mouth.bleed)
    drawing.soft(place(at.x, at.y, 3), { rx, ry, colour: mouth.colour, opacity });
  drawing.soft(place(0, mouth.y + mouth.lower + 7), { rx: 15, ry: 5, colour: skin.deepShadow, opacity: 0.42 });
  drawing.path(lineThrough([place(-2.6, 45), place(-2.9, mouth.y - mouth.upper - 3)]), {
    stroke: skin.deepShadow,
    width: 1.6,
    opacity: 0.14,
  });
  drawing.path(lineThrough([place(2.6, 45), place(2.9, mouth.y - mouth.upper - 3)]), {
    stroke: skin.highlight,
    width: 1.6,
    opacity: 0.2,
  });

  const edge = mix(mouth.colour, skin.base, 0.35);
  drawing.path(outline(top, bottom), { fill: mouth.colour, stroke: edge, width: 0.8 });
  const upperTone = drawing.linear(
    [
      [0, darker(mouth.colour, 0.12), 0.9],
      [1, darker(mouth.colour, 0.42), 0.9],
    ],
    { x: 0, y: 0 },
    { x: 0, y: 1 },
  );
  drawing.path(outline(top, [right, ...innerTop.toReversed(), left]), { fill: upperTone });
  drawing.within(outline(top, bottom), () => {
    const low = lines.outer[9] as Point;
    drawing.soft(place(3 * light.side, low.y - mouth.lower * 0.48, 4), {
      rx: 9,
      ry: mouth.lower * 0.42,
      colour: lighter(mouth.colour, 0.6),
      opacity: mouth.gloss,
    });
    drawing.soft(place(0, low.y + 0.6, 3), { rx: 15, ry: 2.6, colour: darker(mouth.colour, 0.5), opacity: 0.45 });
  });
  if (mouth.gap > 0) paintTeeth(drawing, { mouth, place, opening: outline(innerTop, innerBottom) });
  else {
    drawing.path(lineThrough([left, ...innerTop, right]), {
      stroke: darker(mouth.colour, 0.68),
      width: 1.3,
      opacity: 0.85,
    });
  }
  for (const corner of [left, right]) drawing.soft(corner, { rx: 3.6, ry: 2.6, colour: skin.deepShadow, opacity: 0.7 });
}

function paintTeeth(drawing: Drawing, { mouth, place, opening }: { mouth: Mouth; place: Place; opening: string }) {
  drawing.path(opening, { fill: colour('#3a1414'), stroke: darker(mouth.colour, 0.6), width: 0.8 });
  drawing.within(opening, () => {
    const teeth = [-0.75, -0.4, 0, 0.4, 0.75].map((share) =>
      place(share * mouth.width, mouth.y - 0.6 - mouth.smile * share ** 2, 3),
    );
    drawing.path(lineThrough(teeth), { stroke: mix(WHITE, colour('#e8dcc4'), 0.5), width: mouth.gap * 2.1 });
    for (const share of [-0.5, -0.3, -0.1, 0.1, 0.3, 0.5]) {
      const [a, b] = [place(share * mouth.width, mouth.y - 4, 3), place(share * mouth.width, mouth.y + 4, 3)];
      drawing.path(lineThrough([a, b]), { stroke: colour('#9c8674'), width: 0.4, opacity: 0.5 });
    }
  });
}
