import { Alert, AlertTitle, Stack } from '@mui/material';
import { ExportedPath } from '#renderer/components/exporting/ExportedPath.tsx';
import { plural } from '#renderer/components/format.ts';
import { JobProgress } from '#renderer/components/JobProgress.tsx';
import { useJob } from '#renderer/components/use-job.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import { useMade } from './queries.ts';

/** How far the export is, and where it lies once it is done. */
export function ExportResult({ jobId }: { readonly jobId: JobId }) {
  const { data: job } = useJob(jobId);
  const { data: made } = useMade(job?.status === 'finished' ? jobId : null);
  if (job !== undefined && job.status !== 'finished') return <JobProgress job={job} />;
  if (made === undefined) return null;
  const { path, faceCount, withoutMapCount, problems } = made;
  return (
    <Stack spacing={1}>
      <ExportedPath title={`${plural(faceCount, 'face')} exported`} path={path} />
      {withoutMapCount > 0 && (
        <Alert severity="info" variant="outlined">
          {plural(withoutMapCount, 'face')} had no such heat map and {withoutMapCount === 1 ? 'is' : 'are'} there
          without one.
        </Alert>
      )}
      {problems.length > 0 && (
        <Alert severity="warning" variant="outlined" sx={{ overflowWrap: 'anywhere' }}>
          <AlertTitle>{plural(problems.length, 'picture')} could not be drawn</AlertTitle>
          {problems.slice(0, 10).map((problem) => (
            <div key={problem}>{problem}</div>
          ))}
        </Alert>
      )}
    </Stack>
  );
}
