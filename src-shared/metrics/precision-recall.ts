/** Precision and recall at every threshold, and average precision as scikit-learn defines it (a step function, no interpolation). */
import type { ClassName } from '../domain/labels.ts';
import { operatingPoints, type Ranking } from './ranking.ts';

/** One entry a distinct score and one before them: recall 0, where no image is called positive and precision is 1 by convention. */
export type PrecisionRecallCurve = {
  readonly positiveClass: ClassName;
  /** Of P(fake): an image is called fake where its score >= threshold. */
  readonly thresholds: Float64Array;
  readonly precisions: Float64Array;
  /** Rising from 0 to 1. */
  readonly recalls: Float64Array;
};

/** Null where no image is of the positive class. */
export function precisionRecallCurve(ranking: Ranking, positive: ClassName): PrecisionRecallCurve | null {
  const { thresholds, truePositives, falsePositives, positives } = operatingPoints(ranking, positive);
  if (positives === 0) return null;
  return {
    positiveClass: positive,
    thresholds,
    precisions: truePositives.map((count, k) => (k === 0 ? 1 : count / (count + falsePositives[k]!))),
    recalls: truePositives.map((count) => count / positives),
  };
}

export type AveragePrecision = { readonly positiveClass: ClassName; readonly value: number };

/** AP: the sum of precision times the recall gained at each threshold. Null where no image is of the positive class. */
export function averagePrecision(ranking: Ranking, positive: ClassName): AveragePrecision | null {
  const curve = precisionRecallCurve(ranking, positive);
  if (curve === null) return null;
  let value = 0;
  for (let k = 1; k < curve.recalls.length; k++)
    value += (curve.recalls[k]! - curve.recalls[k - 1]!) * curve.precisions[k]!;
  return { positiveClass: positive, value };
}
