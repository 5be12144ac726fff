import {
  Box,
  FormControlLabel,
  Skeleton,
  Stack,
  Switch,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { useLiveEvent } from '#renderer/api/live.ts';
import { CurveChart } from '#renderer/components/curves/CurveChart.tsx';
import { SmoothingSlider } from '#renderer/components/curves/SmoothingSlider.tsx';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { useChangeSettings, useRunCurves, useSettings } from '../queries.ts';
import { X_KINDS, type XKind } from '../search.ts';
import { RunLegend } from './RunLegend.tsx';
import type { Side } from './side.ts';
import { sideCharts, X_AXES } from './side-curves.ts';
import { useCompareSearch } from './use-compare-search.ts';

const X_TITLES: Readonly<Record<XKind, string>> = { epoch: 'Epoch', step: 'Step', time: 'Time trained' };

/** How the trainings went, one over the other; the best epochs marked. */
export function CurvesTab({ sides }: { readonly sides: readonly Side[] }) {
  const { search, change } = useCompareSearch();
  const { x = 'epoch', log: isLogLoss = false } = search;
  const answers = useRunCurves(sides.map(({ id }) => id));
  useLiveEvent('run.epoch', ({ runId }) => {
    const at = sides.findIndex(({ id }) => id === runId);
    if (at !== -1) void answers[at]?.refetch();
  });
  const kept = useSettings().data?.curveSmoothing ?? 0; // for all runs
  const { mutate } = useChangeSettings();
  const [dragged, setDragged] = useState<number | null>(null);
  const smoothing = dragged ?? kept;
  const failed = answers.find(({ error }) => error !== null);
  if (failed !== undefined) return <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />;
  const records = sides.flatMap((side, i) => {
    const data = answers[i]?.data;
    return data === undefined ? [] : [{ side, ...data }];
  });
  if (records.length < sides.length) return <Skeleton variant="rounded" height={320} />;
  if (records.every(({ epochs, steps }) => epochs.length === 0 && steps.step.length === 0))
    return <EmptyState title="No curves yet">They begin with the first step of a training.</EmptyState>;
  const charts = sideCharts(records, { x, isLogLoss });
  return (
    <Stack spacing={2}>
      <Stack direction="row" sx={{ gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
        <ToggleButtonGroup
          exclusive
          value={x}
          aria-label="Horizontal axis"
          onChange={(_, next: XKind | null) => next !== null && change({ x: next === 'epoch' ? undefined : next })}
        >
          {X_KINDS.map((kind) => (
            <ToggleButton key={kind} value={kind}>
              {X_TITLES[kind]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <FormControlLabel
          control={
            <Switch size="small" checked={isLogLoss} onChange={(_, isOn) => change({ log: isOn ? true : undefined })} />
          }
          label="Logarithmic loss"
        />
        <SmoothingSlider
          value={smoothing}
          onChange={setDragged}
          onCommit={(curveSmoothing) => {
            setDragged(null);
            mutate({ curveSmoothing });
          }}
        />
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          Drag across a chart to zoom, double-click to see all of it.
        </Typography>
      </Stack>
      <RunLegend sides={sides} note="◆ best epoch" />
      <Box
        sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' } }}
      >
        {charts.map(({ id, ...chart }) => (
          <Panel key={id}>
            <CurveChart
              {...chart}
              xAxis={X_AXES[x]}
              smoothing={smoothing}
              mark={null}
              group={`compare ${x}`}
              heightPx={220}
              hasKey={false}
            />
          </Panel>
        ))}
      </Box>
    </Stack>
  );
}
