/** How far scores can be read as probabilities. */
import { FAKE } from '../domain/labels.ts';
import { assertScored, ratio, type Scored } from './scored.ts';

/** scikit-learn clips float64 probabilities by the same: one score of exactly 0 for a fake costs 36, not Infinity. */
const SMALLEST_PROBABILITY = Number.EPSILON;

/** The usual number (Guo et al. 2017, "On calibration of modern neural networks", take 15; scikit-learn's plots take 5 or 10). */
const DEFAULT_BINS = 10;

/** Mean cross entropy in nats, natural logarithm. Null for an empty set. */
export const logLoss = (scored: Scored): number | null =>
  meanOver(scored, (score, isFake) => {
    const clipped = Math.min(Math.max(score, SMALLEST_PROBABILITY), 1 - SMALLEST_PROBABILITY);
    return isFake === 1 ? -Math.log(clipped) : -Math.log1p(-clipped);
  });

/** Mean squared distance of P(fake) from the truth (Brier 1950), 0..1. Null for an empty set. */
export const brierScore = (scored: Scored): number | null => meanOver(scored, (score, isFake) => (score - isFake) ** 2);

export type ReliabilityBin = {
  /** Scores above `from` up to and including `to`; the first bin has 0 too. */
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Null where the bin is empty. */
  readonly meanScore: number | null;
  /** Share of fakes among the bin's images, 0..1: equal to meanScore where calibrated. */
  readonly fakeShare: number | null;
};

export type Calibration = {
  readonly n: number;
  readonly bins: readonly ReliabilityBin[];
  /** ECE (Naeini et al. 2015): mean over the images of |meanScore - fakeShare| of their bins. Null for an empty set. */
  readonly expectedCalibrationError: number | null;
};

/** Reliability of P(fake) in bins of equal width, as scikit-learn's `calibration_curve` with strategy "uniform". */
export function calibration(scored: Scored, binCount = DEFAULT_BINS): Calibration {
  assertScored(scored);
  const { scores, labels } = scored;
  const edges = Float64Array.from({ length: binCount + 1 }, (_, i) => (i === binCount ? 1 : i * (1 / binCount)));
  const sizes = new Float64Array(binCount);
  const scoreSums = new Float64Array(binCount);
  const fakes = new Float64Array(binCount);
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    let bin = 0;
    while (bin < binCount - 1 && score > edges[bin + 1]!) bin++;
    sizes[bin]! += 1;
    scoreSums[bin]! += score;
    if (labels[i] === FAKE) fakes[bin]! += 1;
  }
  const bins = Array.from(sizes, (n, bin) => ({
    from: edges[bin]!,
    to: edges[bin + 1]!,
    n,
    meanScore: ratio(scoreSums[bin]!, n),
    fakeShare: ratio(fakes[bin]!, n),
  }));
  const totalGap = scoreSums.reduce((sum, scoreSum, bin) => sum + Math.abs(scoreSum - fakes[bin]!), 0);
  return { n: scores.length, bins, expectedCalibrationError: ratio(totalGap, scores.length) };
}

function meanOver(scored: Scored, lossOf: (score: number, isFake: 0 | 1) => number): number | null {
  assertScored(scored);
  let sum = 0;
  for (let i = 0; i < scored.scores.length; i++) sum += lossOf(scored.scores[i]!, scored.labels[i] === FAKE ? 1 : 0);
  return ratio(sum, scored.scores.length);
}
