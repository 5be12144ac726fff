/** From curves to what ECharts draws. Pure: the same curves and colours, the same option. */
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColours } from '../chart/use-chart-colours.ts';
import type { CurveAxis, CurveMark, CurveSeries, Curves } from './curves.ts';
import { type Column, smoothed } from './smoothing.ts';
import { curveTooltip } from './tooltip.ts';

/** Up to here each point has a dot of its own. */
const DOTTED_POINTS = 40;
const FAINT = 0.3;

/** Everything has an id: what is known by one is brought up to date, what is not is made anew at each of a thousand drawings. */
export function curveOption(curves: Curves, colours: ChartColours): EChartsCoreOption {
  const { series, xAxis, yAxis, smoothing, mark } = curves;
  const drawn = series.map((one) => {
    const isSmoothed = smoothing > 0 && one.isExact !== true && one.x.length > 2;
    return { ...one, raw: one.y, y: isSmoothed ? smoothed(one.x, one.y, smoothing) : one.y, isSmoothed };
  });
  const marks = { markLine: mark === null ? { data: [] } : markLine(mark, colours) };
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
    xAxis: {
      ...{ id: 'x', type: 'value', min: xAxis.min ?? 0, max: xAxis.max ?? 'dataMax', splitLine: { show: false } },
      axisLine: { onZero: false }, // deviates have their zero in the middle
      axisLabel: { ...label(xAxis), ...(xAxis.max === undefined ? { showMaxLabel: false } : {}) }, // the end of data is no round number
    },
    yAxis: {
      ...{
        id: 'y',
        type: yAxis.isLog ? 'log' : 'value',
        logBase: LOG_BASE,
        scale: true,
        splitNumber: curves.isSmall ? 3 : 5,
        axisLine: { onZero: false },
      },
      boundaryGap: ['0%', '4%'], // a line on the very edge is half cut off, and ECharts finds no crosshair for it
      ...rangeOf(yAxis),
      axisLabel: label(yAxis),
    },
    dataZoom: [
      // A wheel alone scrolls the page: with Ctrl it zooms.
      {
        id: 'zoom',
        xAxisIndex: 0,
        type: 'inside',
        filterMode: 'none',
        zoomOnMouseWheel: 'ctrl',
        moveOnMouseMove: false,
        moveOnMouseWheel: false,
      },
    ],
    tooltip: {
      trigger: 'axis',
      transitionDuration: 0,
      axisPointer: { type: 'line', snap: false, animation: false },
      formatter: curveTooltip({ series: drawn, xAxis, yAxis }),
    },
    series: drawn.flatMap((one, i) => [
      ...(one.isSmoothed ? [{ ...line(one, { y: one.raw, isFaint: true, isLog: yAxis.isLog }), id: `raw ${i}` }] : []),
      {
        ...line(one, { y: one.y, isFaint: false, isLog: yAxis.isLog }),
        id: `curve ${i}`,
        ...(i === 0 ? marks : {}),
        ...signOf(one, colours),
      },
    ]),
  };
}

const rangeOf = ({ min, max, limit }: CurveAxis) => ({
  ...(min === undefined ? {} : { min: (value: { min: number }) => Math.min(min, value.min) }),
  ...(max === undefined ? {} : { max: (value: { max: number }) => Math.max(max, value.max) }),
  ...(limit === undefined ? {} : { max: (value: { max: number }) => (value.max > NEAR * limit ? limit : null) }),
});

/** From here on the next round tick would lie beyond the limit. */
const NEAR = 0.9;

/** Base 2 has a tick for each doubling: with powers of ten, a loss between 0.2 and 2 would have one. */
const LOG_BASE = 2;

/** ECharts tells the tick's number too, which a format would take for digits. */
const label = ({ format, formatTick = format }: CurveAxis) => ({
  formatter: (value: number) => formatTick(value),
  hideOverlap: true,
  fontSize: 11,
});

function line(
  { name, colour, x, isDashed, dash = null, isBold = false }: CurveSeries,
  {
    y,
    isFaint,
    isLog = false,
  }: { readonly y: Column; readonly isFaint: boolean; readonly isLog?: boolean | undefined },
) {
  return {
    type: 'line',
    name,
    dimensions: ['x', 'y'],
    data: points(x, y, isLog),
    sampling: 'lttb', // as many points as pixels, the extremes kept
    showSymbol: !isFaint && x.length <= DOTTED_POINTS,
    symbol: 'circle',
    symbolSize: 4,
    silent: true,
    emphasis: { disabled: true },
    itemStyle: { color: colour },
    lineStyle: {
      color: colour,
      width: isFaint ? 1 : isBold ? 3 : 1.75,
      opacity: isFaint ? FAINT : 1,
      type: isDashed ? 'dashed' : (dash ?? 'solid'),
    },
    z: isFaint ? 1 : 2,
  };
}

/** x, y by turns: ECharts takes such a column without looking at each point. NaN = a gap; a logarithm has none of what is not above zero. */
function points(x: readonly number[], y: Column, isLog: boolean): Float64Array {
  const flat = new Float64Array(2 * x.length);
  for (const [i, at] of x.entries()) {
    const value = y[i] ?? Number.NaN;
    flat[2 * i] = at;
    flat[2 * i + 1] = isLog && value <= 0 ? Number.NaN : value;
  }
  return flat;
}

const markLine = ({ x, label }: CurveMark, colours: ChartColours) => ({
  silent: true,
  symbol: 'none',
  animation: false,
  lineStyle: { color: colours.axis, type: 'dashed', width: 1 },
  label: { formatter: label, color: colours.secondary, fontSize: 11, position: 'insideEndTop' },
  data: [{ xAxis: x }],
});

/** A diamond on the curve. */
function signOf({ x, y, colour, signAt }: CurveSeries, colours: ChartColours) {
  const i = signAt == null ? -1 : x.indexOf(signAt);
  const value = y[i] ?? null;
  if (value === null) return { markPoint: { data: [] } };
  const itemStyle = { color: colour, borderColor: colours.paper, borderWidth: 1.5 };
  return {
    markPoint: {
      silent: true,
      animation: false,
      symbol: 'diamond',
      symbolSize: 13,
      itemStyle,
      label: { show: false },
      data: [{ coord: [x[i], value] }],
    },
  };
}
