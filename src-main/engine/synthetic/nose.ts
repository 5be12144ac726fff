/** A nose is light and shadow, and two nostrils. */
import type { Random } from '#shared/domain/random.ts';
import type { Point } from '#shared/domain/regions.ts';
import { type Colour, darker, mix } from './colour.ts';
import { type Drawing, lineThrough, outline } from './drawing.ts';
import type { Person } from './person.ts';
import type { Place } from './pose.ts';

export type Nostril = { readonly x: number; readonly y: number; readonly size: number; readonly opacity: number };

/** A soft streak of smeared colour across the nose; `tilt` in degrees. */
export type Streak = {
  readonly at: Point;
  readonly length: number;
  readonly width: number;
  readonly tilt: number;
  readonly colour: Colour;
  readonly opacity: number;
};

export type Nose = {
  /** Half its width at the wings, and at the bridge. */
  readonly wings: number;
  readonly bridge: number;
  readonly tipY: number;
  readonly tipSize: number;
  readonly nostrils: readonly Nostril[];
  readonly smear: readonly Streak[];
};

export function chooseNose(random: Random, { strength, skin }: Person): Nose {
  const wings = random.between(11, 13.5) + strength * 1.5 + skin.tone * 1.5;
  const tipY = random.between(29, 34);
  const nostril = { y: tipY + 7.4, size: random.between(0.85, 1.1), opacity: 0.85 };
  return {
    wings,
    bridge: random.between(4.4, 6) + strength * 0.8,
    tipY,
    tipSize: random.between(6.5, 8.5),
    nostrils: [-1, 1].map((side) => ({ ...nostril, x: side * wings * 0.5 })),
    smear: [],
  };
}

/** Landmarks 27..30 on the face, from the bridge to the tip: height and rise above the face. */
export const noseBridge = ({ tipY }: Nose): readonly { readonly y: number; readonly rise: number }[] =>
  [0, 1 / 3, 2 / 3, 1].map((share) => ({ y: 1 + (tipY - 1) * share, rise: 2 + 14 * share }));

/** Landmarks 31..35 on the face: under the nose, from the image's left wing to the right one. */
export const noseBase = ({
  wings,
  tipY,
}: Nose): readonly { readonly x: number; readonly y: number; readonly rise: number }[] =>
  [
    { share: -0.8, drop: 7, rise: 4 },
    { share: -0.4, drop: 9.4, rise: 7 },
    { share: 0, drop: 10.6, rise: 9 },
    { share: 0.4, drop: 9.4, rise: 7 },
    { share: 0.8, drop: 7, rise: 4 },
  ].map(({ share, drop, rise }) => ({ x: share * wings, y: tipY + drop, rise }));

export function paintNose(drawing: Drawing, { nose, person, place }: { nose: Nose; person: Person; place: Place }) {
  const { skin, light } = person;
  const { wings, bridge, tipY, tipSize } = nose;
  const tip = place(0, tipY, 14);
  for (const side of [-1, 1]) {
    const shade = 0.24 + 0.26 * light.contrast * Math.max(0, -side * light.side);
    const sideShade = (at: Point, rx: number, ry: number, look: { opacity: number; angle: number }) =>
      drawing.soft(at, { rx, ry, colour: skin.deepShadow, opacity: shade * look.opacity, angle: side * look.angle });
    sideShade(place(side * (bridge + 4), 8, 3), 7, 24, { opacity: 1, angle: -6 });
    sideShade(place(side * (bridge + 2.5), tipY - 8, 6), 4.5, 13, { opacity: 0.7, angle: -12 });
    sideShade(place(side * (wings + 2), tipY + 1, 1), 5, 8, { opacity: 0.7, angle: 0 });
    drawing.soft(place(side * wings * 0.72, tipY + 3, 6), {
      rx: 6.5,
      ry: 6,
      colour: mix(skin.base, skin.flush, 0.55),
      opacity: 0.55,
    });
  }
  drawing.soft(place(0, tipY + 11.5, 4), { rx: wings * 1.15, ry: 5.5, colour: skin.deepShadow, opacity: 0.5 });
  drawing.soft(place(light.side, 7, 6), { rx: bridge * 1.1, ry: 20, colour: skin.highlight, opacity: 0.42 });
  drawing.soft(place(light.side, tipY - 9, 11), { rx: bridge * 0.8, ry: 12, colour: skin.highlight, opacity: 0.4 });
  drawing.soft(tip, { rx: tipSize * 1.5, ry: tipSize * 1.3, colour: mix(skin.base, skin.flush, 0.4), opacity: 0.5 });
  drawing.soft(
    { x: tip.x + 2.2 * light.side, y: tip.y - 1 },
    { rx: tipSize * 0.75, ry: tipSize * 0.6, colour: skin.highlight, opacity: 0.75 },
  );
  paintWings(drawing, { nose, person, place });
  for (const nostril of nose.nostrils) paintNostril(drawing, { nostril, person, place });
  for (const { at, length, width, tilt, colour, opacity } of nose.smear)
    drawing.soft(place(at.x, at.y, 8), { rx: length / 2, ry: width / 2, angle: tilt, colour, opacity });
}

function paintWings(drawing: Drawing, { nose, person, place }: { nose: Nose; person: Person; place: Place }) {
  const { wings, tipY } = nose;
  const stroke = person.skin.deepShadow;
  for (const side of [-1, 1]) {
    const wing = [
      place(side * wings * 0.86, tipY - 3.5, 5),
      place(side * wings * 1.04, tipY + 2.5, 3),
      place(side * wings * 0.92, tipY + 7, 4),
      place(side * wings * 0.66, tipY + 7.6, 6),
    ];
    drawing.path(lineThrough(wing), { stroke, width: 2.6, opacity: 0.16 });
    drawing.path(lineThrough(wing), { stroke, width: 1.1, opacity: 0.55 });
  }
  const base = noseBase(nose).slice(1, 4);
  drawing.path(lineThrough(base.map(({ x, y, rise }) => place(x, y, rise))), { stroke, width: 1.1, opacity: 0.45 });
}

function paintNostril(
  drawing: Drawing,
  { nostril, person, place }: { nostril: Nostril; person: Person; place: Place },
) {
  const { x, y, size, opacity } = nostril;
  const side = Math.sign(x) || 1;
  const at = (dx: number, dy: number) => place(x + side * dx * size, y + dy * size, 7);
  const shape = outline([at(-3, 0.9), at(-0.5, -1.5), at(3.1, -0.9)], [at(3.1, -0.9), at(1.6, 1.3), at(-3, 0.9)]);
  drawing.soft(at(0, 0), { rx: 5 * size, ry: 3.2 * size, colour: person.skin.deepShadow, opacity: 0.5 * opacity });
  drawing.path(shape, { fill: darker(person.skin.deepShadow, 0.6), opacity });
}
