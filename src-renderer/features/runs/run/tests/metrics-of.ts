import { TestMetrics } from '#shared/contract/evaluations.ts';
import type { EvaluationSummary } from '#shared/domain/records.ts';

/** Null where the test is not finished, or where a version wrote them that this one cannot read. */
export function metricsOf(evaluation: EvaluationSummary): TestMetrics | null {
  const metrics = TestMetrics.safeParse(evaluation.metrics);
  return metrics.success ? metrics.data : null;
}
