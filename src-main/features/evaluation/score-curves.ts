/** Curves of an evaluation, from the scores in the store: nothing is computed anew by a network. */
import { CURVE_POINTS, type ScoreCurves } from '#shared/contract/evaluations.ts';
import type { ClassName } from '#shared/domain/labels.ts';
import { precisionRecallCurve } from '#shared/metrics/precision-recall.ts';
import { rankScores } from '#shared/metrics/ranking.ts';
import { rocCurve } from '#shared/metrics/roc.ts';
import type { Scored } from '#shared/metrics/scored.ts';
import { thinColumns } from '#shared/metrics/thin.ts';

export function scoreCurves(scored: Scored, positiveClass: ClassName): ScoreCurves {
  const ranking = rankScores(scored);
  const roc = rocCurve(ranking, positiveClass);
  const precisionRecall = precisionRecallCurve(ranking, positiveClass);
  return {
    positiveClass,
    roc:
      roc &&
      thinColumns({ falsePositiveRate: roc.falsePositiveRates, truePositiveRate: roc.truePositiveRates }, CURVE_POINTS),
    precisionRecall:
      precisionRecall &&
      thinColumns({ recall: precisionRecall.recalls, precision: precisionRecall.precisions }, CURVE_POINTS),
  };
}
