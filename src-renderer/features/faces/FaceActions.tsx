import PreviousIcon from '@mui/icons-material/KeyboardArrowLeftOutlined';
import NextIcon from '@mui/icons-material/KeyboardArrowRightOutlined';
import { Button, Stack, Typography } from '@mui/material';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { formatCount } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { StepButton } from '#renderer/components/StepButton.tsx';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import type { TestedFace } from '#shared/contract/faces.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { ExportButtons } from './ExportButtons.tsx';
import { prefetchFace, usePlace } from './queries.ts';
import { faceLink, galleryLink, gallerySearchOf } from './search.ts';
import type { FaceMap } from './use-face-map.ts';
import type { Looks } from './use-looks.ts';

export type FaceActionsProps = {
  readonly face: TestedFace;
  readonly looks: Looks;
  readonly map: FaceMap;
  readonly threshold: number;
};

/** From face to face in the order of the gallery, back to it, and out of the program. */
export function FaceActions({ face, looks, map, threshold }: FaceActionsProps) {
  const search = route.useSearch();
  const router = useRouter();
  const gallery = gallerySearchOf(search);
  const { data: place, isPlaceholderData } = usePlace(face, gallery);
  const { evaluationId } = face;
  const goTo = (imageId: ImageId | null | undefined) => () => {
    if (imageId != null && !isPlaceholderData) router.history.replace(faceLink(evaluationId, imageId, search));
  };
  const [previous, next] = [place?.previous ?? null, place?.next ?? null];
  useEffect(() => {
    for (const imageId of [previous, next]) if (imageId !== null) prefetchFace({ evaluationId, imageId });
  }, [evaluationId, previous, next]);
  useShortcut({
    keys: ['Left', ','],
    description: 'Previous face',
    group: 'Face',
    isHidden: true,
    run: goTo(previous),
  });
  useShortcut({ keys: ['Right', '.'], description: 'Next face', group: 'Face', isHidden: true, run: goTo(next) });
  const back = galleryLink(evaluationId, { ...gallery, face: face.imageId });
  useShortcut({ keys: 'Esc', description: 'Back to the gallery', group: 'Face', run: () => router.history.push(back) });
  return (
    <>
      <Stack direction="row" sx={{ alignItems: 'center' }}>
        <StepButton label="Previous face" keys="," isDisabled={previous === null} onClick={goTo(previous)}>
          <PreviousIcon fontSize="small" />
        </StepButton>
        <Typography
          variant="body2"
          sx={{ color: 'text.secondary', whiteSpace: 'nowrap', minWidth: 72, textAlign: 'center' }}
        >
          {place === undefined
            ? ''
            : place.index === null
              ? 'not in the filter'
              : `${formatCount(place.index + 1)} of ${formatCount(place.total)}`}
        </Typography>
        <StepButton label="Next face" keys="." isDisabled={next === null} onClick={goTo(next)}>
          <NextIcon fontSize="small" />
        </StepButton>
      </Stack>
      <Button component={PageLink} link={back} variant="outlined" color="inherit">
        Gallery
      </Button>
      <ExportButtons face={face} looks={looks} map={map} threshold={threshold} />
    </>
  );
}

const route = getRouteApi('/predictions/$evaluationId/faces/$imageId');
