/** Beards and moustaches: a tint of the skin under short hairs. */
import type { Random } from '#shared/domain/random.ts';
import type { Point } from '#shared/domain/regions.ts';
import { type Colour, darker, jittered, lighter, mix } from './colour.ts';
import { type Drawing, lineThrough, ringThrough } from './drawing.ts';
import { type HeadShape, jawLine } from './head.ts';
import type { Mouth } from './mouth.ts';
import type { Person } from './person.ts';
import type { Place } from './pose.ts';

export type Beard = {
  readonly kind: 'full' | 'stubble' | 'goatee' | 'moustache';
  readonly colour: Colour;
  readonly density: number;
  /** 0..1 across and down the part of the face that it covers, and each hair's lean. */
  readonly hairs: readonly { readonly x: number; readonly y: number; readonly lean: number; readonly colour: Colour }[];
};

export function chooseBeard(random: Random, { strength, hairColour }: Person): Beard | null {
  const isWorn = random.next() < (strength - 0.45) * 1.1;
  const kind = (['full', 'stubble', 'stubble', 'goatee', 'moustache'] as const)[random.integer(5)] ?? 'full';
  const tone = darker(hairColour, 0.15);
  const density = kind === 'stubble' ? random.between(0.25, 0.45) : random.between(0.75, 0.95);
  const hairs = Array.from({ length: 130 }, () => {
    const shade = random.next() < 0.5 ? darker(tone, 0.4) : lighter(tone, 0.16);
    return {
      x: random.between(-1, 1),
      y: random.next(),
      lean: random.between(-1, 1),
      colour: jittered(shade, 8, random),
    };
  });
  return isWorn ? { kind, colour: tone, density, hairs } : null;
}

type Canvas = {
  readonly beard: Beard;
  readonly head: HeadShape;
  readonly mouth: Mouth;
  readonly person: Person;
  readonly place: Place;
};

/** Goes under the lips. */
export function paintBeard(drawing: Drawing, canvas: Canvas) {
  const { beard, place } = canvas;
  const areas = areasOf(canvas).map((area) => ringThrough(area.map(({ x, y }) => place(x, y, 2))));
  for (const area of areas) {
    const fill = mix(beard.colour, canvas.person.skin.shadow, beard.kind === 'stubble' ? 0.3 : 0.08);
    drawing.path(area, { stroke: fill, width: 9, opacity: 0.12 * beard.density });
    drawing.path(area, { fill, stroke: fill, width: 4, opacity: 0.3 * beard.density });
    drawing.path(area, { fill, stroke: fill, width: 1, opacity: 0.75 * beard.density });
    drawing.within(area, () => {
      for (const hair of beard.hairs) paintHair(drawing, canvas, hair);
    });
  }
}

function paintHair(drawing: Drawing, { beard, head, place }: Canvas, { x, y, lean, colour }: Beard['hairs'][number]) {
  const from = { x: x * head.cheek, y: 24 + y * (head.chinY - 20) };
  const length = beard.kind === 'stubble' ? 2 : 6;
  const ends = [place(from.x, from.y, 2), place(from.x + lean * 2 + x * 1.5, from.y + length, 2)];
  drawing.path(lineThrough(ends), {
    stroke: colour,
    width: beard.kind === 'stubble' ? 0.7 : 1,
    opacity: 0.6 * beard.density,
  });
}

function areasOf({ beard, head, mouth }: Canvas): readonly (readonly Point[])[] {
  const lipY = mouth.y - mouth.upper - mouth.gap;
  const moustache = mirrored([
    { x: 0, y: lipY - 5.5 },
    { x: 11, y: lipY - 6 },
    { x: mouth.width * 0.8, y: lipY - 1 },
    { x: mouth.width + 3.5, y: mouth.y + 3 - mouth.smile },
    { x: mouth.width * 0.5, y: mouth.y - 1 },
    { x: 0, y: mouth.y },
  ]);
  if (beard.kind === 'moustache') return [moustache];
  const lowLip = mouth.y + mouth.lower + mouth.gap;
  const goatee = mirrored([
    { x: 0, y: lowLip - 2 },
    { x: mouth.width * 0.6, y: lowLip - 1 },
    { x: mouth.width + 1, y: mouth.y + 2 },
    { x: mouth.width + 2, y: mouth.y + 14 },
    { x: head.jaw * 0.42, y: head.chinY - 4 },
    { x: 0, y: head.chinY + 1 },
  ]);
  if (beard.kind === 'goatee') return [moustache, goatee];
  const jaw = jawLine(head)
    .slice(8, 15)
    .map(({ x, y }) => ({ x: x * 0.995, y: y + (y > 70 ? 1.5 : 0) }));
  const cheeks = mirrored([
    { x: 0, y: lipY - 5 },
    { x: 12, y: lipY - 6 },
    { x: mouth.width + 4, y: mouth.y - 5 },
    { x: head.jaw * 0.78, y: mouth.y - 10 },
    { x: head.cheek * 0.87, y: 30 },
    { x: head.cheek * 0.93, y: 16 },
    ...jaw.toReversed(),
  ]);
  return [cheeks];
}

/** From the middle of the top to the middle of the bottom on the image's right, then back on the left. */
const mirrored = (right: readonly Point[]): readonly Point[] => [
  ...right,
  ...right
    .slice(1, -1)
    .reverse()
    .map(({ x, y }) => ({ x: -x, y })),
];
