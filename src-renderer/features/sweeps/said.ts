/** A sweep in words. */
import { formatRemaining, plural } from '#renderer/components/format.ts';
import type { SweepSummary } from '#shared/contract/sweeps.ts';
import { TRIAL_STATES, type TrialState } from '#shared/sweep/standing.ts';
import { STATE_WORDS } from '#shared/sweep/words.ts';

/** "4 trials: 1 running, 2 finished, 1 stopped early". */
export function countsText({ counts, trials }: Pick<SweepSummary, 'counts' | 'trials'>): string {
  const parts = TRIAL_STATES.filter((state) => counts[state] > 0).map(
    (state) => `${counts[state]} ${STATE_WORDS[state]}`,
  );
  return [plural(trials.length, 'trial'), parts.join(', ')].filter((part) => part !== '').join(': ');
}

/** Nothing more becomes of them by themselves. */
const IS_OVER: readonly TrialState[] = ['finished', 'stopped-early'];

/**
 * `over`: nothing is left to do. `running`: a trial trains, or waits in the queue. `still`: some are left, and nothing here goes on with them.
 * `cluster`: as `still`, but a cluster may be at it.
 */
export type Progress = 'over' | 'running' | 'still' | 'cluster';

export function progressOf({ trials, isOnCluster }: Pick<SweepSummary, 'trials' | 'isOnCluster'>): Progress {
  const left = trials.filter(({ state }) => !IS_OVER.includes(state));
  if (left.length === 0) return 'over';
  if (left.some(({ state, isQueued }) => state === 'running' || isQueued)) return 'running';
  return isOnCluster ? 'cluster' : 'still';
}

/** "about 3 min left"; of one that stands still "about 3 min of training left". Nothing where nobody knows. */
export function remainingText({ remainingMs }: Pick<SweepSummary, 'remainingMs'>, progress: Progress): string {
  if (progress === 'over' || progress === 'cluster') return '';
  const text = formatRemaining(remainingMs);
  return progress === 'still' ? text.replace(/ left$/, ' of training left') : text;
}

/** A value as one writes it in a sweep's file. */
export const settingText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
