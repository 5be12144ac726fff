/** Figures of the tests that are looked at, each with how sure it is and the way to its faces. Pure. */

import { galleryLink } from '#renderer/components/gallery-link.ts';
import type { TestIntervals, TestScores } from '#shared/contract/comparisons.ts';
import type { TestMetrics } from '#shared/contract/evaluations.ts';
import { MOST_CONFIDENT_MISTAKES } from '#shared/contract/predictions.ts';
import { type Better, spreadOf } from '#shared/domain/deltas.ts';
import type { ClassName } from '#shared/domain/labels.ts';
import type { Outcome } from '#shared/domain/outcomes.ts';
import { metricsOf } from '#shared/metrics/confusion.ts';
import { type Interval, wilsonInterval } from '#shared/metrics/intervals.ts';
import { outcomesLink } from '../links.ts';
import type { FigureCell, FigureRow, Unit } from './figures.ts';
import type { Side } from './side.ts';

/** Of one side; null where it is not there yet, or there is no test. */
export type TestAnswers = { readonly scores: TestScores | null; readonly intervals: TestIntervals | null };

type Read = {
  readonly value: number | null;
  readonly interval?: FigureCell['interval'];
  readonly link?: string;
};

type RowPlan = {
  readonly id: string;
  readonly title: string;
  readonly about: string | null;
  readonly unit: Unit;
  readonly better: Better;
  readonly read: (scores: TestScores, intervals: TestIntervals | null) => Read;
  /** The same of a repetition with another seed. */
  readonly ofMetrics: (metrics: TestMetrics) => number | null;
};

/** `positive`: the class that precision and its like speak of, for all alike. */
export function testRows(
  sides: readonly Side[],
  answers: readonly TestAnswers[],
  positive: ClassName,
): readonly FigureRow[] {
  return plans(positive).map(({ read, ofMetrics, ...row }) => ({
    ...row,
    cells: sides.map(({ test, compared }, i) => {
      const { scores = null, intervals = null } = answers[i] ?? {};
      if (test === null || scores === null) return { value: null, interval: null, link: null, spread: null };
      const { value, interval = null, link = null } = read(scores, intervals);
      const others = compared.siblings.flatMap(({ tests }) => {
        const same = tests.find(({ picturesKey }) => picturesKey === test.picturesKey);
        return same?.metrics == null ? [] : [ofMetrics(same.metrics)];
      });
      return { value, interval, link, spread: spreadOf([value, ...others]) };
    }),
  }));
}

