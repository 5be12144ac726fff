import { Skeleton, Stack } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import { RunId } from '#shared/domain/records.ts';
import { useRun } from '../queries.ts';
import { RunView } from './RunView.tsx';

const route = getRouteApi('/runs/$runId');

/** One run: whatever is known of it. */
export function RunPage() {
  const { runId } = route.useParams();
  const id = RunId.safeParse(runId);
  return id.success ? <Known key={id.data} runId={id.data} /> : <Known key="none" runId={runId as RunId} />; // the back end says that there is none
}

function Known({ runId }: { readonly runId: RunId }) {
  const { data: run, error, refetch } = useRun(runId);
  if (run !== undefined) return <RunView run={run} />;
  return (
    <Page title="Run">
      {error === null ? (
        <Stack spacing={1} role="status" aria-label="Fetching the run">
          <Skeleton variant="rounded" height={38} />
          <Skeleton variant="rounded" height={240} />
        </Stack>
      ) : (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
}
