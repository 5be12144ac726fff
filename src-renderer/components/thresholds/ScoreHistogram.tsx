import type { EChartsCoreOption } from 'echarts/core';
import { useMemo } from 'react';
import { FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import { Chart } from '../chart/Chart.tsx';
import { type ChartColours, useChartColours } from '../chart/use-chart-colours.ts';
import { plural } from '../format.ts';

export type ScoreBar = { readonly label: Label; readonly from: number; readonly below: number | null };

export type ScoreHistogramProps = {
  /** Faces in equal parts of 0..1. */
  readonly counts: { readonly fake: readonly number[]; readonly real: readonly number[] };
  readonly threshold: number | null;
  readonly heightPx: number;
  /** A click on a bar; the last one has no upper end. */
  readonly onBar: (bar: ScoreBar) => void;
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
        const below = dataIndex === bins - 1 ? null : (dataIndex + 1) / bins;
        onBar({ label: seriesName === 'fake' ? FAKE : REAL, from: dataIndex / bins, below });
      }}
    />
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const height = (count: number) => Math.log10(1 + count);
/** No bar where there is no face: a hollow one would be a line. */
const barOf = (count: number) => (count === 0 ? null : height(count));

function histogramOption(
  { fake, real }: ScoreHistogramProps['counts'],
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
    grid: { id: 'grid', left: 52, right: 14, top: 14, bottom: 38 },
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
        return `${plural(count, seriesName === 'fake' ? 'fake' : 'real face')}\nscore ${(dataIndex / bins).toFixed(3)} to ${((dataIndex + 1) / bins).toFixed(3)}`;
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
