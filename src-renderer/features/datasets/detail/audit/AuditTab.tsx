import { Alert, Box, Button, Stack } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { plural } from '#renderer/components/format.ts';
import { raiseError } from '#renderer/components/notices/notice-store.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import { useStopJob } from '#renderer/components/use-job.ts';
import { WorkProgress } from '#renderer/components/WorkProgress.tsx';
import type { AuditReport, DatasetDetail } from '#shared/contract/datasets.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { useAuditReport, useRunningAudit, useStartAudit } from '../queries.ts';
import { CopiesPanel } from './CopiesPanel.tsx';
import { GroupsPanel } from './GroupsPanel.tsx';
import { MeasuresTable } from './MeasuresTable.tsx';
import { ProbeStatement } from './ProbeStatement.tsx';

/** What a network could learn from this data instead of faces. */
export function AuditTab({ dataset }: { readonly dataset: DatasetDetail }) {
  const { data: report, error, refetch } = useAuditReport(dataset.id);
  const job = useRunningAudit(dataset.id).data ?? null;
  const start = useStartAudit();
  const begin = () => start.mutate({ datasetId: dataset.id }, { onError: (failure) => raiseError(failure) });
  if (error !== null && report === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (report === undefined) return null;
  if (report === null && job === null)
    return <NotChecked imageCount={dataset.imageCount} isDisabled={start.isPending} onBegin={begin} />;
  return (
    <Stack spacing={2} sx={{ maxWidth: 1100 }}>
      {job !== null && <Running job={job} />}
      {report !== null && <Report dataset={dataset} report={report} isRunning={job !== null} onBegin={begin} />}
    </Stack>
  );
}

type NotCheckedProps = { readonly imageCount: number; readonly isDisabled: boolean; readonly onBegin: () => void };

function NotChecked({ imageCount, isDisabled, onBegin }: NotCheckedProps) {
  return (
    <EmptyState
      title="Not checked yet"
      action={
        <Button variant="contained" onClick={onBegin} disabled={isDisabled}>
          Check for shortcuts
        </Button>
      }
    >
      Sizes, formats, JPEG quality, brightness and sharpness are set against the label, and copies of a picture in
      several splits are looked for. Every picture is looked at once: {checkTime(imageCount)}.
    </EmptyState>
  );
}

/** On two cores some 250 pictures of usual size a second. */
const checkTime = (count: number) =>
  count < 15_000 ? 'less than a minute' : `about ${plural(Math.round(count / 15_000), 'minute')}`;

function Running({ job }: { readonly job: Job }) {
  const stop = useStopJob();
  const { done = 0, total = null, unit = null } = job.progress ?? {};
  return (
    <Panel
      title="Looking at the pictures"
      actions={
        <Button
          color="inherit"
          onClick={() => stop.mutate({ jobId: job.id }, { onError: (error) => raiseError(error) })}
        >
          {job.stopLabel ?? 'Stop'}
        </Button>
      }
    >
      <WorkProgress label={job.title} done={done} total={total} unit={unit} remainingMs={job.remainingMs} />
    </Panel>
  );
}

type ReportProps = {
  readonly dataset: DatasetDetail;
  readonly report: AuditReport;
  readonly isRunning: boolean;
  readonly onBegin: () => void;
};

function Report({ dataset, report, isRunning, onBegin }: ReportProps) {
  const again = (
    <Button variant="outlined" color="inherit" onClick={onBegin} disabled={isRunning}>
      Check again
    </Button>
  );
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, typography: 'body2', color: 'text.secondary' }}>
        <Box sx={{ flexGrow: 1 }}>
          {plural(report.imageCount, 'face')} looked at <Ago atMs={report.createdAtMs} />
          {report.revision > 0 && `, as of revision ${report.revision}`}.
        </Box>
        {again}
      </Box>
      {report.revision !== dataset.revision && (
        <Alert severity="info" variant="outlined">
          The data set was changed since: it is at revision {dataset.revision} now. The figures below are those of
          revision {report.revision}.
        </Alert>
      )}
      {report.unmeasuredCount > 0 && (
        <Alert severity="warning" variant="outlined">
          {plural(report.unmeasuredCount, 'picture')} could not be looked at: gone, changed or damaged since they were
          added.
        </Alert>
      )}
      <ProbeStatement probe={report.probe} imageCount={report.imageCount} />
      <MeasuresTable measures={report.measures} imageCount={report.imageCount} />
      <CopiesPanel report={report} datasetId={dataset.id} />
      <GroupsPanel report={report} datasetId={dataset.id} hasGroups={dataset.groupCount > 0} />
    </>
  );
}
