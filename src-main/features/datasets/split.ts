import { CLASS_NAMES, FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import { createRandom, shuffled } from '#shared/domain/random.ts';
import { AppError } from '#shared/errors.ts';
import type { FaceRow, Split } from './csv-rows.ts';

export type SplitRow = Pick<FaceRow, 'line' | 'label' | 'group' | 'split'>;

/** Indices of the rows, ascending. `test` holds the rows whose column `split` says so: they take no part in training. */
export type RandomSplit = { readonly train: number[]; readonly valid: number[]; readonly test: number[] };

export type RandomSplitOptions = {
  /** The share of rows for validation, between 0 and 1; the reference project's `test_proportions`. */
  readonly proportion: number;
  readonly seed: number;
  /** Which side is drawn from the rest: validation, where test rows take no part, or test, where all rows do. */
  readonly drawn?: 'valid' | 'test';
};

/**
 * Divides rows into training and validation: the same share of each class, groups kept together, rows with a given split left where they are.
 * The rest are dealt in an order that depends on the seed alone: whole groups first, single rows after them, each to the validation rows where
 * that brings both classes nearer to their targets. Without groups the targets are met exactly.
 * @throws config_invalid (proportion), data_invalid (a class missing on one side, a group too large, a group with two given splits)
 */
export function randomSplit(
  rows: readonly SplitRow[],
  { proportion, seed, drawn = 'valid' }: RandomSplitOptions,
): RandomSplit {
  if (!(proportion > 0 && proportion < 1))
    throw new AppError(
      'config_invalid',
      `The share for ${PURPOSE[drawn]} is ${proportion}; expected a number between 0 and 1.`,
    );
  const units = unitsOf(rows);
  const sides: Record<Split, Unit[]> = { train: [], valid: [], test: [] };
  for (const unit of units) if (unit.given !== null) sides[unit.given].push(unit);

  const open = units.filter((unit) => unit.given === null);
  const wanted = targets(
    [...open, ...sides.train, ...sides.valid, ...(drawn === 'test' ? sides.test : [])],
    proportion,
  );
  const reached = countsOf(sides[drawn]);
  const random = createRandom(seed);
  for (const unit of [...shuffled(open.filter(isGroup), random), ...shuffled(open.filter(isSingle), random)]) {
    const isNearer = distance(sum(reached, unit.counts), wanted) < distance(reached, wanted);
    sides[isNearer ? drawn : 'train'].push(unit);
    if (isNearer) for (const label of BOTH) reached[label] += unit.counts[label];
  }
  assertUsable(sides, open, { proportion, drawn });
  const indices = (side: Split) => sides[side].flatMap((unit) => unit.rows).sort((a, b) => a - b);
  return { train: indices('train'), valid: indices('valid'), test: indices('test') };
}

/** Rows that stay together: a group, or one row without a group. */
type Unit = {
  readonly group: string | null;
  readonly rows: number[];
  readonly counts: Counts;
  given: Split | null;
};
type Counts = Record<Label, number>;
const BOTH = [FAKE, REAL] as const;
const PURPOSE = { valid: 'validation', test: 'testing' } as const;

const isGroup = (unit: Unit) => unit.group !== null;
const isSingle = (unit: Unit) => unit.group === null;

function unitsOf(rows: readonly SplitRow[]): Unit[] {
  const units: Unit[] = [];
  const groups = new Map<string, Unit>();
  for (const [index, { line, label, group, split }] of rows.entries()) {
    let unit = group === null ? undefined : groups.get(group);
    if (unit === undefined) {
      unit = { group, rows: [], counts: { [FAKE]: 0, [REAL]: 0 }, given: null };
      units.push(unit);
      if (group !== null) groups.set(group, unit);
    }
    if (split !== null && unit.given !== null && unit.given !== split)
      throw new AppError(
        'data_invalid',
        `Line ${line} puts the group "${group}" into ${split}, an earlier line puts it into ${unit.given}.`,
        { hint: 'The rows of a group stay together: give all of them the same split, or none.' },
      );
    unit.given ??= split;
    unit.rows.push(index);
    unit.counts[label]++;
  }
  return units;
}

/** Rows for validation per class: the share of what there is, but at least one on each side. */
function targets(units: readonly Unit[], proportion: number): Counts {
  const total = countsOf(units);
  const target = (label: Label) => {
    const rounded = Math.round(total[label] * proportion);
    return Math.max(Math.min(rounded, total[label] - 1), 1);
  };
  return { [FAKE]: target(FAKE), [REAL]: target(REAL) };
}

function countsOf(units: readonly Unit[]): Counts {
  return units.reduce((counts, unit) => sum(counts, unit.counts), { [FAKE]: 0, [REAL]: 0 });
}

const sum = (a: Counts, b: Counts): Counts => ({ [FAKE]: a[FAKE] + b[FAKE], [REAL]: a[REAL] + b[REAL] });
const distance = (a: Counts, b: Counts) => (a[FAKE] - b[FAKE]) ** 2 + (a[REAL] - b[REAL]) ** 2;

function assertUsable(
  sides: Readonly<Record<Split, Unit[]>>,
  open: readonly Unit[],
  { proportion, drawn }: Required<Pick<RandomSplitOptions, 'proportion' | 'drawn'>>,
): void {
  const rest = countsOf(drawn === 'valid' ? sides.train : [...sides.train, ...sides.valid]);
  const taken = countsOf(sides[drawn]);
  const total = rest[FAKE] + rest[REAL] + taken[FAKE] + taken[REAL];
  const reached = (taken[FAKE] + taken[REAL]) / total;
  const largest = open
    .filter(isGroup)
    .reduce<Unit | null>((a, b) => (a && a.rows.length >= b.rows.length ? a : b), null);

  for (const label of BOTH) {
    const missing = rest[label] === 0 ? 'train' : taken[label] === 0 ? drawn : null;
    if (missing === null) continue;
    const there = rest[label] + taken[label];
    const why =
      open.length === 0
        ? 'The column "split" says so.'
        : there < 2
          ? `There ${there === 1 ? 'is one such row' : 'are no such rows'} in all.`
          : largest === null
            ? 'The column "split" leaves none for it.'
            : `The rows of a group stay together, and the largest group, "${largest.group}", has ${largest.rows.length} of the ${total} rows.`;
    throw new AppError('data_invalid', `The ${missing} rows would hold no ${CLASS_NAMES[label]} face. ${why}`, {
      hint: 'Each side needs both classes: add such rows, divide large groups, or fill in the column "split".',
    });
  }
  // Half of what was asked for is a long way off; rounding a data set of groups of usual size stays well inside.
  if (largest !== null && Math.abs(reached - proportion) > 0.5 * Math.min(proportion, 1 - proportion))
    throw new AppError(
      'data_invalid',
      `${percent(proportion)} of the rows were asked for as ${PURPOSE[drawn]}, and ${percent(reached)} is as near as the groups allow: ` +
        `"${largest.group}" has ${largest.rows.length} of the ${total} rows, and the rows of a group stay together.`,
      { hint: 'Choose another share, divide that group, or fill in the column "split".' },
    );
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
