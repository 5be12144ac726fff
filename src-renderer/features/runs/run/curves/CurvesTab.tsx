import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import { Box, Button, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useLiveEvent } from '#renderer/api/live.ts';
import { runCurves } from '#renderer/components/curves/run-curves.ts';
import { SmoothingSlider } from '#renderer/components/curves/SmoothingSlider.tsx';
import { stepsPerEpochOf } from '#renderer/components/curves/steps-per-epoch.ts';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { raiseError } from '#renderer/components/notices/notice-store.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { saveText } from '#renderer/components/save-file.ts';
import { fetchCurves, useChangeSettings, useCurves, useSettings } from '#renderer/features/runs/queries.ts';
import type { RunDetail } from '#shared/contract/runs.ts';
import { Waiting } from '../Waiting.tsx';
import { epochsCsv, stepsCsv } from './curves-csv.ts';
import { EpochTable } from './EpochTable.tsx';
import { RunChartPanel } from './RunChartPanel.tsx';

/** How the training went: charts that share their crosshair, and the epochs as numbers. */
export function CurvesTab({ run }: { readonly run: RunDetail }) {
  const { data, error, refetch } = useCurves(run.id);
  useLiveEvent('run.epoch', ({ runId }) => {
    if (runId === run.id) void refetch();
  });
  const kept = useSettings().data?.curveSmoothing ?? 0; // for all runs
  const { mutate } = useChangeSettings();
  const [dragged, setDragged] = useState<number | null>(null);
  const smoothing = dragged ?? kept;
  if (data === undefined && error === null) return <Waiting what="the curves" />;
  if (data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const { epochs, steps } = data;
  if (steps.step.length === 0 && epochs.length === 0)
    return <EmptyState title="No curves yet">They begin with the first step of the training.</EmptyState>;
  const { charts, xAxis, mark } = runCurves(data, {
    x: 'epoch',
    isLogLoss: false,
    stepsPerEpoch: stepsPerEpochOf(run),
  });
  return (
    <Stack spacing={2}>
      <Stack direction="row" spacing={2} sx={{ alignItems: 'center', flexWrap: 'wrap' }}>
        <SmoothingSlider
          value={smoothing}
          onChange={setDragged}
          onCommit={(curveSmoothing) => {
            setDragged(null);
            mutate({ curveSmoothing });
          }}
        />
        <Typography variant="body2" sx={{ color: 'text.secondary', flexGrow: 1 }}>
          Drag to zoom, double-click to see all; with the focus on a chart: + − ← → 0.
        </Typography>
        {run.status === 'running' && (
          <Button component={PageLink} link={`/training?run=${run.id}`}>
            Watch live
          </Button>
        )}
        <Button
          color="inherit"
          startIcon={<DownloadIcon />}
          onClick={() => saveText(`${run.name}-epochs.csv`, epochsCsv(epochs), 'text/csv')}
        >
          Epochs as CSV
        </Button>
        <Button
          color="inherit"
          startIcon={<DownloadIcon />}
          title="At most 20,000 points: of a longer training, means of neighbours"
          onClick={() => void exportSteps(run)}
        >
          Steps as CSV
        </Button>
      </Stack>
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' } }}
      >
        {charts.map((chart) => (
          <RunChartPanel
            key={chart.id}
            chart={chart}
            xAxis={xAxis}
            mark={mark}
            runName={run.name}
            group={`run ${run.id}`}
            smoothing={smoothing}
          />
        ))}
      </Box>
      {epochs.length > 0 && <EpochTable epochs={epochs} />}
    </Stack>
  );
}

async function exportSteps({ id, name }: RunDetail): Promise<void> {
  try {
    const { steps } = await fetchCurves(id);
    saveText(`${name}-steps.csv`, stepsCsv(steps), 'text/csv');
  } catch (error) {
    raiseError(error, { title: 'The steps were not exported' });
  }
}
