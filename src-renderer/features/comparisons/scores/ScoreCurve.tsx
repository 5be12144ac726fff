import { Typography } from '@mui/material';
import { CurveChart } from '#renderer/components/curves/CurveChart.tsx';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { ScoreChart } from './score-charts.ts';

const HEIGHT_PX = 280;

export function ScoreCurve({ title, series, xAxis, yAxis }: Omit<ScoreChart, 'id'>) {
  if (series.length === 0)
    return (
      <Panel title={title}>
        <EmptyState title="There is none">
          It takes faces of both classes, and mistakes at more than one threshold.
        </EmptyState>
      </Panel>
    );
  return (
    <Panel>
      <CurveChart {...{ title, series, xAxis, yAxis }} heightPx={HEIGHT_PX} smoothing={0} mark={null} hasKey={false} />
      <Typography variant="caption" sx={{ color: 'text.secondary', px: 1 }}>
        Across: {xAxis.name}. Up: {yAxis.name}.
      </Typography>
    </Panel>
  );
}
