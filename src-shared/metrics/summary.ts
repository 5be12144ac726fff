/** The figures of a whole evaluation, for either class as the positive one. */
import type { ClassName } from '../domain/labels.ts';
import { type BinaryMetrics, type Confusion, confusion, metricsOf, type ThresholdOptions } from './confusion.ts';
import { averagePrecision } from './precision-recall.ts';
import { rankScores } from './ranking.ts';
import { areaUnderRoc, type EqualErrorRate, equalErrorRate } from './roc.ts';

/** Null = there is none, since a class is missing or nothing was called positive. */
export type ClassSummary = BinaryMetrics & { readonly averagePrecision: number | null };

export type EvaluationSummary = {
  readonly n: number;
  readonly threshold: number;
  readonly confusion: Confusion;
  readonly accuracy: number | null;
  /** Area under the ROC curve, the same for either positive class. */
  readonly auc: number | null;
  readonly equalErrorRate: EqualErrorRate | null;
  readonly byPositiveClass: Readonly<Record<ClassName, ClassSummary>>;
};

export function summarize(options: ThresholdOptions): EvaluationSummary {
  const matrix = confusion(options);
  const ranking = rankScores(options);
  const summaryOf = (positive: ClassName): ClassSummary => ({
    ...metricsOf(matrix, positive),
    averagePrecision: averagePrecision(ranking, positive)?.value ?? null,
  });
  const byPositiveClass = { fake: summaryOf('fake'), real: summaryOf('real') };
  return {
    n: matrix.n,
    threshold: matrix.threshold,
    confusion: matrix,
    accuracy: byPositiveClass.fake.accuracy,
    auc: areaUnderRoc(ranking),
    equalErrorRate: equalErrorRate(ranking),
    byPositiveClass,
  };
}
