/** Three sides from one plan: the test faces are drawn first, then the validation faces from what is left. */
import type { SplitName, SplitPlan } from '#shared/contract/datasets.ts';
import { AppError } from '#shared/errors.ts';
import { randomSplit, type SplitRow } from '../datasets/split.ts';

/** `split` is what the CSV's own column says. */
export type PlannedRow = SplitRow & { readonly isExcluded: boolean };

/**
 * The side of each row; null = stays as it is. Classes are spread evenly and groups kept together, as a run's own random split does it: without a test
 * share, seed and share give the very same validation faces. Excluded rows are not counted; one whose group was dealt goes with it, so that including it again
 * later divides no group. @throws config_invalid (shares), data_invalid (a class missing on a side, a group too large, a group with two given splits)
 */
export function planSplit(rows: readonly PlannedRow[], plan: SplitPlan): readonly (SplitName | null)[] {
  const { seed, validShare, testShare, keepsGiven } = plan;
  if (validShare + testShare >= 1)
    throw new AppError('config_invalid', 'The shares for validation and testing leave nothing to train on.', {
      hint: 'Together they have to stay below 100 %.',
    });
  const positions = [...rows.keys()].filter((position) => rows[position]?.isExcluded === false);
  const dealt = positions.map((position): SplitRow => {
    const row = rows[position] as PlannedRow; // a position of these rows
    return keepsGiven ? row : { ...row, split: null };
  });
  const sides = dealt.map((row) => row.split);
  if (testShare > 0)
    for (const index of randomSplit(dealt, { proportion: testShare, seed, drawn: 'test' }).test) sides[index] = 'test';
  const left = dealt.flatMap((row, index) => (sides[index] === 'test' ? [] : [{ row, index }]));
  if (validShare > 0) {
    const proportion = Math.min(0.99, (validShare * dealt.length) / left.length);
    const { valid } = randomSplit(
      left.map(({ row }) => row),
      { proportion, seed },
    );
    for (const position of valid) sides[(left[position] as (typeof left)[number]).index] = 'valid'; // of these
  }
  const result: (SplitName | null)[] = rows.map(() => null);
  for (const [index, position] of positions.entries()) result[position] = sides[index] ?? 'train';
  return withTheirGroups(rows, result);
}

function withTheirGroups(rows: readonly PlannedRow[], sides: readonly (SplitName | null)[]): (SplitName | null)[] {
  const groups = new Map(rows.map(({ group, isExcluded }, i) => [isExcluded ? null : group, sides[i] ?? null]));
  return sides.map((side, i) => {
    const { group, isExcluded } = rows[i] as PlannedRow; // one side a row
    return isExcluded && group !== null ? (groups.get(group) ?? null) : side;
  });
}
