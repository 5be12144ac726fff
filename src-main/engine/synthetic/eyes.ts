/** Eyes: lids, white, iris, pupil, catch light, lashes. Each eye has a look of its own, so that one can be wrong. */
import type { Random } from '#shared/domain/random.ts';
import type { Point } from '#shared/domain/regions.ts';
import { BLACK, type Colour, colour, darker, jittered, lighter, mix, onScale, WHITE } from './colour.ts';
import { type Drawing, lineThrough, outline } from './drawing.ts';
import type { Person } from './person.ts';
import type { Place } from './pose.ts';

export type EyeLook = {
  readonly iris: Colour;
  readonly irisRadius: number;
  readonly pupil: number;
  /** Of the iris from the eye's middle. */
  readonly gaze: Point;
  /** Of the catch light from the pupil; null where there is none. */
  readonly catchLight: Point | null;
};

export type Eyes = {
  /** Half the distance between the eyes' middles; half an eye's width; openings of the lids. */
  readonly apart: number;
  readonly width: number;
  readonly upper: number;
  readonly lower: number;
  /** How much higher the outer corner is than the inner one. */
  readonly tilt: number;
  /** Distance of the crease above the lid. */
  readonly crease: number;
  readonly lashes: number;
  readonly shadow: Colour | null;
  readonly left: EyeLook;
  readonly right: EyeLook;
};

export const IRISES = ['#2a1710', '#4a2a17', '#6b4423', '#7d6a3a', '#5d7a52', '#5f86a8', '#8098a8'].map(colour);
const EYE_SHADOWS = ['#6a4a5c', '#4d5a70', '#7a5540'].map(colour);

export function chooseEyes(random: Random, { age, strength, skin, light }: Person): Eyes {
  const iris = jittered(onScale(IRISES, random.next() * (1 - 0.75 * skin.tone)), 8, random);
  const gaze = { x: random.normal() * 1.2, y: random.normal() * 0.5 };
  const catchLight = { x: 1.9 * Math.sign(light.side) + random.between(-0.4, 0.4), y: -2 + random.between(-0.4, 0.3) };
  const look = { iris, irisRadius: random.between(6.3, 7), pupil: random.between(0.36, 0.5), gaze, catchLight };
  const isMadeUp = random.next() < 0.45 * (1 - strength);
  const shade = onScale(EYE_SHADOWS, random.next());
  return {
    apart: random.between(27.5, 31),
    width: random.between(13, 14.8),
    upper: random.between(6, 7.8) - age * 1.2,
    lower: random.between(3.9, 5),
    tilt: random.between(-0.8, 2.4) - age,
    crease: random.between(1.6, 4.4),
    lashes: isMadeUp ? 1 : 0.3 + 0.4 * (1 - strength),
    shadow: isMadeUp ? shade : null,
    left: look,
    right: look,
  };
}

/** Landmarks 36..41 or 42..47 on the face: from the image's left corner over the upper lid and back along the lower one. */
export function eyeLine({ apart, width, upper, lower, tilt }: Eyes, side: -1 | 1): readonly Point[] {
  const outwards = [
    { x: -width, y: 0.8 },
    { x: -width * 0.4, y: -upper * 0.88 },
    { x: width * 0.36, y: -upper },
    { x: width, y: -tilt },
    { x: width * 0.4, y: lower * 0.92 },
    { x: -width * 0.36, y: lower },
  ].map(({ x, y }) => ({ x: side * (apart + x), y }));
  const [inner, low, high, outer, lowOuter, lowInner] = outwards as [Point, Point, Point, Point, Point, Point];
  return side === 1 ? outwards : [outer, high, low, inner, lowInner, lowOuter];
}

export function paintEyes(drawing: Drawing, face: { eyes: Eyes; person: Person; place: Place }) {
  paintEye(drawing, face, { side: -1, look: face.eyes.left });
  paintEye(drawing, face, { side: 1, look: face.eyes.right });
}

type Parts = { readonly upper: readonly Point[]; readonly lower: readonly Point[] };

