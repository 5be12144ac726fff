/** ROC, precision over recall, and DET of several tests. Pure. */
import type { CurveAxis, CurveSeries } from '#renderer/components/curves/curves.ts';
import type { TestScores } from '#shared/contract/comparisons.ts';
import type { ClassName } from '#shared/domain/labels.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { normalShare } from '#shared/metrics/normal.ts';
import type { Side } from '../sides/side.ts';

export type ScoredSide = { readonly side: Side; readonly scores: TestScores };

/** A curve whose points are thresholds of a test. */
export type ScoreSeries = CurveSeries & {
  /** Null: it is of no test. */
  readonly evaluationId: EvaluationId | null;
  /** A value a point; null = nothing is called fake there. */
  readonly thresholds: readonly (number | null)[];
};

export type ScoreChart = {
  readonly id: string;
  readonly title: string;
  /** Of tests that have it: a class may be missing. */
  readonly series: readonly ScoreSeries[];
  readonly xAxis: CurveAxis;
  readonly yAxis: CurveAxis;
};

const share = (value: number) => String(Number(value.toFixed(3)));
const unit = (name: string): CurveAxis => ({ name, format: share, min: 0, max: 1 });

/** A normal deviate as the rate that it stands for. */
const rateOf = (deviate: number): string => {
  const percent = 100 * normalShare(deviate);
  return `${percent < 1 ? percent.toPrecision(2) : percent > 99 ? percent.toFixed(1) : percent.toFixed(0)} %`;
};

/** `axis`: the colour of what is no run. */
export function scoreCharts(
  scored: readonly ScoredSide[],
  { positive, axis }: { readonly positive: ClassName; readonly axis: string },
): readonly ScoreChart[] {
  const curves = (
    read: (
      scores: ScoredSide['scores'],
    ) => readonly [x: readonly number[], y: readonly number[], thresholds: ScoreSeries['thresholds']] | null,
  ) =>
    scored.flatMap(({ side: { name, look, isBaseline }, scores }): ScoreSeries[] => {
      const points = read(scores);
      if (points === null) return [];
      const [x, y, thresholds] = points;
      const style = isBaseline ? { isDashed: true, isBold: true } : { dash: look.dash };
      const { evaluationId } = scores;
      return [{ name, colour: look.colour, x, y, isExact: true, ...style, evaluationId, thresholds }];
    });
  const deviate = (name: string): CurveAxis => ({ name, format: rateOf });
  return [
    {
      ...{ id: 'roc', title: `ROC, ${positive} positive` },
      series: withChance(
        curves(({ roc }) => roc && [roc.falsePositiveRate, roc.truePositiveRate, roc.threshold]),
        axis,
      ),
      ...{ xAxis: unit('false positive rate'), yAxis: unit('true positive rate') },
    },
    {
      ...{ id: 'precision-recall', title: `Precision over recall, ${positive} positive` },
      series: curves(({ precisionRecall: curve }) => curve && [curve.recall, curve.precision, curve.threshold]),
      ...{ xAxis: unit('recall'), yAxis: unit('precision') },
    },
    {
      ...{ id: 'det', title: `DET, ${positive} positive` },
      series: curves(
        ({ det }) =>
          det && (det.falsePositive.length > 1 ? [det.falsePositive, det.falseNegative, det.threshold] : null),
      ),
      xAxis: { ...deviate('false positive rate'), min: lowestX(scored) },
      yAxis: deviate('false negative rate'),
    },
  ];
}

/** A share axis begins at 0; deviates begin where the data does. */
const lowestX = (scored: readonly ScoredSide[]) =>
  Math.floor(Math.min(0, ...scored.flatMap(({ scores }) => scores.det?.falsePositive[0] ?? [])));

/** Where scores say nothing. */
const withChance = (series: readonly ScoreSeries[], colour: string): readonly ScoreSeries[] => {
  const line = { name: 'chance', colour, x: [0, 1], y: [0, 1], isExact: true, dash: [2, 4] };
  return series.length === 0 ? series : [...series, { ...line, evaluationId: null, thresholds: [null, null] }];
};
