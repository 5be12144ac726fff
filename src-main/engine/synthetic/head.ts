/** The head's outline, ears, and the shading that makes it round. */
import type { Random } from '#shared/domain/random.ts';
import type { Point } from '#shared/domain/regions.ts';
import { paintAge } from './age.ts';
import { darker, mix, WHITE } from './colour.ts';
import { type Drawing, lineThrough, ringThrough } from './drawing.ts';
import type { Person } from './person.ts';
import type { Place } from './pose.ts';

export type HeadShape = {
  /** Half the width at the cheekbones, and at the corners of the jaw. */
  readonly cheek: number;
  readonly jaw: number;
  readonly chinY: number;
  /** -1 pointed, 1 square. */
  readonly chin: number;
  readonly earSize: number;
  readonly earLift: number;
  readonly freckles: readonly Point[];
  readonly hollow: number;
};

export function chooseHead(random: Random, { strength, skin }: Person): HeadShape {
  const cheek = random.between(56, 62);
  const freckleCount = random.next() < 0.25 ? Math.round(random.between(15, 45) * (1 - skin.tone)) : 0;
  return {
    cheek,
    jaw: cheek * random.between(0.73, 0.79) + strength * 4,
    chinY: random.between(90, 98) + strength * 3,
    chin: random.between(-0.7, 0.4) + strength * 0.6,
    earSize: random.between(0.85, 1.15),
    earLift: random.between(-3, 3),
    freckles: Array.from({ length: freckleCount }, () => ({ x: random.normal() * 24, y: 22 + random.normal() * 9 })),
    hollow: random.next(),
  };
}

/** Landmarks 0..16: along the jaw from the image's left ear over the chin to the right one. */
export function jawLine({ cheek, jaw, chinY, chin }: HeadShape): readonly Point[] {
  const right = [
    { x: cheek, y: -2 },
    { x: cheek * 0.995, y: 15 },
    { x: cheek * 0.965, y: 32 },
    { x: cheek * 0.37 + jaw * 0.63, y: 48 },
    { x: jaw, y: chinY * 0.66 },
    { x: jaw * (0.83 + 0.04 * chin), y: chinY * 0.8 },
    { x: jaw * (0.6 + 0.07 * chin), y: chinY * 0.905 },
    { x: jaw * (0.32 + 0.07 * chin), y: chinY * 0.975 },
  ];
  return [...right.map(({ x, y }) => ({ x: -x, y })), { x: 0, y: chinY }, ...right.toReversed()];
}

/** The skull from the right temple over the top to the left one. */
function skullLine({ cheek }: HeadShape): readonly Point[] {
  const right = [
    { x: cheek * 0.99, y: -20 },
    { x: cheek * 0.93, y: -40 },
    { x: cheek * 0.76, y: -58 },
    { x: cheek * 0.42, y: -72 },
  ];
  return [...right, { x: 0, y: -76 }, ...right.toReversed().map(({ x, y }) => ({ x: -x, y }))];
}

export const headOutline = (head: HeadShape, place: Place): string =>
  ringThrough([...jawLine(head), ...skullLine(head)].map(({ x, y }) => place(x, y)));

export function paintEars(
  drawing: Drawing,
  { head, person, place }: { head: HeadShape; person: Person; place: Place },
) {
  const { skin } = person;
  for (const side of [-1, 1]) {
    const at = (x: number, y: number) =>
      place(side * (head.cheek - 3 + x * head.earSize), head.earLift + y * head.earSize, -14);
    const shape = [at(0, -8), at(7, -15), at(12.5, -10), at(12.5, 3), at(9, 17), at(4, 27), at(-1, 24)];
    drawing.path(ringThrough(shape), { fill: mix(skin.base, skin.flush, 0.4), stroke: skin.shadow, width: 0.7 });
    drawing.path(lineThrough([at(2, -7), at(7, -11), at(9.5, -5), at(9, 5), at(6, 14)]), {
      stroke: skin.deepShadow,
      width: 1.1,
      opacity: 0.5,
    });
    drawing.soft(at(4.5, 4), { rx: 4.5, ry: 8, colour: skin.deepShadow, opacity: 0.6 });
  }
}

export function paintHead(
  drawing: Drawing,
  { head, person, place }: { head: HeadShape; person: Person; place: Place },
) {
  const { skin, light, age } = person;
  const edge = headOutline(head, place);
  const focus = { x: 0.5 + 0.16 * light.side, y: 0.42 };
  drawing.path(edge, {
    fill: drawing.radial(
      [
        [0, mix(skin.base, skin.highlight, 0.35)],
        [0.5, skin.base],
        [0.82, mix(skin.base, skin.shadow, 0.75)],
        [1, skin.shadow],
      ],
      focus,
      0.66,
    ),
  });
  drawing.within(edge, () => {
    paintShadowSide(drawing, { person, edge });
    const blob = (
      x: number,
      y: number,
      rx: number,
      ry: number,
      look: { colour: typeof skin.base; opacity: number; angle?: number },
    ) => drawing.soft(place(x, y), { rx, ry, ...look });
    const glow = (0.28 + 0.22 * light.contrast) * (0.75 + 0.25 * skin.tone);
    blob(14 * light.side, -40, 40, 22, { colour: skin.highlight, opacity: glow });
    blob(0, head.chinY - 10, 15, 9, { colour: skin.highlight, opacity: glow * 0.8 });
    for (const side of [-1, 1]) {
      const lit = 1 + 0.5 * side * light.side;
      blob(side * 37, 25, 21, 15, { colour: skin.flush, opacity: 0.4 - 0.15 * age });
      blob(side * 36, 16, 18, 8, { colour: skin.highlight, opacity: glow * lit, angle: side * -22 });
      blob(side * 46, 52, 17, 24, { colour: skin.shadow, opacity: 0.2 + 0.35 * head.hollow, angle: side * 24 });
      blob(side * 27, -2, 22, 14, { colour: skin.deepShadow, opacity: 0.24 });
      blob(side * 52, -32, 14, 26, { colour: skin.shadow, opacity: 0.45 });
    }
    blob(0, -13, 12, 11, { colour: skin.deepShadow, opacity: 0.12 });
    drawing.path(lineThrough(jawLine(head).map(({ x, y }) => place(x, y))), {
      stroke: skin.deepShadow,
      width: 7,
      opacity: 0.1,
    });
    drawing.path(lineThrough(jawLine(head).map(({ x, y }) => place(x, y))), {
      stroke: skin.deepShadow,
      width: 2.4,
      opacity: 0.28,
    });
    for (const spot of head.freckles)
      drawing.disc(place(spot.x, spot.y), 0.6, { fill: darker(skin.flush, 0.25), opacity: 0.42 });
    paintAge(drawing, { head, person, place });
  });
}

/** Light from one side leaves the other in shadow. */
function paintShadowSide(drawing: Drawing, { person: { light, skin }, edge }: { person: Person; edge: string }) {
  const [lit, shaded] = light.side < 0 ? [0, 1] : [1, 0];
  const amount = Math.abs(light.side) * light.contrast;
  const fill = drawing.linear(
    [
      [0, mix(WHITE, light.colour, 0.8), 0.22 * amount],
      [0.4, skin.base, 0],
      [1, skin.deepShadow, 0.62 * amount],
    ],
    { x: lit, y: 0.3 },
    { x: shaded, y: 0.6 },
  );
  drawing.path(edge, { fill });
}
