/** A mean over faces with its 95 % interval. */
import { createRandom, shuffled } from '../domain/random.ts';
import { quantile } from './intervals.ts';

export type MeanInterval = { readonly mean: number; readonly low: number; readonly high: number };

const CONFIDENCE = 0.95;
const RESAMPLES = 1000;
/** Above it values are drawn in random groups of equal size: the mean over groups varies as the mean over values does, and a resample costs no more. */
const MOST_GROUPS = 2_000;

/** Percentile bootstrap (Efron and Tibshirani 1993, "An introduction to the bootstrap", chapter 13). It takes faces for independent. Null where there is none. */
export function meanInterval(values: readonly number[], { seed }: { readonly seed: number }): MeanInterval | null {
  if (values.length === 0) return null;
  const groups = groupMeans(values, seed);
  const random = createRandom(seed);
  const means = Float64Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let draw = 0; draw < groups.length; draw++) sum += groups[random.integer(groups.length)] as number; // in range: drawn below their number
    return sum / groups.length;
  }).sort();
  const tail = (1 - CONFIDENCE) / 2;
  return { mean: meanOf(values), low: quantile(means, tail), high: quantile(means, 1 - tail) };
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function groupMeans(values: readonly number[], seed: number): readonly number[] {
  if (values.length <= MOST_GROUPS) return values;
  const groups = Array.from({ length: MOST_GROUPS }, () => [] as number[]);
  for (const [position, value] of shuffled(values, createRandom(seed, 1)).entries())
    groups[position % MOST_GROUPS]?.push(value);
  return groups.map(meanOf);
}
