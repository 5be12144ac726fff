import { Button, Stack } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { JobProgress } from '#renderer/components/JobProgress.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { useJob } from '#renderer/components/use-job.ts';
import { Reading } from './Reading.tsx';
import { type AddSearch, backTo, type Go } from './search.ts';

export type AddingStepProps = { readonly search: AddSearch; readonly onGo: Go };

/** A moment later, the data set itself, in the place of this step: Back leads to the check. */
export function AddingStep({ search, onGo }: AddingStepProps) {
  const router = useRouter();
  const { data: job, error } = useJob(search.add ?? null);
  const isDone = job?.status === 'finished';
  const onDone = useEffectEvent(() => router.history.replace(job?.link ?? '/datasets'));
  useEffect(() => {
    if (isDone) onDone();
  }, [isDone]);

  if (error === null && (job === undefined || isDone)) return <Reading what="the data set" />;
  return (
    <Stack spacing={2} sx={{ maxWidth: 860, pt: 2, alignItems: 'stretch' }}>
      {error !== null && <ErrorNotice error={error} />}
      {job !== undefined && (
        <Panel title={job.title}>
          <JobProgress job={job} hasTitle={false} />
        </Panel>
      )}
      {job?.status !== 'running' && (
        <Button
          variant="outlined"
          color="inherit"
          sx={{ alignSelf: 'flex-start' }}
          onClick={() => onGo(backTo('check', search))}
        >
          Back to the check
        </Button>
      )}
    </Stack>
  );
}
