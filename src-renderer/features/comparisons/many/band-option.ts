/** Means of groups with their bands as ECharts draws them. Pure. */
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColours } from '#renderer/components/chart/use-chart-colours.ts';
import type { RunLook } from '#renderer/components/run-look.ts';
import type { Band } from './groups.ts';

export type GroupBand = { readonly title: string; readonly look: RunLook; readonly band: Band };

export type BandOptions = { readonly groups: readonly GroupBand[]; readonly format: (value: number) => string };

export function bandOption({ groups, format }: BandOptions, colours: ChartColours): EChartsCoreOption {
  return {
    grid: {
      id: 'grid',
      left: 8,
      right: 16,
      top: 12,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: { id: 'x', type: 'value', minInterval: 1, min: 'dataMin', max: 'dataMax', splitLine: { show: false } },
    yAxis: {
      id: 'y',
      type: 'value',
      scale: true,
      axisLabel: { formatter: (value: number) => format(value), hideOverlap: true },
    },
    tooltip: {
      trigger: 'axis',
      transitionDuration: 0,
      axisPointer: { type: 'line', animation: false },
      formatter: (points: readonly { readonly axisValue?: number | string }[]) =>
        tooltip(groups, Number(points[0]?.axisValue), format),
    },
    series: groups.flatMap(({ title, look, band }, i) => {
      const points = (values: readonly number[]) => band.epoch.map((epoch, k) => [epoch, values[k] ?? null]);
      const invisible = {
        type: 'line',
        stack: `band ${i}`,
        symbol: 'none',
        silent: true,
        lineStyle: { width: 0 },
        tooltip: { show: false },
      };
      return [
        { ...invisible, id: `low ${i}`, stackStrategy: 'all', data: points(band.low) },
        {
          ...{ ...invisible, id: `width ${i}`, stackStrategy: 'all' },
          areaStyle: { color: look.colour, opacity: 0.16 },
          data: points(band.high.map((high, k) => high - (band.low[k] ?? high))),
        },
        {
          ...{ type: 'line', id: `mean ${i}`, name: title, silent: true, symbol: 'circle', symbolSize: 4 },
          itemStyle: { color: look.colour, borderColor: colours.paper },
          lineStyle: { color: look.colour, width: 2, type: look.dash ?? 'solid' },
          data: points(band.mean),
        },
      ];
    }),
  };
}

const MOST_LINES = 8;

function tooltip(groups: readonly GroupBand[], epoch: number, format: (value: number) => string): string {
  const lines = groups.flatMap(({ title, band }) => {
    const i = band.epoch.indexOf(Math.round(epoch));
    const [mean, low, high] = [band.mean[i], band.low[i], band.high[i]];
    if (mean === undefined || low === undefined || high === undefined) return [];
    return [`${title}  ${format(mean)}  (${format(low)} to ${format(high)})`];
  });
  return [`epoch ${Math.round(epoch)}`, ...lines.slice(0, MOST_LINES)].join('\n');
}
