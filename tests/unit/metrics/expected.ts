/** What scikit-learn, SciPy and NumPy give (tests/parity/metrics.py writes it), and the sets of scores that they were given. */
import { readFileSync } from 'node:fs';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import { createRandom } from '#shared/domain/random.ts';
import type { BinaryMetrics } from '#shared/metrics/confusion.ts';
import type { Scored } from '#shared/metrics/scored.ts';

export type RandomSpec = { seed: number; n: number; levels: number; fakeShare: number; separation: number };

/** A short curve whole; of a long one its length and two sums that depend on each value and its place. */
export type ExpectedCurve = { values: number[] } | { length: number; sum: number; weightedSum: number };

export type ExpectedCurves = {
  averagePrecision: number | null;
  roc: { falsePositiveRates: ExpectedCurve; truePositiveRates: ExpectedCurve; thresholds?: ExpectedCurve } | null;
  precisionRecall: { precisions: ExpectedCurve; recalls: ExpectedCurve } | null;
  /** For short sets with both classes, fake positive; without the points at infinite thresholds. */
  det: Record<'thresholds' | 'falsePositiveRates' | 'falseNegativeRates', { values: number[] }> | null;
  auc?: number;
  equalErrorRate?: number;
};

type ThresholdFigures = Omit<BinaryMetrics, 'positiveClass' | 'threshold' | 'n'>;

export type ExpectedSet = {
  name: string;
  thresholds: { threshold: number; fake: ThresholdFigures; real: ThresholdFigures }[];
  fake: ExpectedCurves;
  real: ExpectedCurves;
  calibration: {
    logLoss: number;
    brierScore: number;
    binSizes: number[];
    /** Of the bins that hold anything. */
    fakeShares: number[];
    meanScores: number[];
    expectedCalibrationError: number;
  };
} & ({ random: RandomSpec } | { scores: number[]; labels: number[] });

type Bounds = { low: number; high: number };

export type Expected = {
  sets: ExpectedSet[];
  probit: { probability: number; deviate: number }[];
  wilson: (Bounds & { successes: number; n: number; confidence: number })[];
  mcnemar: { onlyFirstRight: number; onlySecondRight: number; pValue: number }[];
  quantiles: { values: number[]; results: { share: number; value: number }[] };
  bootstrap: Record<'auc' | 'accuracy', Bounds & { standardError: number }> & { spec: RandomSpec };
};

const file = new URL('./metrics.expected.json', import.meta.url);
export const expected = JSON.parse(readFileSync(file, 'utf8')) as Expected; // our own file, written by our own script

/** `random_set` of tests/parity/metrics.py, bit for bit. */
export function randomSet({ seed, n, levels, fakeShare, separation }: RandomSpec): Scored {
  const random = createRandom(seed);
  const scores = new Float64Array(n);
  const labels = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const label = random.next() < fakeShare ? FAKE : REAL;
    const raw = (label === FAKE ? separation : 0) + (1 - separation) * random.next();
    labels[i] = label;
    scores[i] = Math.floor(raw * levels + 0.5) / levels;
  }
  return { scores, labels };
}

export const scoredOf = (set: ExpectedSet): Scored => ('random' in set ? randomSet(set.random) : set);

/** Sums of at most 20,000 float64 terms in another order differ by less. */
export const SUMMATION = 1e-9;

/** The largest distance of a curve from the expected one, relative to the expected sums where it is long. */
export function distance(curve: Float64Array, wanted: ExpectedCurve): number {
  if ('values' in wanted) {
    if (wanted.values.length !== curve.length) return Number.POSITIVE_INFINITY;
    return Math.max(
      0,
      ...curve.map((value, k) => (value === wanted.values[k] ? 0 : Math.abs(value - wanted.values[k]!))),
    );
  }
  if (wanted.length !== curve.length) return Number.POSITIVE_INFINITY;
  const sum = curve.reduce((total, value) => total + value, 0);
  const weightedSum = curve.reduce((total, value, k) => total + value * k, 0) / curve.length;
  return Math.max(Math.abs(sum / wanted.sum - 1), Math.abs(weightedSum / wanted.weightedSum - 1));
}
