/** What the crosshair says: each curve's value at the point nearest to it. */
import { MISSING } from '../format.ts';
import type { CurveAxis, CurveSeries } from './curves.ts';
import type { Column } from './smoothing.ts';

type Drawn = CurveSeries & { readonly raw: Column; readonly isSmoothed: boolean };

export type TooltipSource = {
  readonly series: readonly Drawn[];
  readonly xAxis: CurveAxis;
  readonly yAxis: CurveAxis;
};

/** TensorBoard's number: more would cover the chart. */
const MOST_LINES = 5;

type Pointed = { readonly axisValue?: number | string; readonly marker?: string; readonly seriesName?: string };

/** ECharts itself answers for the one curve that has a point nearest; curves of steps and of epochs share a chart here, so all are looked up. */
export function curveTooltip({
  series,
  xAxis,
  yAxis,
}: TooltipSource): (pointed: Pointed | readonly Pointed[]) => string {
  return (pointed) => {
    const [first] = Array.isArray(pointed) ? (pointed as readonly Pointed[]) : [pointed as Pointed];
    const at = Number(first?.axisValue);
    if (!Number.isFinite(at)) return '';
    const lines = series.slice(0, MOST_LINES).flatMap(({ name, x, y, raw, isSmoothed }) => {
      const i = nearest(x, at);
      if (i === null) return [];
      const value = said(y[i], yAxis);
      return [isSmoothed ? `${name}  ${value}  (raw ${said(raw[i], yAxis)})` : `${name}  ${value}`];
    });
    const rest = series.length - MOST_LINES;
    return [`${xAxis.name} ${xAxis.format(at)}`, ...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n');
  };
}

const said = (value: number | null | undefined, axis: CurveAxis) =>
  value === null || value === undefined ? MISSING : axis.format(value);

/** Position of the value nearest to `at` in rising numbers; null where there are none. Halving: curves have thousands of points. */
export function nearest(rising: readonly number[], at: number): number | null {
  if (rising.length === 0) return null;
  let [low, high] = [0, rising.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return at - (rising[low] ?? 0) <= (rising[high] ?? 0) - at ? low : high;
}
