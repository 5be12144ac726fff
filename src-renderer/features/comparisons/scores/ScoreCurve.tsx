import { Box, Stack, Typography } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { Chart } from '#renderer/components/chart/Chart.tsx';
import { useChartColours } from '#renderer/components/chart/use-chart-colours.ts';
import { describeCurves } from '#renderer/components/curves/describe.ts';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { outcomesLink } from '../links.ts';
import { MISTAKES } from './CutBar.tsx';
import type { Cut } from './cut.ts';
import type { ScoreChart } from './score-charts.ts';
import { cutOfClick, scoreCurveOption } from './score-curve-option.ts';

export type ScoreCurveProps = {
  readonly chart: ScoreChart;
  /** Marked on the curve of its test. */
  readonly cut: Cut | null;
};

const HEIGHT_PX = 280;

/** A curve over all thresholds; a click on a point opens what the network gets wrong there. */
export function ScoreCurve({ chart, cut }: ScoreCurveProps) {
  const { title, series, xAxis, yAxis } = chart;
  const colours = useChartColours();
  const router = useRouter();
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
      <Stack component="figure" sx={{ m: 0, minWidth: 0 }}>
        <Box component="figcaption" sx={{ px: 1 }}>
          <Typography variant="h3">{title}</Typography>
        </Box>
        <Chart
          option={scoreCurveOption(chart, { cut, colours })}
          heightPx={HEIGHT_PX}
          label={describeCurves(title, { series, xAxis, yAxis })}
          isZoomable
          onClick={(clicked) => {
            const at = cutOfClick(chart, clicked);
            if (at !== null) router.history.push(outcomesLink(at.evaluationId, { ...at, outcomes: MISTAKES }));
          }}
        />
      </Stack>
      <Typography variant="caption" sx={{ color: 'text.secondary', px: 1 }}>
        Across: {xAxis.name}. Up: {yAxis.name}.
      </Typography>
    </Panel>
  );
}
