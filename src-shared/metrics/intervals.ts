/** How sure a figure is. */
import { createRandom } from '../domain/random.ts';
import { assert } from '../errors.ts';
import { probit } from './normal.ts';
import { assertScored, type Scored } from './scored.ts';

const DEFAULT_CONFIDENCE = 0.95;

/** Enough for percentiles of 2.5 and 97.5 (Efron and Tibshirani 1993, "An introduction to the bootstrap", chapter 13). */
const DEFAULT_RESAMPLES = 1000;

export type Interval = { readonly low: number; readonly high: number; readonly confidence: number };

/** Of a share, such as accuracy: `successes` of `n` (Wilson 1927; no continuity correction). Null where n is 0. */
export function wilsonInterval(
  successes: number,
  n: number,
  { confidence = DEFAULT_CONFIDENCE } = {},
): Interval | null {
  assert(successes >= 0 && successes <= n, `${successes} of ${n} is a share`);
  if (n === 0) return null;
  const z = probit((1 + confidence) / 2);
  const share = successes / n;
  const weight = 1 + (z * z) / n;
  const center = (share + (z * z) / (2 * n)) / weight;
  const halfWidth = (z / weight) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return {
    low: successes === 0 ? 0 : center - halfWidth, // exactly so; rounding would leave 1e-17
    high: successes === n ? 1 : center + halfWidth,
    confidence,
  };
}

export type BootstrapOptions = {
  readonly seed: number;
  readonly resamples?: number;
  readonly confidence?: number;
};

/**
 * Percentile bootstrap interval of any figure: images are drawn with replacement. It takes them for independent, which the frames of one video are not.
 * Resamples for which the figure does not exist (a class was not drawn) are left out; null where it exists for none. Takes `resamples` times as long as the figure.
 */
export function bootstrapInterval(
  scored: Scored,
  figure: (resample: Scored) => number | null,
  { seed, resamples = DEFAULT_RESAMPLES, confidence = DEFAULT_CONFIDENCE }: BootstrapOptions,
): Interval | null {
  assertScored(scored);
  const n = scored.scores.length;
  const random = createRandom(seed);
  const scores = new Float64Array(n);
  const labels = new Uint8Array(n);
  const values: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    for (let i = 0; i < n; i++) {
      const drawn = random.integer(n);
      scores[i] = scored.scores[drawn]!;
      labels[i] = scored.labels[drawn]!;
    }
    const value = figure({ scores, labels });
    if (value !== null) values.push(value);
  }
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return { low: quantile(sorted, (1 - confidence) / 2), high: quantile(sorted, (1 + confidence) / 2), confidence };
}

/** Linear interpolation between the two nearest of the sorted values (numpy's default, Hyndman and Fan's type 7). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  assert(sorted.length > 0, 'a quantile is one of at least one value');
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)]!;
  const above = sorted[Math.ceil(position)]!;
  return below + (above - below) * (position - Math.floor(position));
}
