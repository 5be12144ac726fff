import { Skeleton } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { FaceView } from './FaceView.tsx';
import { type FaceKey, useFace } from './queries.ts';

const route = getRouteApi('/predictions/$evaluationId/faces/$imageId');

/** One face of a test: what the network says of it and where it looked. */
export function FacePage() {
  const { evaluationId, imageId } = route.useParams();
  const key = {
    evaluationId: EvaluationId.safeParse(Number(evaluationId)),
    imageId: ImageId.safeParse(Number(imageId)),
  };
  if (key.evaluationId.success && key.imageId.success)
    return <Known evaluationId={key.evaluationId.data} imageId={key.imageId.data} />;
  return (
    <Page title="Face">
      <ErrorNotice error={new Error(`There is no face at /predictions/${evaluationId}/faces/${imageId}.`)} />
    </Page>
  );
}

function Known(key: FaceKey) {
  const { data: face, error, refetch } = useFace(key);
  if (face !== undefined) return <FaceView face={face} />;
  return (
    <Page title="Face">
      {error === null ? (
        <Skeleton variant="rounded" height={420} role="status" aria-label="Fetching the face" />
      ) : (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
}
