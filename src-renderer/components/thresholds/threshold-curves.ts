/** Curves over all thresholds, and the place on them where one threshold stands. Pure. */
import type { EChartsCoreOption } from 'echarts/core';
import type { ClassName } from '#shared/domain/labels.ts';
import { probit } from '#shared/metrics/normal.ts';
import type { ChartColours } from '../chart/use-chart-colours.ts';

export type ThresholdPoint = {
  readonly threshold: number;
  readonly fakesCalledFake: number;
  readonly realsCalledFake: number;
};

export type ThresholdData = {
  readonly fakes: number;
  readonly reals: number;
  /** By rising threshold. */
  readonly points: readonly ThresholdPoint[];
  /** Absent = fake. */
  readonly positive?: ClassName;
};

export const CURVE_KINDS = ['roc', 'pr', 'det'] as const;
export type CurveKind = (typeof CURVE_KINDS)[number];

export const CURVE_TITLES: Readonly<Record<CurveKind, string>> = {
  roc: 'ROC',
  pr: 'Precision over recall',
  det: 'DET',
};

function axesOf(kind: CurveKind, positive: ClassName): readonly [x: string, y: string] {
  const [own, other] = positive === 'fake' ? ['fakes', 'reals'] : ['reals', 'fakes'];
  if (kind === 'roc') return [`${other} called ${positive}`, `${own} found`];
  if (kind === 'pr') return [`${own} found (recall)`, 'precision'];
  return [`${other} called ${positive}`, `${own} missed`];
}

/** On a DET curve's axes, as normal deviates. */
const DET_TICKS = [0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95];
const DET_EDGE = probit(0.0005);

export function placeOf(kind: CurveKind, data: ThresholdData, point: ThresholdPoint): readonly [number, number] {
  const { fakes, reals, positive = 'fake' } = data;
  const { fakesCalledFake, realsCalledFake } = point;
  const [hits, alarms] =
    positive === 'fake' ? [fakesCalledFake, realsCalledFake] : [reals - realsCalledFake, fakes - fakesCalledFake];
  const [positives, negatives] = positive === 'fake' ? [fakes, reals] : [reals, fakes];
  if (kind === 'roc') return [alarms / negatives, hits / positives];
  if (kind === 'pr') return [hits / positives, hits + alarms === 0 ? 1 : hits / (hits + alarms)];
  return [withinEdge(probit(alarms / negatives)), withinEdge(probit(1 - hits / positives))];
}

/** The deviates of 0 and 1 are endless: they stand at the chart's edge. */
const withinEdge = (deviate: number) => Math.min(-DET_EDGE, Math.max(DET_EDGE, deviate));

/** The measured point at a threshold: the first one not below it, which calls the same faces fake. */
export function pointAt(points: readonly ThresholdPoint[], threshold: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.threshold ?? 0) < threshold) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, points.length - 1);
}

const rate = (value: number) => `${Number((100 * value).toPrecision(3))} %`;
/** Abramowitz and Stegun 1964, 26.2.17: the normal distribution, to 7.5e-8. */
function normal(deviate: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(deviate));
  const tail =
    (Math.exp(-(deviate ** 2) / 2) / Math.sqrt(2 * Math.PI)) *
    (t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))));
  return deviate > 0 ? 1 - tail : tail;
}

/** The points are there to be clicked, and are not drawn but for the one where the threshold stands. */
export function thresholdCurveOption(
  kind: CurveKind,
  data: ThresholdData,
  { at, colours }: { readonly at: ThresholdPoint | null; readonly colours: ChartColours },
): EChartsCoreOption {
  const [x, y] = axesOf(kind, data.positive ?? 'fake');
  const axis = (name: string, isX: boolean) => ({
    ...(isX ? { id: 'x', nameGap: 22 } : { id: 'y', nameGap: 38 }),
    ...{ type: 'value', name, nameLocation: 'middle', axisLine: { onZero: false } },
    ...(kind === 'det'
      ? {
          min: DET_EDGE,
          max: -DET_EDGE,
          axisLabel: {
            formatter: (value: number) => rate(normal(value)),
            customValues: DET_TICKS.map(probit),
            fontSize: 10,
          },
          axisTick: { customValues: DET_TICKS.map(probit) },
          splitLine: { show: false },
        }
      : {
          min: 0,
          max: 1,
          interval: 0.25,
          axisLabel: { formatter: (value: number) => `${100 * value}`, fontSize: 10 },
        }),
  });
  const write = (value: number) => rate(kind === 'det' ? normal(value) : value);
  return {
    grid: { id: 'grid', left: 52, right: 14, top: 10, bottom: 38 },
    xAxis: axis(kind === 'det' ? x : `${x}, %`, true),
    yAxis: axis(kind === 'det' ? y : `${y}, %`, false),
    tooltip: {
      trigger: 'item',
      transitionDuration: 0,
      formatter: ({ value, dataIndex }: { value: readonly [number, number]; dataIndex: number }) =>
        `threshold ${Number((data.points[dataIndex] ?? at)?.threshold.toPrecision(4))}\n${x}: ${write(value[0])}\n${y}: ${write(value[1])}`,
    },
    series: [
      {
        ...{ id: 'curve', type: 'line', step: false, symbol: 'circle', symbolSize: 10, showSymbol: true },
        data: data.points.map((point) => placeOf(kind, data, point)),
        itemStyle: { color: colours.primary, opacity: 0 },
        lineStyle: { color: colours.primary, width: 1.75 },
        emphasis: { itemStyle: { opacity: 0.5 } },
      },
      {
        ...{ id: 'at', type: 'scatter', symbol: 'diamond', symbolSize: 14, silent: true, z: 5 },
        data: at === null ? [] : [placeOf(kind, data, at)],
        itemStyle: { color: colours.paper, borderColor: colours.text, borderWidth: 2 },
      },
    ],
  };
}
