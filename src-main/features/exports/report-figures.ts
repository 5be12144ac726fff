/** The figures of a report, each with its interval and how that was made. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Store } from '#main/store/open.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { bootstrapInterval, type Interval, wilsonInterval } from '#shared/metrics/intervals.ts';
import { averagePrecision } from '#shared/metrics/precision-recall.ts';
import { rankScores } from '#shared/metrics/ranking.ts';
import { areaUnderRoc, equalErrorRate } from '#shared/metrics/roc.ts';
import type { Scored } from '#shared/metrics/scored.ts';
import { summarize } from '#shared/metrics/summary.ts';

export type ReportFigure = {
  readonly name: string;
  readonly value: number | null;
  readonly interval: Interval | null;
  /** "Wilson", "bootstrap, 1,000 resamples". */
  readonly by: string;
};

export type ReportFigures = {
  readonly n: number;
  readonly figures: readonly ReportFigure[];
  readonly confusion: ReturnType<typeof summarize>['confusion'];
};

/** Bootstrapping sorts as often as it draws: fewer resamples where there are many faces, and the report says how many. */
const resamplesFor = (n: number): number => (n <= 2_000 ? 1_000 : n <= 20_000 ? 200 : 40);

/** Over all faces of the test, whichever are exported. Fake is positive. */
export async function reportFigures(
  store: Store,
  { evaluationId, threshold }: { readonly evaluationId: EvaluationId; readonly threshold: number },
): Promise<ReportFigures> {
  const { scores, labels } = store.predictions.columns(evaluationId);
  const scored: Scored = { scores, labels };
  const { n, confusion, accuracy, auc, equalErrorRate: eer, byPositiveClass } = summarize({ ...scored, threshold });
  const { fakeCalledFake, fakeCalledReal, realCalledFake, realCalledReal } = confusion;
  const resamples = resamplesFor(n);
  const drawn = async (
    name: string,
    value: number | null,
    figure: (resample: Scored) => number | null,
  ): Promise<ReportFigure> => {
    await turn(); // a second each where there are many faces: others have their turn between
    const interval = value === null ? null : bootstrapInterval(scored, figure, { seed: 1, resamples });
    return { name, value, interval, by: `bootstrap, ${resamples.toLocaleString('en-GB')} resamples` };
  };
  const counted = (name: string, hits: number, of: number, value: number | null): ReportFigure => ({
    ...{ name, value, by: 'Wilson' },
    interval: wilsonInterval(hits, of),
  });
  return {
    n,
    confusion,
    figures: [
      counted('Accuracy', fakeCalledFake + realCalledReal, n, accuracy),
      counted(
        'Fakes called fake (recall)',
        fakeCalledFake,
        fakeCalledFake + fakeCalledReal,
        byPositiveClass.fake.recall,
      ),
      counted(
        'Real faces called real (specificity)',
        realCalledReal,
        realCalledReal + realCalledFake,
        byPositiveClass.fake.specificity,
      ),
      counted(
        'Called fake that are fake (precision)',
        fakeCalledFake,
        fakeCalledFake + realCalledFake,
        byPositiveClass.fake.precision,
      ),
      await drawn('AUC', auc, (resample) => areaUnderRoc(rankScores(resample))),
      await drawn(
        'Average precision',
        byPositiveClass.fake.averagePrecision,
        (resample) => averagePrecision(rankScores(resample), 'fake')?.value ?? null,
      ),
      await drawn(
        'Equal error rate',
        eer?.rate ?? null,
        (resample) => equalErrorRate(rankScores(resample))?.rate ?? null,
      ),
    ],
  };
}
