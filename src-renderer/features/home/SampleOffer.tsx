import { Box, Button, Stack, Typography } from '@mui/material';
import { Panel } from '#renderer/components/Panel.tsx';
import { useStopJob } from '#renderer/components/use-job.ts';
import { WorkProgress } from '#renderer/components/WorkProgress.tsx';
import type { Job } from '#shared/contract/jobs.ts';
import { useCreateSample, useSampleJob } from './queries.ts';

/** For who has no faces at hand: some are drawn. */
export function SampleOffer({ hasSample }: { readonly hasSample: boolean }) {
  const create = useCreateSample();
  const job = useSampleJob();
  return (
    <Panel title="No faces at hand?">
      <Stack spacing={1.5}>
        <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: 760 }}>
          Facet can draw a sample: 400 synthetic faces, half of them with one planted fault (eyes, nose, mouth, brows,
          jaw or skin), and a configuration that trains a ResNet-18 on them. It takes about a minute, and you can delete
          it like any other data.
        </Typography>
        {job === null ? (
          <Box>
            <Button
              variant="outlined"
              disabled={create.isPending || hasSample}
              onClick={() => create.mutate(undefined)}
            >
              Make a sample workspace
            </Button>
          </Box>
        ) : (
          <Making job={job} />
        )}
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          Everything stays on this machine: no account, no upload, nothing is sent anywhere.
        </Typography>
      </Stack>
    </Panel>
  );
}

function Making({ job: { id, title, progress, remainingMs, stopLabel } }: { readonly job: Job }) {
  const stop = useStopJob();
  return (
    <Stack direction="row" spacing={2} sx={{ alignItems: 'center', maxWidth: 640 }}>
      <WorkProgress
        label={title}
        unit={progress?.unit ?? null}
        done={progress?.done ?? 0}
        total={progress?.total ?? null}
        remainingMs={remainingMs}
      />
      <Button
        color="inherit"
        title={stopLabel ?? ''}
        disabled={stop.isPending}
        onClick={() => stop.mutate({ jobId: id })}
      >
        Stop
      </Button>
    </Stack>
  );
}
