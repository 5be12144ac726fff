/** A chart in words, for who cannot see it. */
import type { CurveAxis, CurveSeries } from './curves.ts';

/** "Loss by epoch: train from 0.6931 to 0.0412, valid from 0.7012 to 0.1204" */
export function describeCurves(
  title: string,
  {
    series,
    xAxis,
    yAxis,
  }: { readonly series: readonly CurveSeries[]; readonly xAxis: CurveAxis; readonly yAxis: CurveAxis },
): string {
  const told = series.flatMap(({ name, y }) => {
    const known = y.filter((value) => value !== null);
    const [first, last] = [known[0], known.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [`${name} from ${yAxis.format(first)} to ${yAxis.format(last)}`];
  });
  return `${title} by ${xAxis.name}: ${told.length === 0 ? 'nothing yet' : told.join(', ')}`;
}
