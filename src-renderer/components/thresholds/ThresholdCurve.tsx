import { type Ref, useMemo } from 'react';
import { Chart, type ChartHandle } from '../chart/Chart.tsx';
import { useChartColours } from '../chart/use-chart-colours.ts';
import { EmptyState } from '../EmptyState.tsx';
import {
  CURVE_TITLES,
  type CurveKind,
  pointAt,
  type ThresholdData,
  type ThresholdPoint,
  thresholdCurveOption,
} from './threshold-curves.ts';

export type ThresholdCurveProps = {
  readonly kind: CurveKind;
  readonly data: ThresholdData;
  /** Where the threshold stands; null = nowhere. */
  readonly threshold: number | null;
  readonly heightPx: number;
  /** A click on the curve. */
  readonly onPoint: (point: ThresholdPoint) => void;
  readonly ref?: Ref<ChartHandle>;
};

/** A ROC, PR or DET curve of which every point can be clicked. */
export function ThresholdCurve({ kind, data, threshold, heightPx, onPoint, ref }: ThresholdCurveProps) {
  const colours = useChartColours();
  const place = threshold === null ? -1 : pointAt(data.points, threshold);
  const at = data.points[place] ?? null;
  // Measured by eye: while the slider is dragged a thousand points are laid out each time otherwise.
  const option = useMemo(() => thresholdCurveOption(kind, data, { at, colours }), [kind, data, at, colours]);
  if (data.fakes === 0 || data.reals === 0)
    return <EmptyState title="There is none">It takes faces of both classes.</EmptyState>;
  return (
    <Chart
      option={option}
      heightPx={heightPx}
      label={`${CURVE_TITLES[kind]}, ${data.points.length} points${at === null ? '' : `, the threshold stands at ${at.threshold.toPrecision(4)}`}`}
      onClick={({ dataIndex }) => {
        const point = data.points[dataIndex ?? -1];
        if (point !== undefined) onPoint(point);
      }}
      {...(ref === undefined ? {} : { ref })}
    />
  );
}
