/**
 * Scores in order, counted once: every curve is read from it. Ties stand at one threshold, so no curve depends on the order of equal scores.
 */
import { type ClassName, FAKE } from '../domain/labels.ts';
import { assertScored, type Scored } from './scored.ts';

/** At thresholds[k] the images with score >= thresholds[k] are called fake: fakesCalledFake[k] of the fakes, realsCalledFake[k] of the reals. */
export type Ranking = {
  /** [K + 1], falling: Infinity, where no image is called fake, then each distinct score. */
  readonly thresholds: Float64Array;
  readonly fakesCalledFake: Float64Array;
  readonly realsCalledFake: Float64Array;
  readonly fakes: number;
  readonly reals: number;
};

/** Counts of one positive class, from "no image is called positive" to "every image is". */
export type OperatingPoints = {
  readonly positiveClass: ClassName;
  /** Of P(fake), whichever class is positive: an image is called fake where its score >= threshold. */
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
};

/** Sorts once: O(N log N), about 30 ms for 100,000 scores. */
export function rankScores(scored: Scored): Ranking {
  assertScored(scored);
  const { scores, labels } = scored;
  const sortedScores = (isFake: boolean) =>
    Float64Array.from(scores)
      .filter((_, i) => (labels[i] === FAKE) === isFake)
      .sort();
  const fakes = sortedScores(true);
  const reals = sortedScores(false);

  const size = scores.length + 1;
  const thresholds = new Float64Array(size);
  const fakesCalledFake = new Float64Array(size);
  const realsCalledFake = new Float64Array(size);
  thresholds[0] = Number.POSITIVE_INFINITY;
  let points = 1;
  let fakesLeft = fakes.length;
  let realsLeft = reals.length;
  while (fakesLeft + realsLeft > 0) {
    const threshold = Math.max(fakes[fakesLeft - 1] ?? 0, reals[realsLeft - 1] ?? 0);
    while (fakesLeft > 0 && fakes[fakesLeft - 1] === threshold) fakesLeft--;
    while (realsLeft > 0 && reals[realsLeft - 1] === threshold) realsLeft--;
    thresholds[points] = threshold;
    fakesCalledFake[points] = fakes.length - fakesLeft;
    realsCalledFake[points] = reals.length - realsLeft;
    points++;
  }
  return {
    thresholds: thresholds.slice(0, points),
    fakesCalledFake: fakesCalledFake.slice(0, points),
    realsCalledFake: realsCalledFake.slice(0, points),
    fakes: fakes.length,
    reals: reals.length,
  };
}

/** For real as the positive class it is the same list read from its other end, with what was not called fake. */
export function operatingPoints(ranking: Ranking, positive: ClassName): OperatingPoints {
  const { thresholds, fakesCalledFake, realsCalledFake, fakes, reals } = ranking;
  if (positive === 'fake')
    return {
      positiveClass: positive,
      thresholds,
      truePositives: fakesCalledFake,
      falsePositives: realsCalledFake,
      positives: fakes,
      negatives: reals,
    };
  return {
    positiveClass: positive,
    thresholds: thresholds.toReversed(),
    truePositives: realsCalledFake.toReversed().map((called) => reals - called),
    falsePositives: fakesCalledFake.toReversed().map((called) => fakes - called),
    positives: reals,
    negatives: fakes,
  };
}
