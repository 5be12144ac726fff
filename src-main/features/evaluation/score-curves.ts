/** Curves of an evaluation, from the scores in the store: nothing is computed anew by a network. */
import { CURVE_POINTS, type ScoreCurves } from '#shared/contract/evaluations.ts';
import type { ClassName } from '#shared/domain/labels.ts';
import { precisionRecallCurve } from '#shared/metrics/precision-recall.ts';
import { rankScores } from '#shared/metrics/ranking.ts';
import { rocCurve } from '#shared/metrics/roc.ts';
import type { Scored } from '#shared/metrics/scored.ts';
import { thinCurve } from '#shared/metrics/thin.ts';

export function scoreCurves(scored: Scored, positiveClass: ClassName): ScoreCurves {
  const ranking = rankScores(scored);
  const roc = rocCurve(ranking, positiveClass);
  const precisionRecall = precisionRecallCurve(ranking, positiveClass);
  return {
    positiveClass,
    roc: roc && thinned({ falsePositiveRate: roc.falsePositiveRates, truePositiveRate: roc.truePositiveRates }),
    precisionRecall:
      precisionRecall && thinned({ recall: precisionRecall.recalls, precision: precisionRecall.precisions }),
  };
}

/** The first column is the horizontal axis. */
function thinned<K extends string>(curve: Readonly<Record<K, Float64Array>>): Record<K, number[]> {
  const columns = Object.entries(curve) as [K, Float64Array][]; // the record's own
  const [[, x], [, y]] = columns as [[K, Float64Array], [K, Float64Array]]; // two of them
  const kept = thinCurve(x, y, CURVE_POINTS);
  return Object.fromEntries(columns.map(([name, values]) => [name, kept.map((i) => values[i] ?? 0)])) as Record<
    K,
    number[]
  >;
}
