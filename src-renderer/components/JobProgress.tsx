import { Alert, AlertTitle, Button, Stack, Tooltip, Typography } from '@mui/material';
import type { Job } from '#shared/contract/jobs.ts';
import { useStopJob } from './use-job.ts';
import { WorkProgress } from './WorkProgress.tsx';

export type JobProgressProps = {
  readonly job: Job;
  /** False where the heading around it says already what goes on. */
  readonly hasTitle?: boolean;
};

/** Any job: how far it is and how long it will take, the button that stops it, and how it ended where it did not end well. */
export function JobProgress({ job, hasTitle = true }: JobProgressProps) {
  const { title, status, progress, remainingMs, error } = job;
  if (status === 'failed')
    return (
      <Alert severity="error" variant="outlined" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        <AlertTitle>{error?.message ?? `${title}: failed.`}</AlertTitle>
        {error?.hint}
      </Alert>
    );
  if (status === 'stopped')
    return (
      <Alert severity="info" variant="outlined">
        {title}: stopped.
      </Alert>
    );
  if (status === 'finished') return null;
  return (
    <Stack spacing={0.5} sx={{ minWidth: 0 }}>
      {hasTitle && (
        <Typography variant="body2" noWrap sx={{ fontWeight: 560 }}>
          {title}
        </Typography>
      )}
      <Stack direction="row" spacing={2} sx={{ alignItems: 'center' }}>
        <WorkProgress
          label={title}
          unit={progress?.unit ?? null}
          done={progress?.done ?? 0}
          total={progress?.total ?? null}
          remainingMs={remainingMs}
        />
        <StopButton job={job} />
      </Stack>
    </Stack>
  );
}

function StopButton({ job: { id, title, stopLabel } }: { readonly job: Job }) {
  const stop = useStopJob();
  if (stopLabel === null) return null;
  return (
    <Tooltip title={stopLabel}>
      <span>
        <Button
          color="inherit"
          variant="outlined"
          aria-label={`Stop: ${title}`}
          disabled={stop.isPending || stop.isSuccess}
          onClick={() => stop.mutate({ jobId: id })}
        >
          {stop.isSuccess ? 'Stopping' : 'Stop'}
        </Button>
      </span>
    </Tooltip>
  );
}
