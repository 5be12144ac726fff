/**
 * How well one number tells fake from real: the area under its ROC curve and a 95 % interval. Source: DeLong, DeLong and Clarke-Pearson 1988,
 * "Comparing the areas under two or more correlated receiver operating characteristic curves"; with sorted values instead of all pairs.
 */
import { FAKE } from '../domain/labels.ts';
import { assert } from '../errors.ts';
import { probit } from './normal.ts';

export type Separation = {
  /** The chance that a fake has a larger value than a real, ties counting half. */
  readonly auc: number;
  /** Of the 95 % interval, cut to 0..1. It takes images for independent, which the frames of one video are not. */
  readonly low: number;
  readonly high: number;
};

const CONFIDENCE = 0.95;

/** `values`: [N] finite numbers of any scale; `labels`: [N] 1 = real, 0 = fake. Null where a class is missing. O(N log N), about 15 ms for 100,000. */
export function separation(values: ArrayLike<number>, labels: ArrayLike<number>): Separation | null {
  assert(values.length === labels.length, `there are as many labels (${labels.length}) as values (${values.length})`);
  const fakes = sortedOf(values, labels, true);
  const reals = sortedOf(values, labels, false);
  if (fakes.length === 0 || reals.length === 0) return null;
  const aboveReals = shareBelow(fakes, reals);
  const belowFakes = shareBelow(reals, fakes).map((share) => 1 - share);
  const auc = mean(aboveReals);
  const variance = varianceOfMean(aboveReals) + varianceOfMean(belowFakes);
  const reach = probit((1 + CONFIDENCE) / 2) * Math.sqrt(variance);
  return { auc, low: Math.max(0, auc - reach), high: Math.min(1, auc + reach) };
}

/** The same in the better of the two directions: 0.5 = not at all, 1 = always. */
export const directionFree = ({ auc }: Pick<Separation, 'auc'>): number => Math.max(auc, 1 - auc);

function sortedOf(values: ArrayLike<number>, labels: ArrayLike<number>, isFake: boolean): Float64Array {
  return Float64Array.from(values)
    .filter((_, i) => (labels[i] === FAKE) === isFake)
    .sort();
}

/** For each of `sorted`, the share of `others` that is below it, those that are equal counting half. */
function shareBelow(sorted: Float64Array, others: Float64Array): Float64Array {
  let below = 0;
  let upTo = 0;
  return sorted.map((value) => {
    while (below < others.length && others[below]! < value) below++;
    while (upTo < others.length && others[upTo]! <= value) upTo++;
    return (below + upTo) / 2 / others.length;
  });
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of one value alone nothing is known. */
function varianceOfMean(values: Float64Array): number {
  if (values.length < 2) return Number.POSITIVE_INFINITY;
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return squares / (values.length - 1) / values.length;
}
