import ModelTrainingIcon from '@mui/icons-material/ModelTrainingOutlined';
import { Button, Stack, Typography } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { formatCount } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { useResumableRun } from './queries.ts';
import { RunActions } from './RunActions.tsx';

/** Nothing is being trained: what would be here, and what can be gone on with. */
export function NothingRuns() {
  const { data: run } = useResumableRun();
  return (
    <>
      <EmptyState
        title="Nothing is being trained"
        icon={<ModelTrainingIcon />}
        action={
          <Button component={PageLink} link="/configurations" variant="contained">
            New training
          </Button>
        }
      >
        Here you see a training while it runs: its curves, how long it will take, and what it makes of a few pinned
        faces after each epoch.
      </EmptyState>
      {run != null && (
        <Panel title="Left off">
          <Stack sx={{ gap: 1.5, maxWidth: 640 }}>
            <Typography variant="body2">
              <Typography
                component={PageLink}
                link={`/training?run=${run.id}`}
                variant="inherit"
                sx={{ color: 'primary.main', fontWeight: 560 }}
              >
                {run.name}
              </Typography>{' '}
              {run.status === 'stopped' ? 'was stopped' : run.status === 'failed' ? 'failed' : 'was interrupted'}{' '}
              <Ago atMs={run.endedAtMs} />
              {run.lastEpoch === null
                ? ', before its first epoch was complete'
                : `, after epoch ${formatCount(run.lastEpoch)} of ${formatCount(run.plannedEpochs)}`}
              .
            </Typography>
            <RunActions run={run} />
          </Stack>
        </Panel>
      )}
    </>
  );
}
