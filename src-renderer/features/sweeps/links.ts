/** Where the runs of a sweep are looked at. */
import { defaultStringifySearch } from '@tanstack/react-router';
import { MAX_COMPARED } from '#shared/contract/comparisons.ts';
import type { SweepSummary } from '#shared/contract/sweeps.ts';
import { isBetter } from '#shared/sweep/median-rule.ts';
import { sweepTag } from '#shared/sweep/tags.ts';

const filterOf = (name: string): string => `tag = "${sweepTag(name)}"`;

/** Its runs in the table of all. */
export const runsLink = (name: string): string => `/runs${defaultStringifySearch({ filter: filterOf(name) })}`;

/** How settings and figures go together in all its runs, the best of them as columns; null where there are too few to compare. */
export function compareLink({ name, objective, trials }: SweepSummary): string | null {
  const trained = trials.flatMap(({ run, best }) => (run === null || best === null ? [] : [{ id: run.id, best }]));
  if (trained.length < 2) return null;
  const ids = trained
    .toSorted((a, b) => (isBetter(a.best, b.best, objective) ? -1 : isBetter(b.best, a.best, objective) ? 1 : 0))
    .slice(0, MAX_COMPARED)
    .map(({ id }) => id);
  return `/compare${defaultStringifySearch({ runs: ids.join(','), tab: 'many', filter: filterOf(name) })}`;
}
