import { Box, ButtonBase, Stack } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { FaceImage } from '#renderer/components/FaceImage.tsx';
import { formatMetric } from '#renderer/components/format.ts';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import type { Try } from '#shared/contract/tries.ts';
import { shortName } from './TriedView.tsx';

const route = getRouteApi('/try');
const PICTURE_PX = 88;

/** All images of a try, to choose the one in large; bad ones keep their place. */
export function TriedStrip({ tried, shown }: { readonly tried: Try; readonly shown: number }) {
  const navigate = route.useNavigate();
  const show = (index: number) =>
    void navigate({
      search: (before) => ({ ...before, image: Math.min(tried.images.length - 1, Math.max(0, index)) }),
      replace: true,
    });
  useShortcut({
    keys: ['Left', ','],
    description: 'Previous image',
    group: 'Try',
    isHidden: true,
    run: () => show(shown - 1),
  });
  useShortcut({
    keys: ['Right', '.'],
    description: 'Next image',
    group: 'Try',
    isHidden: true,
    run: () => show(shown + 1),
  });
  return (
    <Stack
      component="ul"
      direction="row"
      aria-label="Images"
      sx={{ gap: 1, m: 0, p: 0.5, listStyle: 'none', overflowX: 'auto' }}
    >
      {tried.images.map((image) => (
        <li key={image.index}>
          <ButtonBase
            aria-pressed={image.index === shown}
            title={shortName(image.name)}
            onClick={() => show(image.index)}
            sx={{
              ...{ display: 'block', width: PICTURE_PX + 8, p: 0.5, borderRadius: 1, typography: 'caption' },
              ...{
                outline: 2,
                outlineStyle: 'solid',
                outlineColor: image.index === shown ? 'primary.main' : 'transparent',
              },
            }}
          >
            <Box component="span" sx={HEARD_ONLY}>{`${shortName(image.name)}, `}</Box>
            <Box sx={PICTURE}>
              {image.kind === 'tried' && (
                <FaceImage source={`tries/${tried.id}/${image.index}/seen`} sizePx={PICTURE_PX} alt="" />
              )}
            </Box>
            <Stack direction="row" sx={{ justifyContent: 'space-between', minHeight: 18 }}>
              {image.kind === 'tried' ? (
                <>
                  <ClassMark label={image.predicted} />
                  <span>{formatMetric(image.score, 3)}</span>
                </>
              ) : (
                <span>{image.kind === 'bad' ? 'not read' : 'waits'}</span>
              )}
            </Stack>
          </ButtonBase>
        </li>
      ))}
    </Stack>
  );
}

const HEARD_ONLY = {
  ...{ position: 'absolute', width: '1px', height: '1px' },
  ...{ overflow: 'hidden', whiteSpace: 'nowrap', clipPath: 'inset(50%)' },
} as const;
const PICTURE = {
  ...{ height: PICTURE_PX, borderRadius: 1, overflow: 'hidden', bgcolor: 'face.backdrop', mb: 0.25 },
  '& > img': { width: '100%', height: '100%', objectFit: 'contain', display: 'block' },
} as const;