function plans(positive: ClassName): readonly RowPlan[] {
  const negative = positive === 'fake' ? 'real' : 'fake';
  const missed: Outcome = positive === 'fake' ? 'fake-called-real' : 'real-called-fake';
  const alarms: Outcome = positive === 'fake' ? 'real-called-fake' : 'fake-called-real';
  const figures = ({ confusion }: TestScores) => metricsOf(confusion, positive);
  const to = ({ evaluationId, threshold }: TestScores, outcomes: readonly Outcome[]) =>
    outcomesLink(evaluationId, { outcomes, threshold });
  const worst = ({ evaluationId, threshold }: TestScores) =>
    galleryLink(evaluationId, { ...MOST_CONFIDENT_MISTAKES, threshold });
  const average = positive === 'fake' ? 'averagePrecisionFake' : 'averagePrecisionReal';
  return [
    {
      ...{ id: 'n', title: 'Faces', about: 'Tested', unit: 'count', better: null },
      read: ({ n, evaluationId, threshold }) => ({ value: n, link: galleryLink(evaluationId, { threshold }) }),
      ofMetrics: () => null,
    },
    {
      ...{ id: 'accuracy', title: 'Accuracy', about: 'At the threshold below', unit: 'fraction', better: 'higher' },
      read: (scores) => {
        const { accuracy, truePositives, trueNegatives, n } = figures(scores);
        const interval = wilson(truePositives + trueNegatives, n);
        return { value: accuracy, interval, link: to(scores, [missed, alarms]) };
      },
      ofMetrics: ({ accuracy }) => accuracy,
    },
    {
      ...{
        id: 'auc',
        title: 'AUC',
        about: 'Area under the ROC curve, the same for either positive class',
        unit: 'metric',
        better: 'higher',
      },
      read: (scores, intervals) => ({ value: scores.auc, interval: drawn(intervals?.auc), link: worst(scores) }),
      ofMetrics: ({ auc }) => auc,
    },
    {
      ...{
        id: 'eer',
        title: 'EER',
        about: 'Equal error rate, interpolated; the same for either positive class',
        unit: 'metric',
        better: 'lower',
      },
      read: (scores, intervals) => ({
        value: scores.equalErrorRate?.rate ?? null,
        interval: drawn(intervals?.equalErrorRate),
        link: worst(scores),
      }),
      ofMetrics: ({ equalErrorRate }) => equalErrorRate?.rate ?? null,
    },
    {
      ...{
        id: 'ap',
        title: 'Average precision',
        about: `With ${positive} as the positive class`,
        unit: 'metric',
        better: 'higher',
      },
      read: (scores, intervals) => ({
        value: scores.averagePrecision[positive],
        interval: drawn(intervals?.[average]),
        link: worst(scores),
      }),
      ofMetrics: ({ byPositiveClass }) => byPositiveClass[positive].averagePrecision,
    },
    {
      ...{
        id: 'recall',
        title: `Recall of ${positive}`,
        about: `Share of the ${positive} faces that are called so`,
        unit: 'fraction',
        better: 'higher',
      },
      read: (scores) => {
        const { recall, truePositives, falseNegatives } = figures(scores);
        return {
          value: recall,
          interval: wilson(truePositives, truePositives + falseNegatives),
          link: to(scores, [missed]),
        };
      },
      ofMetrics: ({ byPositiveClass }) => byPositiveClass[positive].recall,
    },
    {
      ...{
        id: 'specificity',
        title: `Recall of ${negative}`,
        about: `Share of the ${negative} faces that are called so: the specificity`,
        unit: 'fraction',
        better: 'higher',
      },
      read: (scores) => {
        const { specificity, trueNegatives, falsePositives } = figures(scores);
        return {
          value: specificity,
          interval: wilson(trueNegatives, trueNegatives + falsePositives),
          link: to(scores, [alarms]),
        };
      },
      ofMetrics: ({ byPositiveClass }) => byPositiveClass[positive].specificity,
    },
    {
      ...{
        id: 'precision',
        title: `Precision of ${positive}`,
        about: `Share of the faces called ${positive} that are`,
        unit: 'fraction',
        better: 'higher',
      },
      read: (scores) => {
        const { precision, truePositives, falsePositives } = figures(scores);
        return {
          value: precision,
          interval: wilson(truePositives, truePositives + falsePositives),
          link: to(scores, [alarms]),
        };
      },
      ofMetrics: ({ byPositiveClass }) => byPositiveClass[positive].precision,
    },
    {
      ...{
        id: 'f1',
        title: `F1 of ${positive}`,
        about: 'Harmonic mean of precision and recall',
        unit: 'metric',
        better: 'higher',
      },
      read: (scores) => ({ value: figures(scores).f1, link: to(scores, [missed, alarms]) }),
      ofMetrics: ({ byPositiveClass }) => byPositiveClass[positive].f1,
    },
    {
      ...{ id: 'loss', title: 'Loss', about: 'Mean cross entropy', unit: 'metric', better: 'lower' },
      read: (scores) => ({ value: scores.loss, link: worst(scores) }),
      ofMetrics: ({ loss }) => loss,
    },
    {
      ...{
        id: 'ece',
        title: 'Calibration error',
        about: 'Expected calibration error over ten bins of the score',
        unit: 'metric',
        better: 'lower',
      },
      read: (scores) => ({ value: scores.calibration.expectedCalibrationError }),
      ofMetrics: () => null,
    },
  ];
}

function wilson(successes: number, n: number): FigureCell['interval'] {
  const interval = wilsonInterval(successes, n);
  return interval === null ? null : { ...interval, method: 'Wilson' };
}

const drawn = (interval: Interval | null | undefined): FigureCell['interval'] =>
  interval == null ? null : { ...interval, method: 'bootstrap' };
