import { Box, Button, Stack, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { Run } from '#shared/domain/records.ts';
import { NEW_RUN_MEANS, RESUME_MEANS, TRAIN_FURTHER_MEANS } from './phases.ts';
import { useResume, useWaiting } from './queries.ts';
import { TrainFurtherDialog } from './TrainFurtherDialog.tsx';

export type RunActionsProps = {
  readonly run: Pick<Run, 'id' | 'name' | 'status' | 'lastEpoch' | 'bestEpoch' | 'plannedEpochs'>;
};

/** The ways to go on with a run, each with what it does. */
export function RunActions({ run }: RunActionsProps) {
  const resume = useResume();
  const waits = useWaiting().data?.waiting.some(({ runId }) => runId === run.id) ?? false;
  const [isAsking, setAsking] = useState(false);
  if (waits) return <Typography variant="body2">It waits in the queue below.</Typography>;
  const canResume = run.status === 'stopped' || run.status === 'interrupted' || run.status === 'failed';
  const hasWeights = run.lastEpoch !== null && run.status !== 'cancelled';
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))' }}>
      {canResume && (
        <Way meaning={RESUME_MEANS}>
          <Button variant="contained" disabled={resume.isPending} onClick={() => resume.mutate({ runId: run.id })}>
            Resume
          </Button>
        </Way>
      )}
      {run.status === 'finished' && (
        <Way meaning={TRAIN_FURTHER_MEANS}>
          <Button variant="outlined" disabled={resume.isPending} onClick={() => setAsking(true)}>
            Train further
          </Button>
        </Way>
      )}
      {hasWeights && (
        <Way meaning={NEW_RUN_MEANS}>
          <Button variant="outlined" component={PageLink} link={`/configurations/edit?run=${run.id}&weights=best`}>
            New run from these weights
          </Button>
        </Way>
      )}
      {isAsking && <TrainFurtherDialog run={run} onClose={() => setAsking(false)} />}
    </Box>
  );
}

type WayProps = { readonly meaning: string; readonly children: ReactNode };

function Way({ meaning, children }: WayProps) {
  return (
    <Stack sx={{ gap: 0.5, alignItems: 'flex-start' }}>
      {children}
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {meaning}
      </Typography>
    </Stack>
  );
}
