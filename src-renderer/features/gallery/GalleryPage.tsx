import { Button, Skeleton, Stack } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { describeError } from '#renderer/api/errors.ts';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import { GalleryView } from './GalleryView.tsx';
import { useGalleryTest } from './queries.ts';
import { useEvaluationId } from './use-gallery.ts';

/** Every prediction of a test: filtered, sorted, counted, marked; and the threshold that calls a face fake. */
export function GalleryPage() {
  const evaluationId = useEvaluationId();
  const { data: test, error, refetch } = useGalleryTest(evaluationId);
  if (test !== undefined) return <GalleryView key={evaluationId} test={test} />;
  return (
    <Page title="Predictions">
      {error === null ? (
        <Stack spacing={1} role="status" aria-label="Fetching the predictions">
          <Skeleton variant="rounded" height={38} />
          <Skeleton variant="rounded" height={320} />
        </Stack>
      ) : describeError(error).code === 'not_found' ? (
        <EmptyState
          title="There is no such test"
          action={
            <Button component={Link} to="/runs" variant="contained">
              All runs
            </Button>
          }
        >
          Its run may have been deleted, or the link may be of another workspace.
        </EmptyState>
      ) : (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
}