function paintEye(
  drawing: Drawing,
  { eyes, person, place }: { eyes: Eyes; person: Person; place: Place },
  { side, look }: { side: -1 | 1; look: EyeLook },
) {
  const { skin, age } = person;
  const onFace = eyeLine(eyes, side);
  const line = onFace.map(({ x, y }) => place(x, y));
  const parts = { upper: line.slice(0, 4), lower: [...line.slice(3), ...line.slice(0, 1)] };
  const shape = outline(parts.upper, parts.lower);
  const centre = place(side * eyes.apart, 0);
  const lift = (rise: number) => onFace.slice(0, 4).map(({ x, y }) => place(x, y - rise));

  drawing.soft(place(side * eyes.apart, -4), {
    rx: 21,
    ry: 12,
    colour: eyes.shadow ?? skin.deepShadow,
    opacity: eyes.shadow === null ? 0.3 : 0.6,
  });
  drawing.path(outline(lift(eyes.crease + 0.6), [...parts.upper].reverse()), {
    fill: mix(skin.base, skin.highlight, 0.25),
    opacity: 0.35,
  });
  drawing.path(shape, { fill: mix(colour('#f1ece6'), skin.flush, 0.1) });
  drawing.within(shape, () => {
    paintIris(drawing, { look, centre: place(side * eyes.apart + look.gaze.x, -0.9 + look.gaze.y) });
    const inner = place(side * (eyes.apart - eyes.width), 0.8);
    drawing.soft(inner, { rx: 4, ry: 3, colour: colour('#c9776b'), opacity: 0.75 });
    drawing.soft(
      { x: centre.x, y: centre.y - eyes.upper },
      { rx: eyes.width * 1.1, ry: 5.5, colour: colour('#20140f'), opacity: 0.6 },
    );
  });
  paintLids(drawing, { eyes, person, side, parts, crease: lift(eyes.crease) });
  const bag = onFace.slice(3, 6).map(({ x, y }) => place(x, y + 4));
  drawing.path(lineThrough(bag), { stroke: skin.deepShadow, width: 1.6, opacity: 0.1 + 0.25 * age });
}

function paintIris(drawing: Drawing, { look, centre }: { look: EyeLook; centre: Point }) {
  const { iris, irisRadius, pupil, catchLight } = look;
  const fill = drawing.radial([
    [0, lighter(iris, 0.25)],
    [0.55, lighter(iris, 0.1)],
    [0.82, darker(iris, 0.25)],
    [1, darker(iris, 0.65)],
  ]);
  drawing.disc(centre, irisRadius, { fill });
  drawing.soft(
    { x: centre.x, y: centre.y + irisRadius * 0.5 },
    { rx: irisRadius * 0.7, ry: irisRadius * 0.5, colour: lighter(iris, 0.5), opacity: 0.5 },
  );
  drawing.disc(centre, irisRadius * pupil, { fill: BLACK, opacity: 0.92 });
  if (catchLight === null) return;
  drawing.disc({ x: centre.x + catchLight.x, y: centre.y + catchLight.y }, 1.45, { fill: WHITE, opacity: 0.95 });
  drawing.disc({ x: centre.x - catchLight.x * 0.9, y: centre.y - catchLight.y * 0.9 }, 0.7, {
    fill: WHITE,
    opacity: 0.35,
  });
}

function paintLids(
  drawing: Drawing,
  {
    eyes,
    person,
    side,
    parts,
    crease,
  }: { eyes: Eyes; person: Person; side: -1 | 1; parts: Parts; crease: readonly Point[] },
) {
  const { skin, hairColour } = person;
  const dark = darker(mix(hairColour, colour('#1c1210'), 0.75), 0.35);
  drawing.path(lineThrough(crease), { stroke: skin.deepShadow, width: 1.1, opacity: 0.55 });
  drawing.path(lineThrough(parts.lower), { stroke: mix(skin.deepShadow, skin.flush, 0.4), width: 0.9, opacity: 0.65 });
  drawing.path(lineThrough(parts.upper), { stroke: dark, width: 1.3 + eyes.lashes * 0.9, opacity: 0.92 });
  const outer = side === 1 ? parts.upper.toReversed() : parts.upper;
  const [corner, second, third] = outer as [Point, Point, Point, Point];
  for (let i = 0; i <= 6; i++) {
    const share = i / 6;
    const root = { x: corner.x + (third.x - corner.x) * share, y: lidHeight([corner, second, third], share) };
    const tip = { x: root.x + side * (2.6 - 2 * share), y: root.y - 2.4 - 0.8 * share };
    drawing.path(lineThrough([root, { x: (root.x + tip.x) / 2 + side * 0.5, y: (root.y + tip.y) / 2 }, tip]), {
      stroke: dark,
      width: 0.55,
      opacity: 0.75 * eyes.lashes,
    });
  }
}

const lidHeight = ([a, b, c]: readonly [Point, Point, Point], share: number) =>
  share < 0.5 ? a.y + (b.y - a.y) * share * 2 : b.y + (c.y - b.y) * (share * 2 - 1);
