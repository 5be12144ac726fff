import { Skeleton, Stack } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import type { RunId } from '#shared/domain/records.ts';
import { useRun } from '../queries.ts';

const route = getRouteApi('/runs/$runId');

/** One run. */
export function RunPage() {
  const { runId } = route.useParams();
  const run = useRun(runId as RunId);
  return (
    <Page title={run.data?.name ?? 'Run'}>
      {run.data === undefined ? (
        <Stack>
          <Skeleton />
        </Stack>
      ) : null}
      {run.error !== null && <ErrorNotice error={run.error} />}
    </Page>
  );
}
