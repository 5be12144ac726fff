/**
 * How well a handful of numbers about each image tells the classes apart, with faces left out: a logistic regression, tried on groups that it was not
 * fitted on. What it can do, a network can do as well.
 */
import { FAKE } from '../domain/labels.ts';
import { type FoldRows, groupedFolds } from './grouped-folds.ts';
import { fitLogistic, predictLogistic, type Table } from './logistic-regression.ts';
import { type Separation, separation } from './separation.ts';

export type ProbeOptions = { readonly folds: number; readonly seed: number };

export type ProbeResult = Separation & { readonly folds: number };

/** So many images of each class must there be for each fold, or the figure says nothing. */
const LEAST_PER_FOLD = 4;

/**
 * `table`: [N, columns] finite numbers of any scale. Each fold's images are scored by a regression on the others, whose means and deviations it
 * takes as well. Null where there are too few images or groups of a class. Yields between passes over the rows.
 */
export function* logisticProbe(
  table: Table,
  rows: FoldRows,
  { folds, seed }: ProbeOptions,
): Generator<void, ProbeResult | null> {
  const { labels } = rows;
  const count = rows.groups.length;
  const foldOf = groupedFolds(rows, { folds, seed });
  const targets = Uint8Array.from({ length: count }, (_, row) => (labels[row] === FAKE ? 1 : 0));
  const rowsOf = (isWanted: (row: number) => boolean) => Uint32Array.from([...targets.keys()].filter(isWanted));
  for (let fold = 0; fold < folds; fold++) {
    const inside = rowsOf((row) => foldOf[row] === fold);
    const fakes = inside.reduce((sum, row) => sum + targets[row]!, 0);
    if (fakes < LEAST_PER_FOLD || inside.length - fakes < LEAST_PER_FOLD) return null;
  }
  const scores = new Float64Array(count);
  for (let fold = 0; fold < folds; fold++) {
    const among = rowsOf((row) => foldOf[row] !== fold);
    const scaled = standardized(table, among);
    yield;
    const weights = yield* fitLogistic(scaled, { targets, among });
    for (const row of rowsOf((row) => foldOf[row] === fold)) scores[row] = predictLogistic(weights, scaled, row);
    yield;
  }
  const found = separation(scores, labels);
  return found === null ? null : { ...found, folds };
}

/** Mean 0 and deviation 1 over the rows `among`; a column that is the same everywhere becomes 0. */
function standardized({ values, columns }: Table, among: Uint32Array): Table {
  const means = new Float64Array(columns);
  const deviations = new Float64Array(columns);
  for (let column = 0; column < columns; column++) {
    const of = (row: number) => values[row * columns + column]!;
    const mean = among.reduce((sum, row) => sum + of(row), 0) / among.length;
    means[column] = mean;
    deviations[column] = Math.sqrt(among.reduce((sum, row) => sum + (of(row) - mean) ** 2, 0) / among.length);
  }
  const scaled = values.map((value, i) => {
    const deviation = deviations[i % columns]!;
    return deviation < 1e-12 ? 0 : (value - means[i % columns]!) / deviation;
  });
  return { values: scaled, columns };
}
