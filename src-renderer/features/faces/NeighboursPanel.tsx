import { Box, Button, Stack, Typography } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { FaceImage } from '#renderer/components/FaceImage.tsx';
import { formatCount, formatMetric } from '#renderer/components/format.ts';
import { JobProgress } from '#renderer/components/JobProgress.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { Neighbour, TestedFace } from '#shared/contract/faces.ts';
import { className } from '#shared/domain/labels.ts';
import { OUTCOME_PARTS } from '#shared/domain/outcomes.ts';
import { useEmbed, useNeighbours, useRunningEmbedding } from './queries.ts';
import { faceLink } from './search.ts';

const route = getRouteApi('/predictions/$evaluationId/faces/$imageId');
const PICTURE_PX = 96;

/** Faces of the test that the network takes for the like of this one: by the angle between what it makes of them before its last layer. */
export function NeighboursPanel({ face }: { readonly face: TestedFace }) {
  const { data, error, refetch } = useNeighbours(face);
  const { data: job } = useRunningEmbedding(face.evaluationId);
  const embed = useEmbed();
  const start = () => embed.mutate({ evaluationId: face.evaluationId });
  if (data === undefined)
    return error === null ? null : (
      <Panel title="Neighbours">
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </Panel>
    );
  const isComplete = data.embeddedCount >= data.imageCount;
  const known = `${formatCount(data.embeddedCount)} of ${formatCount(data.imageCount)} faces`;
  return (
    <Panel
      title="Neighbours"
      subtitle={
        data.nearest === null ? undefined : `by the cosine of the embeddings${isComplete ? '' : `, among ${known}`}`
      }
    >
      <Stack spacing={1.5}>
        {data.nearest !== null && <Neighbours face={face} nearest={data.nearest} />}
        {job != null ? (
          <JobProgress job={job} />
        ) : (
          !isComplete && (
            <Stack direction="row" spacing={2} sx={{ alignItems: 'center' }}>
              <Typography variant="body2" sx={{ color: 'text.secondary', flexGrow: 1 }}>
                {data.nearest === null
                  ? 'Not computed: the network has to look at every face of the test once more.'
                  : `${known} are compared.`}
              </Typography>
              <Button variant="outlined" disabled={embed.isPending} onClick={start}>
                {data.nearest === null ? 'Compute' : 'Compute the rest'}
              </Button>
            </Stack>
          )
        )}
      </Stack>
    </Panel>
  );
}

function Neighbours({ face, nearest }: { readonly face: TestedFace; readonly nearest: readonly Neighbour[] }) {
  const search = route.useSearch();
  if (nearest.length === 0)
    return (
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        There is no other face to compare with.
      </Typography>
    );
  return (
    <Box
      component="ul"
      aria-label="Nearest faces"
      sx={{
        ...{ display: 'grid', gap: 1.5, m: 0, p: 0, listStyle: 'none' },
        gridTemplateColumns: `repeat(auto-fill, minmax(${PICTURE_PX}px, 1fr))`,
      }}
    >
      {nearest.map(({ imageId, path, label, score, similarity, outcome }) => (
        <Stack component="li" key={imageId} sx={{ gap: 0.25, minWidth: 0, typography: 'caption' }}>
          <PageLink link={faceLink(face.evaluationId, imageId, search)} title={path}>
            <Box sx={PICTURE}>
              <FaceImage source={`images/${imageId}`} sizePx={PICTURE_PX} alt={`${path}, ${className(label)}`} />
            </Box>
          </PageLink>
          <Stack direction="row" sx={{ justifyContent: 'space-between' }}>
            <ClassMark label={label} />
            <span title="P(fake)">{formatMetric(score, 3)}</span>
          </Stack>
          <Stack
            direction="row"
            sx={{ justifyContent: 'space-between', columnGap: 1, flexWrap: 'wrap', color: 'text.secondary' }}
          >
            <span>{OUTCOME_PARTS[outcome].isRight ? 'right' : 'wrong'}</span>
            <span title="Cosine of the angle between the embeddings">{`cos ${similarity.toFixed(3)}`}</span>
          </Stack>
        </Stack>
      ))}
    </Box>
  );
}

const PICTURE = {
  ...{ aspectRatio: '1', overflow: 'hidden', borderRadius: 1, bgcolor: 'face.backdrop', color: 'common.white' },
  '& > img': { width: '100%', height: '100%', objectFit: 'contain', display: 'block' },
} as const;
