/** Parts for cross-validation: groups whole, both classes spread evenly, the same for the same seed. */
import { createRandom, shuffled } from '../domain/random.ts';
import { assert } from '../errors.ts';

export type FoldRows = {
  /** [N] 1 = real, 0 = fake. */
  readonly labels: ArrayLike<number>;
  /** [N] null = on its own. */
  readonly groups: readonly (string | null)[];
};

type Unit = { readonly rows: number[]; readonly counts: [number, number] };

/** [N] the fold of each row, 0 to folds - 1. The largest groups are dealt first, each to the fold that has least of its classes. */
export function groupedFolds(
  { labels, groups }: FoldRows,
  { folds, seed }: { readonly folds: number; readonly seed: number },
): Uint8Array {
  assert(folds >= 2 && folds <= 255, `${folds} folds`);
  const units = shuffled(unitsOf({ labels, groups }), createRandom(seed)).sort((a, b) => b.rows.length - a.rows.length);
  const reached = Array.from({ length: folds }, (): [number, number] => [0, 0]);
  const result = new Uint8Array(groups.length);
  for (const { rows, counts } of units) {
    const load = (fold: [number, number]) => fold[0] * counts[0] + fold[1] * counts[1];
    let best = 0;
    for (let fold = 1; fold < folds; fold++) if (load(reached[fold]!) < load(reached[best]!)) best = fold;
    for (const row of rows) result[row] = best;
    reached[best]![0] += counts[0];
    reached[best]![1] += counts[1];
  }
  return result;
}

function unitsOf({ labels, groups }: FoldRows): Unit[] {
  const named = new Map<string, Unit>();
  const units: Unit[] = [];
  for (const [row, group] of groups.entries()) {
    const known = group === null ? undefined : named.get(group);
    const unit = known ?? { rows: [], counts: [0, 0] };
    if (known === undefined) {
      units.push(unit);
      if (group !== null) named.set(group, unit);
    }
    unit.rows.push(row);
    unit.counts[labels[row] as 0 | 1] += 1; // a label is one of the two
  }
  return units;
}
