import { Skeleton, Stack } from '@mui/material';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import { useCommonSettings, useRuns, useSettings } from '../queries.ts';
import { NoRunsYet } from './NoRunsYet.tsx';
import { RunsView } from './RunsView.tsx';

/** Every run of the workspace. */
export function RunsPage() {
  const runs = useRuns();
  const settings = useSettings();
  const common = useCommonSettings();
  const error = runs.error ?? settings.error ?? common.error;
  if (error !== null && (runs.data === undefined || settings.data === undefined || common.data === undefined))
    return (
      <Page title="Runs">
        <ErrorNotice
          error={error}
          onRetry={() => {
            for (const query of [runs, settings, common]) if (query.isError) void query.refetch();
          }}
        />
      </Page>
    );
  if (runs.data === undefined || settings.data === undefined || common.data === undefined)
    return (
      <Page title="Runs">
        <Stack spacing={1} role="status" aria-label="Fetching the runs">
          <Skeleton variant="rounded" height={36} />
          <Skeleton variant="rounded" height={400} />
        </Stack>
      </Page>
    );
  if (runs.data.length === 0) return <NoRunsYet />;
  return <RunsView runs={runs.data} common={common.data} settings={settings.data} />;
}
