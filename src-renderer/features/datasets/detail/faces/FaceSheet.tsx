import CloseIcon from '@mui/icons-material/CloseOutlined';
import PreviousIcon from '@mui/icons-material/KeyboardArrowLeftOutlined';
import NextIcon from '@mui/icons-material/KeyboardArrowRightOutlined';
import { Box, Stack, Typography } from '@mui/material';
import { useEffect, useEffectEvent } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { FaceImage } from '#renderer/components/FaceImage.tsx';
import { formatCount } from '#renderer/components/format.ts';
import { StepButton } from '#renderer/components/StepButton.tsx';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import type { FaceDetail } from '#shared/contract/datasets.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { type FaceOrder, useFace, useFacePlace } from '../queries.ts';
import { FaceActions } from './FaceActions.tsx';
import { FaceFacts } from './FaceFacts.tsx';
import { FaceHistory } from './FaceHistory.tsx';

export type FaceSheetProps = {
  readonly imageId: ImageId;
  /** Among which faces left and right lead. */
  readonly order: FaceOrder;
  readonly onShow: (imageId: ImageId) => void;
  /** Where it stands in the order, as soon as that is known. */
  readonly onPlace: (index: number) => void;
  readonly onClose: () => void;
};

const WIDTH_PX = 380;
const PICTURE_PX = WIDTH_PX - 32;

/** One face in large, with all that is known of it, beside the grid. */
export function FaceSheet({ imageId, order, onShow, onPlace, onClose }: FaceSheetProps) {
  const { data: face, error, refetch } = useFace(imageId);
  const { data: place, isPlaceholderData } = useFacePlace(order, imageId);
  const index = place?.index ?? null;
  const tellPlace = useEffectEvent(onPlace);
  useEffect(() => {
    if (index !== null && !isPlaceholderData) tellPlace(index);
  }, [index, isPlaceholderData]);
  const step = (to: ImageId | null | undefined) => () => {
    if (to != null && !isPlaceholderData) onShow(to);
  };
  const previous = step(place?.previous);
  const next = step(place?.next);
  useShortcut({ keys: ['Left', ','], description: 'Previous face', group: 'Faces', isHidden: true, run: previous });
  useShortcut({ keys: ['Right', '.'], description: 'Next face', group: 'Faces', isHidden: true, run: next });
  useShortcut({ keys: 'Esc', description: 'Close the face', group: 'Faces', isHidden: true, run: onClose });
  return (
    <Box
      component="aside"
      aria-label="The face in large"
      sx={{
        width: WIDTH_PX,
        flexShrink: 0,
        borderLeft: 1,
        borderColor: 'divider',
        overflow: 'auto',
        bgcolor: 'background.paper',
      }}
    >
      <Stack direction="row" sx={{ px: 2, py: 1, alignItems: 'center', gap: 0.5 }}>
        <Typography variant="h3" component="h2" noWrap sx={{ flexGrow: 1, minWidth: 0 }} title={face?.path ?? ''}>
          {face?.path.split('/').at(-1) ?? ''}
        </Typography>
        <Box sx={{ typography: 'caption', color: 'text.secondary', whiteSpace: 'nowrap' }}>
          {place === undefined
            ? ''
            : index === null
              ? 'not in the filter'
              : `${formatCount(index + 1)} of ${formatCount(place.total)}`}
        </Box>
        <StepButton label="Previous face" keys="," isDisabled={place?.previous == null} onClick={previous}>
          <PreviousIcon fontSize="small" />
        </StepButton>
        <StepButton label="Next face" keys="." isDisabled={place?.next == null} onClick={next}>
          <NextIcon fontSize="small" />
        </StepButton>
        <StepButton label="Close" keys="Esc" isDisabled={false} onClick={onClose}>
          <CloseIcon fontSize="small" />
        </StepButton>
      </Stack>
      {error !== null && face === undefined && (
        <Box sx={{ px: 2 }}>
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        </Box>
      )}
      {face !== undefined && <Face face={face} />}
    </Box>
  );
}

function Face({ face }: { readonly face: FaceDetail }) {
  return (
    <Stack spacing={2} sx={{ px: 2, pb: 3 }}>
      <Box sx={PICTURE}>
        <FaceImage source={`images/${face.id}`} sizePx={PICTURE_PX} alt={face.path} isEager />
      </Box>
      <FaceActions face={face} />
      <FaceFacts face={face} />
      {face.history.length > 0 && <FaceHistory history={face.history} />}
    </Stack>
  );
}

const PICTURE = {
  height: PICTURE_PX,
  display: 'grid',
  placeItems: 'center',
  bgcolor: 'face.backdrop',
  borderRadius: 1,
  overflow: 'hidden',
  color: 'common.white',
  '& img': { width: '100%', height: PICTURE_PX, objectFit: 'contain' },
} as const;
