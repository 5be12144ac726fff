import type { EChartsCoreOption } from 'echarts/core';
import { useMemo } from 'react';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import { Chart } from '../chart/Chart.tsx';
import { type ChartColours, useChartColours } from '../chart/use-chart-colours.ts';
import { plural } from '../format.ts';
import { type BarCounts, barWords, PLOT_PX, type ScoresOfBar, scoresOf } from './histogram-bars.ts';

export type ScoreHistogramProps = {
  readonly counts: BarCounts;
  readonly threshold: number | null;
  readonly heightPx: number;
  /** A click on a bar. */
  readonly onBar: (scores: ScoresOfBar) => void;
};

/** Scores by class: fakes upwards, real faces downwards, on a logarithmic scale. */
export function ScoreHistogram({ counts, threshold, heightPx, onBar }: ScoreHistogramProps) {
  const colours = useChartColours();
  const option = useMemo(() => histogramOption(counts, threshold, colours), [counts, threshold, colours]); // as of the curves
  const bins = counts.fake.length;
  return (
    <Chart
      option={option}
      heightPx={heightPx}
      label={`Scores of ${plural(sum(counts.fake), 'fake')} and ${plural(sum(counts.real), 'real face')}`}
      onClick={({ seriesName, dataIndex = 0 }) => {
        if (seriesName !== 'fake' && seriesName !== 'real') return;
        onBar(scoresOf({ label: seriesName === 'fake' ? FAKE : REAL, bin: dataIndex }, bins));
      }}
    />
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const height = (count: number) => Math.log10(1 + count);
/** No bar where there is no face: a hollow one would be a line. */
const barOf = (count: number) => (count === 0 ? null : height(count));

function histogramOption(
  { fake, real }: BarCounts,
  threshold: number | null,
  colours: ChartColours,
): EChartsCoreOption {
  const bins = fake.length;
  const top = height(Math.max(...fake, ...real, 9));
  const bars = (name: string, data: readonly (number | null)[]) => ({
    ...{ id: name, name, type: 'bar', data, stack: 'score', barCategoryGap: '12%' },
    itemStyle:
      name === 'fake'
        ? { color: colours.paper, borderColor: colours.fake, borderWidth: 1.5 } // hollow, as the sign of the class
        : { color: colours.real },
  });
  return {
    grid: { id: 'grid', ...PLOT_PX },
    xAxis: [
      { id: 'bins', type: 'category', data: fake.map((_, bin) => String(bin)), show: false },
      {
        ...{ id: 'score', type: 'value', min: 0, max: 1, interval: 0.25, position: 'bottom', name: 'score, P(fake)' },
        ...{ nameLocation: 'middle', nameGap: 22, axisLabel: { fontSize: 10 }, splitLine: { show: false } },
      },
    ],
    yAxis: {
      ...{ id: 'y', type: 'value', min: -top, max: top, name: 'real    fake', nameLocation: 'middle', nameGap: 38 },
      axisLabel: { formatter: (value: number) => countOf(value), customValues: ticks(top), fontSize: 10 },
      axisTick: { customValues: ticks(top) },
      splitLine: { show: false },
    },
    tooltip: {
      trigger: 'item',
      transitionDuration: 0,
      formatter: ({ seriesName, dataIndex }: { seriesName: string; dataIndex: number }) => {
        const count = (seriesName === 'fake' ? fake : real)[dataIndex] ?? 0;
        return barWords({ label: seriesName === 'fake' ? FAKE : REAL, bin: dataIndex, count }, bins, '\n');
      },
    },
    series: [
      bars('fake', fake.map(barOf)),
      bars(
        'real',
        real.map((count) => (count === 0 ? null : -height(count))),
      ),
      {
        ...{ id: 'threshold', name: 'threshold', type: 'line', xAxisIndex: 1, data: [], silent: true },
        markLine: {
          ...{ silent: true, symbol: 'none', animation: false },
          lineStyle: { color: colours.text, type: 'dashed', width: 1.5 },
          label: { show: false },
          data: threshold === null ? [] : [{ xAxis: threshold }],
        },
      },
    ],
  };
}

const ticks = (top: number): number[] =>
  [9, 99, 999, 9_999, 99_999]
    .map(height)
    .filter((tick) => tick <= top + 0.01)
    .flatMap((tick) => [-tick, tick])
    .concat(0);
const countOf = (value: number) => {
  const count = Math.round(10 ** Math.abs(value));
  return value === 0 ? '0' : count >= 1_000 ? `${count / 1_000}k` : String(count);
};
