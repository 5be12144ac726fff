import {
  Box,
  Button,
  FormControlLabel,
  Stack,
  Switch,
  ToggleButton,
  ToggleButtonGroup,
  Tooltip,
  Typography,
} from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { CurveChart } from '#renderer/components/curves/CurveChart.tsx';
import { runCurves, X_AXES, type XAxisKind } from '#renderer/components/curves/run-curves.ts';
import { SmoothingSlider } from '#renderer/components/curves/SmoothingSlider.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { RunId } from '#shared/domain/records.ts';
import { useChangeSettings, useCurves, useSettings } from './queries.ts';

const route = getRouteApi('/training');

export type CurvesPanelProps = { readonly runId: RunId; readonly stepsPerEpoch: number; readonly isRunning: boolean };

/** Loss, accuracy, learning rate, speed and memory of a run, as they grow. */
export function CurvesPanel({ runId, stepsPerEpoch, isRunning }: CurvesPanelProps) {
  const { x = 'epoch', log: isLogLoss = false } = route.useSearch();
  const { curves, error, refetch } = useCurves(runId);
  const saved = useSettings().data?.curveSmoothing ?? 0;
  const { mutate: change } = useChangeSettings();
  const [dragged, setDragged] = useState<number | null>(null);
  /** Charts that are made anew show all of their curves. */
  const [zooms, setZooms] = useState(0);
  const smoothing = dragged ?? saved;
  const isEmpty = curves !== null && curves.steps.step.length === 0;
  return (
    <Panel
      title="Curves"
      actions={
        <>
          <SmoothingSlider
            value={smoothing}
            onChange={setDragged}
            onCommit={(curveSmoothing) => change({ curveSmoothing }, { onSettled: () => setDragged(null) })}
          />
          <Toolbar x={x} isLogLoss={isLogLoss} onShowAll={() => setZooms(zooms + 1)} />
        </>
      }
    >
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {curves === null && error === null && <Box sx={{ height: 460 }} />}
      {isEmpty && (
        <Typography variant="body2" sx={{ color: 'text.secondary', py: 6, textAlign: 'center' }}>
          {isRunning ? 'The curves begin with the first step.' : 'It ended before its first step: there are no curves.'}
        </Typography>
      )}
      {curves !== null && !isEmpty && (
        <Charts
          key={`${x} ${isLogLoss} ${zooms}`}
          runId={runId}
          {...runCurves(curves, { x, isLogLoss, stepsPerEpoch })}
          smoothing={smoothing}
        />
      )}
    </Panel>
  );
}

type ChartsProps = ReturnType<typeof runCurves> & { readonly runId: RunId; readonly smoothing: number };

function Charts({ runId, charts, xAxis, mark, smoothing }: ChartsProps) {
  return (
    <Box sx={{ containerType: 'inline-size' }}>
      <Box sx={GRID}>
        {charts.map(({ id, title, isLarge, series, yAxis }) => (
          <Box key={id} sx={{ minWidth: 0 }} className={isLarge ? 'large' : 'small'}>
            <CurveChart
              title={title}
              series={series}
              xAxis={xAxis}
              yAxis={yAxis}
              mark={isLarge ? mark : null}
              smoothing={smoothing}
              group={`training ${runId}`}
              isSmall={!isLarge}
              heightPx={isLarge ? 240 : 140}
            />
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** Two large ones, three small ones below; one under the other where it is narrow. */
const GRID = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: 'minmax(0, 1fr)',
  '@container (min-width: 720px)': {
    gridTemplateColumns: 'repeat(6, minmax(0, 1fr))',
    '& > .large': { gridColumn: 'span 3' },
    '& > .small': { gridColumn: 'span 2' },
  },
} as const;

type ToolbarProps = { readonly x: XAxisKind; readonly isLogLoss: boolean; readonly onShowAll: () => void };

function Toolbar({ x, isLogLoss, onShowAll }: ToolbarProps) {
  const navigate = route.useNavigate();
  const show = (change: { x?: XAxisKind; log?: boolean }) =>
    void navigate({ search: (search) => ({ ...search, ...change }), replace: true });
  return (
    <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center', flexWrap: 'wrap', justifyContent: 'flex-end' }}>
      <ToggleButtonGroup
        exclusive
        value={x}
        aria-label="What the curves run along"
        onChange={(_, chosen: XAxisKind | null) => chosen !== null && show({ x: chosen })}
      >
        {X_AXES.map((kind) => (
          <ToggleButton key={kind} value={kind}>
            {NAMES[kind]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <FormControlLabel
        control={<Switch checked={isLogLoss} onChange={(_, isChecked) => show({ log: isChecked })} />}
        label="Logarithmic loss"
        sx={{ mr: 0 }}
      />
      <Tooltip
        describeChild
        title="Drag over a chart to zoom, or turn the wheel with Ctrl; a double click shows all again. With the focus on it: + − ← → 0."
      >
        <Button variant="outlined" color="inherit" onClick={onShowAll}>
          Show all
        </Button>
      </Tooltip>
    </Stack>
  );
}

const NAMES: Readonly<Record<XAxisKind, string>> = { epoch: 'Epoch', step: 'Step', time: 'Time' };
