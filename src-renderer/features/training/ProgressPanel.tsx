import { Alert, Box, LinearProgress, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Ago } from '#renderer/components/Ago.tsx';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMetric,
  formatPercent,
  formatRemaining,
  MISSING,
  plural,
} from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { TrainingProgress } from '#shared/contract/training.ts';
import { phaseTitle } from './phases.ts';
import { useProgress } from './queries.ts';
import { TrainingControls } from './TrainingControls.tsx';

/** The training under way: two bars, what they mean in numbers, and the ways to end it. The only part of the page that is drawn with every event. */
export function ProgressPanel() {
  const progress = useProgress();
  if (progress === null) return null;
  return (
    <Panel>
      <Box sx={LAYOUT}>
        <Stack sx={{ gap: 1.5, minWidth: 0 }}>
          <Heading {...progress} />
          {progress.silentSinceMs !== null && <Silent sinceMs={progress.silentSinceMs} />}
          <Bars {...progress} />
          <Figures {...progress} />
        </Stack>
        <TrainingControls
          name={progress.name}
          hasRun={progress.runId !== null}
          isStopping={progress.phase === 'stopping'}
          isSilent={progress.silentSinceMs !== null}
        />
      </Box>
    </Panel>
  );
}

const LAYOUT = {
  display: 'grid',
  gap: 3,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 300px' },
  alignItems: 'start',
} as const;

function Heading({ name, runId, device }: TrainingProgress) {
  return (
    <Stack direction="row" sx={{ gap: 1.5, alignItems: 'baseline', flexWrap: 'wrap' }}>
      <Typography variant="h2" noWrap>
        {runId === null ? (
          name
        ) : (
          <Box component={PageLink} link={`/runs/${runId}`} sx={{ color: 'inherit' }}>
            {name}
          </Box>
        )}
      </Typography>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {device === null ? 'Device not known yet' : `on ${device}`}
      </Typography>
    </Stack>
  );
}

function Bars(progress: TrainingProgress) {
  const { phase, share, epoch, epochs, done, total, unit } = progress;
  const isKnown = total > 0;
  const inWords = isKnown ? `${formatCount(done)} of ${formatCount(total)} ${unit}` : '';
  return (
    <Stack sx={{ gap: 1.25 }}>
      <Bar
        title="All epochs"
        figure={`${formatPercent(share)} of ${plural(epochs, 'epoch')}`}
        share={epoch === 0 ? 0 : share}
      />
      <Bar
        title={phaseTitle(progress)}
        figure={inWords}
        share={isKnown ? done / total : phase === 'starting' ? null : 0}
      />
    </Stack>
  );
}

type BarProps = { readonly title: string; readonly figure: string; readonly share: number | null };

function Bar({ title, figure, share }: BarProps) {
  return (
    <Box>
      <Stack direction="row" sx={{ justifyContent: 'space-between', typography: 'body2', mb: 0.25 }}>
        <span>{title}</span>
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {figure}
        </Box>
      </Stack>
      <LinearProgress
        aria-label={title}
        sx={THICK}
        {...(share === null ? {} : { variant: 'determinate' as const, value: 100 * Math.min(1, share) })}
      />
    </Box>
  );
}

const THICK = { height: 6, borderRadius: 3 };

function Figures({ imagesPerSecond, elapsedMs, remainingMs, remainingRangeMs, memoryBytes }: TrainingProgress) {
  return (
    <Stack component="dl" direction="row" sx={{ m: 0, columnGap: 4, rowGap: 1, flexWrap: 'wrap' }}>
      <Figure name="Images a second">{formatMetric(imagesPerSecond, 1)}</Figure>
      <Figure name="Elapsed">{formatDuration(elapsedMs)}</Figure>
      <Figure name="Left">{leftInWords(remainingMs, remainingRangeMs)}</Figure>
      <Figure name="Memory of the engine">{formatBytes(memoryBytes)}</Figure>
    </Stack>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Box>
      <Typography component="dt" variant="caption" sx={{ color: 'text.secondary' }}>
        {name}
      </Typography>
      <Typography component="dd" variant="body1" sx={{ m: 0, fontWeight: 560 }}>
        {children}
      </Typography>
    </Box>
  );
}

/** "about 12 min (11:05 to 14:20)" */
function leftInWords(remainingMs: number | null, range: TrainingProgress['remainingRangeMs']): string {
  if (remainingMs === null) return MISSING;
  const about = formatRemaining(remainingMs).replace(/ left$/, '');
  const [low, high] = range?.map(formatDuration) ?? [];
  return low === undefined || low === high ? about : `${about} (${low} to ${high})`;
}

function Silent({ sinceMs }: { readonly sinceMs: number }) {
  return (
    <Alert severity="warning" variant="outlined">
      The engine does not respond: its last word came <Ago atMs={sinceMs} />, far longer than a step takes. The machine
      may be asleep or short of memory. Nothing is lost by waiting.
    </Alert>
  );
}
