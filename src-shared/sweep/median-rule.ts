/**
 * The median stopping rule: D. Golovin, B. Solnik, S. Moitra, G. Kochanski, J. Karro, D. Sculley, "Google Vizier: A Service for Black-Box Optimization",
 * KDD 2017, section 3.2.2. At epoch e a trial is stopped where its best objective up to e is strictly worse than the median, over all completed trials,
 * of the mean of each one's objectives of the epochs 1..e.
 *
 * What the paper leaves open: a completed trial with fewer than e epochs (it stopped by its own patience) counts with the mean of those it has; trials that
 * this rule stopped are not completed ones; an objective that is no number (the training diverged) is worse than every number.
 */
import type { EarlyStop, Objective } from './sweep-file.ts';

/** The objective after each epoch, from epoch 1 on; null where it was no number. */
export type ObjectiveHistory = readonly (number | null)[];

export type MedianVerdict = {
  readonly shouldStop: boolean;
  /** The epoch that was judged. */
  readonly epoch: number;
  /** Of the trial; null where it never was a number. */
  readonly best: number | null;
  /** Null where the rule does not apply yet, or where the median itself is no number. */
  readonly median: number | null;
};

export type MedianRule = Pick<EarlyStop, 'min_epochs' | 'min_trials'> & { readonly objective: Objective };

/** `completed`: the histories of the sweep's other trials that are completed. */
export function medianRule(
  history: ObjectiveHistory,
  completed: readonly ObjectiveHistory[],
  { min_epochs: minEpochs, min_trials: minTrials, objective }: MedianRule,
): MedianVerdict {
  const epoch = history.length;
  const losses = history.map((value) => lossOf(value, objective));
  const best = Math.min(Number.POSITIVE_INFINITY, ...losses);
  const others = completed.filter(({ length }) => length > 0);
  if (epoch < minEpochs || others.length < minTrials)
    return { shouldStop: false, epoch, best: objectiveOf(best, objective), median: null };
  const middle = median(others.map((other) => mean(other.slice(0, epoch).map((value) => lossOf(value, objective)))));
  return {
    shouldStop: best > middle,
    epoch,
    best: objectiveOf(best, objective),
    median: objectiveOf(middle, objective),
  };
}

/** The best of a history; null where it never was a number. */
export const bestOf = (history: ObjectiveHistory, objective: Objective): number | null =>
  objectiveOf(Math.min(Number.POSITIVE_INFINITY, ...history.map((value) => lossOf(value, objective))), objective);

/** Whether `a` is strictly better. */
export const isBetter = (a: number, b: number, objective: Objective): boolean =>
  lossOf(a, objective) < lossOf(b, objective);

/** Smaller is better from here on. */
function lossOf(value: number | null, objective: Objective): number {
  if (value === null || !Number.isFinite(value)) return Number.POSITIVE_INFINITY;
  return objective === 'valid_loss' ? value : -value;
}

const objectiveOf = (loss: number, objective: Objective): number | null =>
  Number.isFinite(loss) ? (objective === 'valid_loss' ? loss : 0 - loss) : null;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of at least one. Of an even number, the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
