/** Folds and wrinkles: what the years leave on a face. */
import { type Drawing, lineThrough } from './drawing.ts';
import type { HeadShape } from './head.ts';
import type { Person } from './person.ts';
import type { Place } from './pose.ts';

/** Lines on the right half of the face: x and y in turn. */
const NOSE_FOLD = [15, 32, 20, 37.5, 25, 46, 26.5, 54];
const EYE_BAG = [17, 11, 27, 14.5, 38, 11.5];
const MOUTH_FOLD = [29.5, 60, 32, 67, 32.5, 73];
const CROWS_FEET = [
  [46, -3, 52, -7],
  [46.5, 0, 53, 0.5],
  [46, 3, 52, 7.5],
];
const FOREHEAD = [-49, -41, -33];

/** Ages from which a line is there at all, 0..1. */
const FEET_FROM = 0.4;
const FOREHEAD_FROM = 0.45;

type Canvas = { readonly head: HeadShape; readonly person: Person; readonly place: Place };

export function paintAge(drawing: Drawing, { head, person, place }: Canvas) {
  const { skin, age } = person;
  const line = (numbers: readonly number[], side: number, { width, opacity }: { width: number; opacity: number }) =>
    drawing.path(lineThrough(pairs(numbers).map(([x, y]) => place(side * x, y))), {
      stroke: skin.deepShadow,
      width,
      opacity,
    });
  for (const side of [-1, 1]) {
    line(NOSE_FOLD, side, { width: 5, opacity: 0.05 + 0.07 * age });
    line(NOSE_FOLD, side, { width: 2.4, opacity: 0.05 + 0.12 * age });
    line(NOSE_FOLD, side, { width: 0.8, opacity: 0.28 * age });
    line(EYE_BAG, side, { width: 1.8, opacity: 0.05 + 0.2 * age });
    if (age < FEET_FROM) continue;
    line(MOUTH_FOLD, side, { width: 1.8, opacity: 0.16 * age });
    for (const foot of CROWS_FEET) line(foot, side, { width: 0.7, opacity: 0.32 * age });
  }
  if (age < FOREHEAD_FROM) return;
  for (const y of FOREHEAD) line([-26, y + 1.5, -9, y - 1, 9, y, 26, y + 1.5], 1, { width: 1.3, opacity: 0.22 * age });
  line([-4.5, -17, -4, -9], 1, { width: 0.9, opacity: 0.4 * age });
  drawing.soft(place(0, head.chinY - 17), { rx: 14, ry: 3, colour: skin.deepShadow, opacity: 0.25 * age });
}

const pairs = (numbers: readonly number[]): readonly (readonly [number, number])[] =>
  Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i] ?? 0, numbers[2 * i + 1] ?? 0]);
