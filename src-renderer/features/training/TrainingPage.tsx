import { Box, Button, Stack } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { RunId } from '#shared/domain/records.ts';
import { NothingRuns } from './NothingRuns.tsx';
import { ProgressPanel } from './ProgressPanel.tsx';
import { QueuePanel } from './QueuePanel.tsx';
import { useRunning } from './queries.ts';
import { RunView } from './RunView.tsx';

const route = getRouteApi('/training');

/** The training that runs, or the run that the link names; and what waits. */
export function TrainingPage() {
  const { run: named } = route.useSearch();
  const { data: running, error, isPending, refetch } = useRunning();
  const [lastRunId, setLastRunId] = useState<RunId | null>(null);
  const runningId = running?.runId ?? null;
  if (runningId !== null && runningId !== lastRunId) setLastRunId(runningId);
  // One that has just ended stays on the screen until the next begins.
  const shownId = named ?? runningId ?? (running === null ? lastRunId : null);
  const isShownRunning = running != null && (shownId === null || shownId === runningId);
  return (
    <Page
      title="Training"
      actions={
        <Button component={PageLink} link="/configurations" variant="outlined">
          New training
        </Button>
      }
    >
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <Box sx={LAYOUT}>
        <Stack sx={{ gap: 2, minWidth: 0 }}>
          {isShownRunning && <ProgressPanel key={running.entryId} />}
          {!isPending && shownId === null && running === null && <NothingRuns />}
          {shownId !== null && <RunView key={shownId} runId={shownId} isRunning={isShownRunning} />}
          {running != null && !isShownRunning && <OtherRuns />}
        </Stack>
        <QueuePanel />
      </Box>
    </Page>
  );
}

/** The queue stands beside where there is room, below where there is none. */
const LAYOUT = {
  display: 'grid',
  gap: 2,
  alignItems: 'start',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', xl: 'minmax(0, 1fr) 400px' },
} as const;

/** The link names a run while another one trains. */
function OtherRuns() {
  return (
    <Button component={PageLink} link="/training" sx={{ alignSelf: 'flex-start' }}>
      Another run is being trained: show it
    </Button>
  );
}
