/** From points to what ECharts draws. Pure. */
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColours } from '#renderer/components/chart/use-chart-colours.ts';
import { formatPercent } from '#renderer/components/format.ts';
import type { KnockOutResult } from '#shared/contract/perturbations.ts';
import { FACE_REGION_TITLES, type FaceRegion } from '#shared/domain/regions.ts';
import { formatSigned } from '../words.ts';

type Point = KnockOutResult['points'][number];

/** A point as ECharts carries it: share in percent, fall, and where it leads. */
export type ScatterValue = readonly [sharePercent: number, fall: number, imageId: number, region: FaceRegion];

export type ScatterOptions = {
  /** Stands out; null = none does. */
  readonly region: FaceRegion | null;
  readonly colours: ChartColours;
  /** Of a fall. */
  readonly digits: number;
};

export function scatterOption(
  points: readonly Point[],
  { region, colours, digits }: ScatterOptions,
): EChartsCoreOption {
  const isChosen = (point: Point) => region === null || point.region === region;
  const series = (name: string, chosen: readonly Point[], isFaint: boolean) => ({
    id: name,
    name,
    type: 'scatter',
    data: chosen.map(({ share, fall, imageId, region: of }): ScatterValue => [100 * share, fall, imageId, of]),
    symbol: isFaint ? 'circle' : 'diamond',
    symbolSize: isFaint ? 5 : 8,
    itemStyle: { color: isFaint ? colours.axis : colours.primary, opacity: isFaint ? 0.25 : 0.65 },
    z: isFaint ? 1 : 2,
  });
  return {
    grid: { left: 8, right: 24, top: 24, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    xAxis: {
      type: 'value',
      min: 0,
      name: 'share of the map, %',
      nameLocation: 'middle',
      nameGap: 24,
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      scale: true,
      name: 'fall of the logit',
      nameLocation: 'end',
      nameTextStyle: { align: 'left' },
    },
    tooltip: {
      trigger: 'item',
      formatter: ({ value }: { readonly value: ScatterValue }) =>
        `${FACE_REGION_TITLES[value[3]]}\nshare ${formatPercent(value[0] / 100)}, fall ${formatSigned(value[1], digits)}\nopens the face`,
    },
    series: [
      series(
        'others',
        points.filter((point) => !isChosen(point)),
        true,
      ),
      series('chosen', points.filter(isChosen), false),
    ],
  };
}

/** The falls that are largest: what a chart offers to the mouse, as links. */
export const largestFalls = (points: readonly Point[], region: FaceRegion | null, count: number): readonly Point[] =>
  points
    .filter((point) => region === null || point.region === region)
    .toSorted((a, b) => b.fall - a.fall)
    .slice(0, count);
