import type { RunRow } from '#shared/contract/runs.ts';

/** Runs with weights to try an image on: finished ones first, the newest first among each. */
export function usableRuns(runs: readonly RunRow[]): readonly RunRow[] {
  const rank = ({ status }: RunRow) => (status === 'finished' ? 0 : 1);
  return runs
    .filter(({ bestEpoch, status, place }) => bestEpoch !== null && status !== 'cancelled' && place !== 'trashed')
    .toSorted((a, b) => rank(a) - rank(b) || b.createdAtMs - a.createdAtMs);
}
