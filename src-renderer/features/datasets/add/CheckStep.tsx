import { Button, Stack } from '@mui/material';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { JobProgress } from '#renderer/components/JobProgress.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { useJob } from '#renderer/components/use-job.ts';
import type { Inspection } from '#shared/contract/datasets.ts';
import { useDryRun, useDryRunReport } from '../queries.ts';
import { CheckReport } from './CheckReport.tsx';
import { NO_MAPPING } from './mapping.ts';
import { Reading } from './Reading.tsx';
import type { AddSearch, Go } from './search.ts';

export type CheckStepProps = {
  readonly inspection: Inspection;
  readonly search: AddSearch;
  readonly onGo: Go;
};

/** Every image decoded once, and what that found out. Nothing is added yet. */
export function CheckStep({ inspection, search, onGo }: CheckStepProps) {
  const mapping = search.mapping ?? inspection.mapping ?? NO_MAPPING;
  const jobId = search.check ?? null;
  const job = useJob(jobId);
  const isDone = job.data?.status === 'finished';
  const report = useDryRunReport(isDone ? jobId : null);
  const again = useDryRun();
  const start = () =>
    again.mutate(
      { source: inspection.source, mapping },
      { onSuccess: ({ jobId: next }) => onGo({ ...search, mapping, check: next }, { replace: true }) },
    );
  const error = again.error ?? job.error ?? report.error;

  if (report.data !== undefined)
    return <CheckReport report={report.data} inspection={inspection} mapping={mapping} search={search} onGo={onGo} />;
  if (job.data?.status === 'running')
    return (
      <Stack sx={{ maxWidth: 860, pt: 2 }}>
        <Panel title={job.data.title}>
          <JobProgress job={job.data} hasTitle={false} />
        </Panel>
      </Stack>
    );
  if (error === null && (job.isPending || isDone)) return <Reading what="the check" />;
  return (
    <Stack spacing={2} sx={{ maxWidth: 860, pt: 2, alignItems: 'flex-start' }}>
      {error !== null ? <ErrorNotice error={error} /> : job.data !== undefined && <JobProgress job={job.data} />}
      <Button variant="contained" disabled={again.isPending} onClick={start}>
        Check again
      </Button>
    </Stack>
  );
}
