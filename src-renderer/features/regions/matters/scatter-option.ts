/** From points to what ECharts draws. Pure. */
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColours } from '#renderer/components/chart/use-chart-colours.ts';
import { formatPercent } from '#renderer/components/format.ts';
import type { KnockOutResult } from '#shared/contract/perturbations.ts';
import { FACE_REGION_TITLES, type FaceRegion } from '#shared/domain/regions.ts';
import { formatSigned } from '../words.ts';

export type FallPoint = KnockOutResult['points'][number];

/** A point as ECharts carries it: share in percent, fall, and where it leads. */
export type ScatterValue = readonly [sharePercent: number, fall: number, imageId: number, region: FaceRegion];

export type ScatterOptions = {
  /** Stands out; null = none does. */
  readonly region: FaceRegion | null;
  /** Where the keyboard is; null = nowhere. */
  readonly at: FallPoint | null;
  readonly colours: ChartColours;
  /** Of a fall. */
  readonly digits: number;
};

export function scatterOption(
  points: readonly FallPoint[],
  { region, at, colours, digits }: ScatterOptions,
): EChartsCoreOption {
  const isChosen = (point: FallPoint) => region === null || point.region === region;
  const series = (name: string, chosen: readonly FallPoint[], isFaint: boolean) => ({
    id: name,
    name,
    type: 'scatter',
    data: chosen.map(scatterValue),
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
      {
        ...{ id: 'at', type: 'scatter', symbol: 'diamond', symbolSize: 16, silent: true, z: 5 },
        data: at === null ? [] : [scatterValue(at)],
        itemStyle: { color: colours.paper, borderColor: colours.text, borderWidth: 2 },
      },
    ],
  };
}

const scatterValue = ({ share, fall, imageId, region }: FallPoint): ScatterValue => [
  100 * share,
  fall,
  imageId,
  region,
];

/** As keys walk over them: from the smallest share to the largest. */
export const byShare = (points: readonly FallPoint[], region: FaceRegion | null): readonly FallPoint[] =>
  points
    .filter((point) => region === null || point.region === region)
    .toSorted((a, b) => a.share - b.share || a.fall - b.fall);

const LEAP = 10;

/** Where a key leads among so many points; null where it means nothing. */
export function pointAfter(key: string, at: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 },
    ...{ PageDown: -LEAP, PageUp: LEAP, Home: -count, End: count },
  };
  const step = steps[key];
  return step === undefined ? null : Math.min(count - 1, Math.max(0, at + step));
}

/** The falls that are largest: what a chart offers to the mouse, as links. */
export const largestFalls = (
  points: readonly FallPoint[],
  region: FaceRegion | null,
  count: number,
): readonly FallPoint[] =>
  points
    .filter((point) => region === null || point.region === region)
    .toSorted((a, b) => b.fall - a.fall)
    .slice(0, count);
