/** Many runs at once: which axes tell them apart, and groups of runs with the mean and the band of their curves. Pure. */
import type { EpochColumns } from '#shared/contract/comparisons.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import type { RunId } from '#shared/domain/records.ts';
import type { RunField } from '#shared/domain/run-fields.ts';
import type { FieldValue } from '#shared/filter/compile.ts';

const MOST_AXES = 9;
const FIGURES = ['best.loss', 'best.accuracy', 'test.auc', 'test.eer'];
/** Alike in name only: they tell runs apart and explain nothing. */
const NO_AXES = ['name', 'notes', 'tags'];

/** Settings that vary, then figures that some run has. */
export function axesOf(rows: readonly RunRow[], fields: readonly RunField[]): readonly RunField[] {
  const hasSome = (field: RunField) => rows.some((row) => field.valueOf(row) !== null);
  const figures = fields.filter((field) => FIGURES.includes(field.name) && hasSome(field));
  const settings = fields.filter(
    (field) =>
      (field.isSetting || ['network', 'seed'].includes(field.name)) &&
      !NO_AXES.includes(field.name) &&
      distinct(rows, field) > 1,
  );
  return [...settings.slice(0, MOST_AXES - figures.length), ...figures];
}

const distinct = (rows: readonly RunRow[], field: RunField) =>
  new Set(rows.map((row) => JSON.stringify(field.valueOf(row)))).size;

/** What runs can be grouped by: settings in which they differ, though not all from one another. */
export const groupableFields = (rows: readonly RunRow[], fields: readonly RunField[]): readonly RunField[] =>
  fields.filter((field) => {
    if (!field.isSetting && !['network', 'data', 'tag', 'device'].includes(field.name)) return false;
    return distinct(rows, field) > 1;
  });

export type Spread = {
  readonly n: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
};

/** Mean, smallest and largest; null where nothing is known. */
export function spreadOfValues(values: readonly FieldValue[]): Spread | null {
  const known = values.filter((value) => typeof value === 'number');
  if (known.length === 0) return null;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return { n: known.length, mean, low: Math.min(...known), high: Math.max(...known) };
}

export type CurveName = 'trainLoss' | 'trainAccuracy' | 'validLoss' | 'validAccuracy';

export type Band = {
  readonly epoch: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
};

/** Over the runs that have the epoch: the mean, and the band from the smallest to the largest. */
export function bandOf(runs: readonly EpochColumns[], name: CurveName): Band {
  const byEpoch = new Map<number, number[]>();
  for (const run of runs)
    for (const [i, epoch] of run.epoch.entries()) {
      const value = run[name][i] ?? null;
      if (value !== null) byEpoch.set(epoch, [...(byEpoch.get(epoch) ?? []), value]);
    }
  const epochs = [...byEpoch].sort(([a], [b]) => a - b);
  return {
    epoch: epochs.map(([epoch]) => epoch),
    mean: epochs.map(([, values]) => values.reduce((sum, value) => sum + value, 0) / values.length),
    low: epochs.map(([, values]) => Math.min(...values)),
    high: epochs.map(([, values]) => Math.max(...values)),
  };
}

export const epochsOfRuns = (
  rows: readonly RunRow[],
  epochs: ReadonlyMap<RunId, EpochColumns>,
): readonly EpochColumns[] => rows.flatMap(({ id }) => epochs.get(id) ?? []);
