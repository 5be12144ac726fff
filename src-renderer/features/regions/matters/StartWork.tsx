import { Button, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { formatCount } from '#renderer/components/format.ts';
import { JobProgress } from '#renderer/components/JobProgress.tsx';
import type { JobId, JobKind } from '#shared/contract/jobs.ts';
import type { EvaluationSummary } from '#shared/domain/records.ts';
import { aboutWords, estimate } from '../estimate.ts';
import { useJobs } from '../queries.ts';
import { jobFor } from '../steps.ts';

export type StartWorkProps = {
  readonly kind: Extract<JobKind, 'knock-out' | 'faithfulness'>;
  readonly subject: EvaluationSummary;
  /** Faces that could be tried. */
  readonly count: number;
  /** Of the network, for a face. */
  readonly passes: number;
  /** "Cover the regions" */
  readonly label: string;
  /** Why it cannot be started; null = it can. */
  readonly refusal: string | null;
  readonly isPending: boolean;
  /** Null = all faces. */
  readonly start: (limit: number | null) => Promise<{ readonly jobId: JobId }>;
};

const LIMITS = [50, 200, 1000] as const;
/** Of what takes long, fewer faces are offered first. */
const MANY_PASSES = 50;

/** How many faces, how long that will take, and the button; while it goes on its progress. */
export function StartWork({ kind, subject, count, passes, label, refusal, isPending, start }: StartWorkProps) {
  const { data: jobs = [] } = useJobs();
  const [startedId, setStarted] = useState<JobId | null>(null);
  const limits = LIMITS.filter((limit) => limit < count);
  const [chosen, setLimit] = useState<number | null>(passes > MANY_PASSES ? LIMITS[0] : LIMITS[1]);
  const limit = chosen !== null && chosen < count ? chosen : null;
  const job = jobFor(kind, { jobs, startedId, subject: { evaluationId: subject.id, datasetId: subject.datasetId } });
  const time = aboutWords(estimate({ kind, count: limit ?? count, passes }, { jobs, ...subject }));
  const isRunning = job?.status === 'running';
  return (
    <Stack spacing={1} sx={{ maxWidth: 720 }}>
      {job !== null && <JobProgress job={job} hasTitle={false} />}
      {!isRunning && (
        <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
          <TextField
            select
            label="Faces"
            value={limit ?? 'all'}
            disabled={refusal !== null}
            onChange={({ target }) => setLimit(target.value === 'all' ? null : Number(target.value))}
            sx={{ width: 160 }}
          >
            {limits.map((each) => (
              <MenuItem key={each} value={each}>
                {formatCount(each)} at random
              </MenuItem>
            ))}
            <MenuItem value="all">all {formatCount(count)}</MenuItem>
          </TextField>
          <Button
            variant="outlined"
            disabled={refusal !== null || isPending}
            onClick={
              () =>
                void start(limit)
                  .then(({ jobId }) => setStarted(jobId))
                  .catch(() => undefined) // told as a notice by the mutation itself
            }
          >
            {label}
          </Button>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {refusal ?? (time === '' ? '' : `takes ${time}`)}
          </Typography>
        </Stack>
      )}
    </Stack>
  );
}
