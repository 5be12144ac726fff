/** Receiver operating characteristic (Fawcett 2006, "An introduction to ROC analysis") and what is read from it. */
import type { ClassName } from '../domain/labels.ts';
import { probit } from './normal.ts';
import { operatingPoints, type Ranking } from './ranking.ts';

/** One entry a distinct score and one before them, from (0, 0) to (1, 1). */
export type RocCurve = {
  readonly positiveClass: ClassName;
  /** Of P(fake): an image is called fake where its score >= threshold; Infinity = never. */
  readonly thresholds: Float64Array;
  readonly falsePositiveRates: Float64Array;
  readonly truePositiveRates: Float64Array;
};

/** Null where a class is missing: its rate is a share of nothing. */
export function rocCurve(ranking: Ranking, positive: ClassName): RocCurve | null {
  const { thresholds, truePositives, falsePositives, positives, negatives } = operatingPoints(ranking, positive);
  if (positives === 0 || negatives === 0) return null;
  return {
    positiveClass: positive,
    thresholds,
    falsePositiveRates: falsePositives.map((count) => count / negatives),
    truePositiveRates: truePositives.map((count) => count / positives),
  };
}

/**
 * AUC: the chance that a fake scores above a real, ties counting half (trapezoids over the ROC curve). It is the same for either positive class.
 * Null where a class is missing. Counts are summed before the division, so it is exact up to 2^53 pairs.
 */
export function areaUnderRoc({ fakesCalledFake, realsCalledFake, fakes, reals }: Ranking): number | null {
  if (fakes === 0 || reals === 0) return null;
  let doubledPairs = 0;
  for (let k = 1; k < fakesCalledFake.length; k++) {
    const width = realsCalledFake[k]! - realsCalledFake[k - 1]!;
    doubledPairs += width * (fakesCalledFake[k]! + fakesCalledFake[k - 1]!);
  }
  return doubledPairs / 2 / (fakes * reals);
}

export type EqualErrorRate = {
  /** Where as large a share of the fakes is missed as of the reals is called fake, 0..1. */
  readonly rate: number;
  /** Of P(fake): the threshold of the measured point nearest to it. */
  readonly threshold: number;
};

/** EER by linear interpolation between the two points of the ROC curve around it; the same for either positive class. Null where a class is missing. */
export function equalErrorRate(ranking: Ranking): EqualErrorRate | null {
  const curve = rocCurve(ranking, 'fake');
  if (curve === null) return null;
  const { thresholds, falsePositiveRates, truePositiveRates } = curve;
  // Missed minus falsely called: falls from 1 at the first point to -1 at the last one.
  const excess = (k: number) => 1 - truePositiveRates[k]! - falsePositiveRates[k]!;
  let k = 1;
  while (excess(k) > 0) k++;
  const [before, after] = [excess(k - 1), excess(k)];
  const [from, to] = [falsePositiveRates[k - 1]!, falsePositiveRates[k]!];
  const rate = from + ((to - from) * before) / (before - after);
  const isFirstNearer = k > 1 && before < -after;
  return { rate, threshold: thresholds[isFirstNearer ? k - 1 : k]! };
}

/** Detection error tradeoff (Martin et al. 1997, "The DET curve in assessment of detection task performance"). */
export type DetCurve = {
  readonly positiveClass: ClassName;
  readonly thresholds: Float64Array;
  readonly falsePositiveRates: Float64Array;
  readonly falseNegativeRates: Float64Array;
  /** The rates on the curve's own axes, as normal deviates; +-Infinity at 0 and 1. */
  readonly falsePositiveDeviates: Float64Array;
  readonly falseNegativeDeviates: Float64Array;
};

/** Null where a class is missing. */
export function detCurve(ranking: Ranking, positive: ClassName): DetCurve | null {
  const curve = rocCurve(ranking, positive);
  if (curve === null) return null;
  const { truePositiveRates, falsePositiveRates, ...shared } = curve;
  const falseNegativeRates = truePositiveRates.map((rate) => 1 - rate);
  return {
    ...shared,
    falsePositiveRates,
    falseNegativeRates,
    falsePositiveDeviates: falsePositiveRates.map(probit),
    falseNegativeDeviates: falseNegativeRates.map(probit),
  };
}
