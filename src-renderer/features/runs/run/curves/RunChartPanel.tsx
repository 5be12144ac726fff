import { Box } from '@mui/material';
import { useRef } from 'react';
import type { ChartHandle } from '#renderer/components/chart/Chart.tsx';
import { CurveChart } from '#renderer/components/curves/CurveChart.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { PictureButtons } from '../PictureButtons.tsx';
import type { RunChart } from './run-charts.ts';

export type RunChartPanelProps = {
  readonly chart: RunChart;
  readonly runName: string;
  readonly group: string;
  readonly smoothing: number;
};

/** One chart with its two pictures. */
export function RunChartPanel({ chart: { id, ...chart }, runName, group, smoothing }: RunChartPanelProps) {
  const handle = useRef<ChartHandle>(null);
  return (
    <Panel>
      <Box sx={{ position: 'relative', pt: 0.5, '& figcaption': { pr: 14 } }}>
        <Box sx={{ position: 'absolute', top: 0, right: 0, zIndex: 1 }}>
          <PictureButtons chart={handle} name={`${runName}-${id}`} what={chart.title} />
        </Box>
        <CurveChart ref={handle} {...chart} group={group} smoothing={smoothing} />
      </Box>
    </Panel>
  );
}
