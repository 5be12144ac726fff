import { Box } from '@mui/material';
import { useRef } from 'react';
import type { ChartHandle } from '#renderer/components/chart/Chart.tsx';
import { CurveChart } from '#renderer/components/curves/CurveChart.tsx';
import type { CurveChartData, RunCurves } from '#renderer/components/curves/run-curves.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import { PictureButtons } from '../PictureButtons.tsx';

export type RunChartPanelProps = Pick<RunCurves, 'xAxis' | 'mark'> & {
  readonly chart: CurveChartData;
  readonly runName: string;
  readonly group: string;
  readonly smoothing: number;
};

/** One chart with its two pictures. */
export function RunChartPanel({ chart, xAxis, mark, runName, group, smoothing }: RunChartPanelProps) {
  const handle = useRef<ChartHandle>(null);
  return (
    <Panel>
      <Box sx={{ position: 'relative', pt: 0.5, '& figcaption': { pr: 14 } }}>
        <Box sx={{ position: 'absolute', top: 0, right: 0, zIndex: 1 }}>
          <PictureButtons chart={handle} name={`${runName}-${chart.id}`} what={chart.title} />
        </Box>
        <CurveChart
          ref={handle}
          title={chart.title}
          series={chart.series}
          xAxis={xAxis}
          yAxis={chart.yAxis}
          mark={mark}
          group={group}
          smoothing={smoothing}
        />
      </Box>
    </Panel>
  );
}
