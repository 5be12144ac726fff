import { Box, Button, Stack, Link as TextLink } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { FaceImage } from '#renderer/components/FaceImage.tsx';
import { raiseError } from '#renderer/components/notices/notice-store.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { type FaceItem, HASH_BITS, type NearPair } from '#shared/contract/datasets.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { useRevise } from '../queries.ts';
import { datasetLink } from '../search.ts';
import { AmberMark } from './AmberMark.tsx';

const PICTURE_PX = 112;

export type PairLineProps = { readonly pair: NearPair; readonly datasetId: DatasetId };

/** Two pictures side by side, what is wrong with there being two, and a way out for each. */
export function PairLine({ pair, datasetId }: PairLineProps) {
  const { first, second, distance, isExact, crossesSplits, hasOtherLabel } = pair;
  return (
    <Stack direction="row" spacing={2} sx={{ alignItems: 'center' }}>
      <Side face={first} datasetId={datasetId} />
      <Side face={second} datasetId={datasetId} />
      <Stack spacing={0.5} sx={{ typography: 'body2', minWidth: 190 }}>
        <span>
          {isExact
            ? 'The same file'
            : distance === 0
              ? 'Alike in all that is compared'
              : `${distance} of ${HASH_BITS} bits differ`}
        </span>
        <AmberMark isAmber={crossesSplits} word={`across splits: ${first.split} and ${second.split}`} otherwise="" />
        <AmberMark isAmber={hasOtherLabel} word="called real and fake" otherwise="" />
      </Stack>
    </Stack>
  );
}

function Side({ face, datasetId }: { readonly face: FaceItem; readonly datasetId: DatasetId }) {
  const revise = useRevise();
  const change = { kind: face.isExcluded ? 'include' : 'exclude' } as const;
  return (
    <Stack direction="row" spacing={1.5} sx={{ flex: '1 1 0', minWidth: 0, alignItems: 'center' }}>
      <Box sx={{ ...PICTURE, opacity: face.isExcluded ? 0.4 : 1 }}>
        <FaceImage source={`images/${face.id}`} sizePx={PICTURE_PX} alt={face.path} />
      </Box>
      <Stack spacing={0.25} sx={{ minWidth: 0, typography: 'body2', alignItems: 'flex-start' }}>
        <TextLink
          component={PageLink}
          link={datasetLink(datasetId, { tab: 'faces', face: face.id })}
          color="inherit"
          title={face.path}
          sx={{ maxWidth: '100%', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
        >
          {face.path}
        </TextLink>
        <Box sx={{ color: 'text.secondary' }}>
          <ClassMark label={face.label} /> · {face.isExcluded ? 'excluded' : (face.split ?? 'no split given')}
        </Box>
        <Button
          color="inherit"
          variant="outlined"
          disabled={revise.isPending}
          aria-label={`${face.isExcluded ? 'Include again' : 'Exclude'}: ${face.path}`}
          onClick={() =>
            revise.mutate(
              { datasetId, selection: { imageIds: [face.id] }, change },
              { onError: (error) => raiseError(error) },
            )
          }
        >
          {face.isExcluded ? 'Include again' : 'Exclude'}
        </Button>
      </Stack>
    </Stack>
  );
}

const PICTURE = {
  width: PICTURE_PX,
  height: PICTURE_PX,
  flexShrink: 0,
  display: 'grid',
  placeItems: 'center',
  bgcolor: 'face.backdrop',
  color: 'common.white',
  typography: 'caption',
  borderRadius: 1,
  overflow: 'hidden',
  '& img': { width: PICTURE_PX, height: PICTURE_PX, objectFit: 'contain' },
} as const;
