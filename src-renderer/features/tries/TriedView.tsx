import { Alert, Box, Stack } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { JobProgress } from '#renderer/components/JobProgress.tsx';
import { useJob } from '#renderer/components/use-job.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { Try } from '#shared/contract/tries.ts';
import type { Asked } from './queries.ts';
import { TriedFace } from './TriedFace.tsx';
import { TriedStrip } from './TriedStrip.tsx';

const route = getRouteApi('/try');

export type TriedViewProps = {
  readonly tried: Try;
  /** Of the question that runs, or ran last. */
  readonly jobId: JobId;
  /** The same images, another method or layer. */
  readonly onAsk: (change: Partial<Pick<Asked, 'method' | 'layer'>>) => void;
};

/** What came of the images: the one that is looked at in large, the others beside it. */
export function TriedView({ tried, jobId, onAsk }: TriedViewProps) {
  const { image: wanted } = route.useSearch();
  const { data: job } = useJob(jobId);
  const shown =
    tried.images.find(({ index, kind }) => index === wanted && kind !== 'waiting') ??
    tried.images.find(({ kind }) => kind === 'tried') ??
    tried.images[0];
  return (
    <Stack spacing={2}>
      {job !== undefined && job.status !== 'finished' && <JobProgress job={job} />}
      {tried.images.length > 1 && <TriedStrip tried={tried} shown={shown?.index ?? 0} />}
      {shown?.kind === 'tried' && <TriedFace tried={tried} image={shown} onAsk={onAsk} />}
      {shown?.kind === 'bad' && (
        <Alert severity="warning" variant="outlined">{`${shortName(shown.name)} ${shown.problem}.`}</Alert>
      )}
      {shown?.kind === 'waiting' && (
        <Box role="status" sx={{ color: 'text.secondary', typography: 'body2' }}>
          {`Asking ${tried.runName}${tried.device === null ? '' : ` on the ${tried.device}`}. The first question to a network takes some seconds.`}
        </Box>
      )}
    </Stack>
  );
}

export const shortName = (name: string): string => name.split(/[/\\]/).at(-1) ?? name;
