/** From curves of scores to what ECharts draws: every point can be clicked, and one threshold is marked on each. Pure. */
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColours } from '#renderer/components/chart/use-chart-colours.ts';
import { curveOption } from '#renderer/components/curves/curve-option.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { type Cut, placeOnCurve } from './cut.ts';
import type { ScoreChart } from './score-charts.ts';

type Chart = Pick<ScoreChart, 'series' | 'xAxis' | 'yAxis'>;
type Clicked = { readonly seriesId?: unknown; readonly dataIndex?: unknown };

/** Wide enough to be hit with the mouse. */
const POINT_PX = 12;
const ID = 'curve ';

export function scoreCurveOption(
  chart: Chart,
  { cut, colours }: { readonly cut: Cut | null; readonly colours: ChartColours },
): EChartsCoreOption {
  const { series: drawn, ...option } = curveOption({ ...chart, smoothing: 0, mark: null }, colours);
  const series = drawn as readonly { readonly id: string; readonly itemStyle?: object }[]; // as curveOption makes them
  return {
    ...option,
    series: [
      ...series.map((one) =>
        seriesOf(chart, one.id)?.evaluationId == null
          ? one
          : { ...one, ...CLICKABLE, itemStyle: { ...one.itemStyle, opacity: 0 } },
      ),
      {
        ...MARK,
        data: marked(chart, cut),
        itemStyle: { color: colours.paper, borderColor: colours.text, borderWidth: 2 },
      },
    ],
  };
}

const CLICKABLE = {
  ...{ silent: false, cursor: 'pointer', showSymbol: true, showAllSymbol: true, symbolSize: POINT_PX },
  emphasis: { disabled: false, scale: false, itemStyle: { opacity: 0.5 } },
};

const MARK = { id: 'cut', type: 'scatter', symbol: 'diamond', symbolSize: 13, silent: true, z: 5 } as const;

function marked({ series }: Chart, cut: Cut | null): readonly (readonly [number, number])[] {
  const own = series.find(({ evaluationId }) => evaluationId !== null && evaluationId === cut?.evaluationId);
  const place = own === undefined || cut === null ? null : placeOnCurve(own.thresholds, cut.threshold);
  if (own === undefined || place === null) return [];
  const [x, y] = [own.x[place], own.y[place]];
  return x === undefined || y == null ? [] : [[x, y]];
}

const seriesOf = ({ series }: Chart, id: string) =>
  id.startsWith(ID) ? series[Number(id.slice(ID.length))] : undefined;

/** The test and threshold of a point that was clicked; null where nothing is called fake there. */
export function cutOfClick(chart: Chart, { seriesId, dataIndex }: Clicked): Cut | null {
  const series = typeof seriesId === 'string' ? seriesOf(chart, seriesId) : undefined;
  const threshold = series?.thresholds[Number(dataIndex)] ?? null;
  const evaluationId: EvaluationId | null = series?.evaluationId ?? null;
  return threshold === null || evaluationId === null ? null : { evaluationId, threshold };
}
