/** Figures and curves of a test from the scores in the store, and how sure the figures are. */
import { setImmediate } from 'node:timers/promises';
import type { Store } from '#main/store/open.ts';
import type { TestIntervals, TestScores } from '#shared/contract/comparisons.ts';
import { CURVE_POINTS } from '#shared/contract/evaluations.ts';
import type { ClassName } from '#shared/domain/labels.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { bootstrapRanking } from '#shared/metrics/bootstrap-ranking.ts';
import { calibration } from '#shared/metrics/calibration.ts';
import { confusion } from '#shared/metrics/confusion.ts';
import { averagePrecision, precisionRecallCurve } from '#shared/metrics/precision-recall.ts';
import { rankScores } from '#shared/metrics/ranking.ts';
import { areaUnderRoc, detCurve, equalErrorRate, rocCurve } from '#shared/metrics/roc.ts';
import { thinColumns } from '#shared/metrics/thin.ts';
import { thresholdOf } from './threshold.ts';

/** Efron and Tibshirani's 1,000; fewer where the interval is narrow anyway and each resample takes milliseconds. */
const RESAMPLES = { usual: 1_000, large: 300 } as const;
const LARGE = 20_000;
const SEED = 1;
const KEPT_INTERVALS = 200;
/** How long others wait while resamples are drawn. */
const TURN_MS = 20;

type ScoresRequest = {
  readonly evaluationId: EvaluationId;
  readonly threshold: number | null;
  readonly positiveClass: ClassName;
};

export function createTestScores({ store }: { readonly store: Store }) {
  const kept = new Map<EvaluationId, Promise<TestIntervals>>();

  const drawIntervals = async (evaluationId: EvaluationId): Promise<TestIntervals> => {
    finishedTest(store, evaluationId);
    const scored = store.predictions.columns(evaluationId);
    const resamples = scored.scores.length > LARGE ? RESAMPLES.large : RESAMPLES.usual;
    const work = bootstrapRanking(scored, { seed: SEED, resamples });
    let turnBegan = performance.now();
    for (;;) {
      const { done, value } = work.next();
      if (done) return { resamples, ...value };
      if (performance.now() - turnBegan < TURN_MS) continue;
      await setImmediate();
      turnBegan = performance.now();
    }
  };

  return {
    /** @throws not_found, conflict */
    scores: ({ evaluationId, threshold: asked, positiveClass }: ScoresRequest): TestScores => {
      const test = finishedTest(store, evaluationId);
      const threshold = asked ?? thresholdOf(store, test).threshold;
      const scored = store.predictions.columns(evaluationId);
      const ranking = rankScores(scored);
      const roc = rocCurve(ranking, positiveClass);
      const precisionRecall = precisionRecallCurve(ranking, positiveClass);
      const det = detCurve(ranking, positiveClass);
      const { expectedCalibrationError, bins } = calibration(scored);
      const n = scored.scores.length;
      return {
        ...{ evaluationId, n, threshold, positiveClass },
        loss: n === 0 ? null : scored.losses.reduce((sum, loss) => sum + loss, 0) / n,
        confusion: confusion({ ...scored, threshold }),
        auc: areaUnderRoc(ranking),
        equalErrorRate: equalErrorRate(ranking),
        averagePrecision: {
          fake: averagePrecision(ranking, 'fake')?.value ?? null,
          real: averagePrecision(ranking, 'real')?.value ?? null,
        },
        roc:
          roc &&
          thinned({
            ...{ falsePositiveRate: roc.falsePositiveRates, truePositiveRate: roc.truePositiveRates },
            threshold: roc.thresholds,
          }),
        precisionRecall:
          precisionRecall &&
          thinned({
            ...{ recall: precisionRecall.recalls, precision: precisionRecall.precisions },
            threshold: precisionRecall.thresholds,
          }),
        det:
          det &&
          finite({
            ...{ falsePositive: det.falsePositiveDeviates, falseNegative: det.falseNegativeDeviates },
            threshold: det.thresholds,
          }),
        calibration: { expectedCalibrationError, bins: [...bins] },
      };
    },

    /** Drawn once for each test. @throws not_found, conflict */
    intervals: (evaluationId: EvaluationId): Promise<TestIntervals> => {
      const known = kept.get(evaluationId);
      if (known !== undefined) return known;
      const drawn = drawIntervals(evaluationId);
      kept.set(evaluationId, drawn);
      drawn.catch(() => kept.delete(evaluationId)); // whoever asks next may have it; whoever asked hears of it
      if (kept.size > KEPT_INTERVALS) kept.delete(kept.keys().next().value as EvaluationId); // there is one
      return drawn;
    },
  };
}

function finishedTest(store: Store, evaluationId: EvaluationId) {
  const test = store.evaluations.get(evaluationId);
  if (test.status === 'finished') return test;
  throw new AppError(
    'conflict',
    `Test ${evaluationId} is ${test.status}: its figures are not those of the whole set.`,
    {
      hint: test.status === 'running' ? 'Wait until it is finished.' : 'Run the test again.',
    },
  );
}

/** The two axes first. */
function thinned<K extends string>(columns: Readonly<Record<K | 'threshold', Float64Array>>) {
  const { threshold, ...axes } = thinColumns(columns, CURVE_POINTS);
  return { ...axes, threshold: threshold.map((value) => (Number.isFinite(value) ? value : null)) };
}

type Det = Readonly<Record<keyof NonNullable<TestScores['det']>, Float64Array>>;

/** A rate of 0 or 1 has no deviate: such points are not on the paper. */
function finite({ falsePositive, falseNegative, threshold }: Det): NonNullable<TestScores['det']> {
  const isDrawn = (_: number, i: number) => Number.isFinite(falsePositive[i]) && Number.isFinite(falseNegative[i]);
  return thinned({
    ...{ falsePositive: falsePositive.filter(isDrawn), falseNegative: falseNegative.filter(isDrawn) },
    threshold: threshold.filter(isDrawn),
  });
}
