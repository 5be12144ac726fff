import { Box, Button } from '@mui/material';
import { FaceImage } from '#renderer/components/FaceImage.tsx';
import { plural } from '#renderer/components/format.ts';
import { useChangeSettings, useSettings } from '../queries.ts';

const THUMBNAIL_PX = 40;

/** The faces that the training will be watched by after each epoch. */
export function PinnedFaces() {
  const { data: settings } = useSettings();
  const change = useChangeSettings();
  const pinned = settings?.pinnedFaces ?? [];
  if (pinned.length === 0)
    return 'Four real and four fake faces that it is not trained on, drawn at random. Pin others on the page of a data set.';
  return (
    <>
      {plural(pinned.length, 'pinned face')}
      <Button size="small" disabled={change.isPending} onClick={() => change.mutate({ pinnedFaces: [] })}>
        Unpin all
      </Button>
      <Box
        component="ul"
        aria-label="Pinned faces"
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, m: 0, p: 0, listStyle: 'none' }}
      >
        {pinned.map((imageId) => (
          <li key={imageId}>
            <FaceImage source={`images/${imageId}`} sizePx={THUMBNAIL_PX} alt={`Pinned face ${imageId}`} />
          </li>
        ))}
      </Box>
    </>
  );
}
