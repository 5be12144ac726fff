/** From what a sweep file says to its trials' settings, in an order that stays: cases first, then the parameters (the last one changes fastest), seeds last. */
import { fieldAt } from '../config/fields.ts';
import { createRandom } from '../domain/random.ts';
import { AppError } from '../errors.ts';
import type { Parameter, SettingValue, SweepFile } from './sweep-file.ts';

/** One of the values to try, and where in the file it stands: ["cases", 0, "network"]. */
export type Setting = { readonly value: SettingValue; readonly place: readonly (string | number)[] };
/** By key; in the order in which the file names them. */
export type TrialSettings = ReadonlyMap<string, Setting>;

export const MOST_TRIALS = 1_000;
/** A draw that was drawn already is drawn anew; so often at most for each trial that is asked for. */
const TRIES_A_DRAW = 50;
/** What a person would write. */
const DIGITS = 6;

/** `baseSeed` is the seed that the base configuration has. @throws config_invalid where there are more than MOST_TRIALS */
export function expandSweep(sweep: SweepFile, { baseSeed }: { readonly baseSeed: number }): readonly TrialSettings[] {
  const cases = casesOf(sweep);
  const draws = sweep.method === 'random' ? drawsOf(sweep) : gridOf(sweep.parameters);
  const seeds = seedsOf(sweep, baseSeed);
  const count = cases.length * draws.length * seeds.length;
  if (count > MOST_TRIALS)
    throw new AppError('config_invalid', `The sweep has ${count} trials; ${MOST_TRIALS} is the most.`, {
      hint: 'Leave values out, or draw some of the combinations: method: random with a count.',
    });
  return cases.flatMap((ofCase) =>
    draws.flatMap((draw) => seeds.map((seed) => new Map([...ofCase, ...draw, ...seed]) satisfies TrialSettings)),
  );
}

const NONE: readonly TrialSettings[] = [new Map()];

const casesOf = ({ cases }: SweepFile): readonly TrialSettings[] =>
  cases === undefined
    ? NONE
    : cases.map(
        (settings, index) =>
          new Map(Object.entries(settings).map(([key, value]) => [key, { value, place: ['cases', index, key] }])),
      );

function seedsOf({ seeds }: SweepFile, baseSeed: number): readonly TrialSettings[] {
  if (seeds === undefined) return NONE;
  const values = typeof seeds === 'number' ? Array.from({ length: seeds }, (_, i) => baseSeed + i) : seeds;
  return values.map((value, i) => {
    const place = typeof seeds === 'number' ? ['seeds'] : ['seeds', i];
    return new Map([['seed', { value, place }]]);
  });
}

function gridOf(parameters: SweepFile['parameters']): readonly TrialSettings[] {
  return Object.entries(parameters).reduce<readonly TrialSettings[]>((combinations, [key, parameter]) => {
    const values = Array.isArray(parameter) ? parameter : []; // the schema allows a grid nothing else
    return combinations.flatMap((before) =>
      values.map((value, i) => new Map([...before, [key, { value, place: ['parameters', key, i] }]])),
    );
  }, NONE);
}

/** The n-th draw is a function of (seed, n, key): more of them, or another key, leave those that there are as they are. */
function drawsOf({ parameters, count = 0, seed = 0 }: SweepFile): readonly TrialSettings[] {
  const drawn = new Map<string, TrialSettings>();
  for (let n = 0; drawn.size < count && n < count * TRIES_A_DRAW; n++) {
    const settings = new Map(
      Object.entries(parameters).map(([key, parameter]) => [key, draw(key, parameter, { seed, n })]),
    );
    const values = JSON.stringify([...settings].map(([key, { value }]) => [key, value]));
    if (!drawn.has(values)) drawn.set(values, settings);
  }
  return [...drawn.values()];
}

function draw(key: string, parameter: Parameter, { seed, n }: { readonly seed: number; readonly n: number }): Setting {
  const random = createRandom(seed, n, ...Array.from(key, (letter) => letter.codePointAt(0) ?? 0));
  const place = ['parameters', key];
  if ('min' in parameter) return { value: within(key, parameter, random.next()), place };
  const choices = 'choices' in parameter ? parameter.choices : parameter;
  const index = random.integer(choices.length);
  return {
    value: choices[index] as SettingValue, // below its length
    place: 'choices' in parameter ? [...place, 'choices', index] : [...place, index],
  };
}

type Range = Extract<Parameter, { readonly min: number }>;

/** `share` in [0, 1). A key that takes whole numbers gets one, each as likely (linear). */
function within(key: string, { min, max, scale }: Range, share: number): number {
  const isWhole = fieldAt(key)?.kind === 'integer';
  const [low, high] = isWhole ? [min, max + 1] : [min, max];
  const value = scale === 'log' ? Math.exp(Math.log(low) + share * Math.log(high / low)) : low + share * (high - low);
  const rounded = isWhole ? Math.floor(value) : Number(value.toPrecision(DIGITS));
  return Math.min(max, Math.max(min, rounded));
}
