import { Box, Stack, Typography } from '@mui/material';
import { FaceImage } from '#renderer/components/FaceImage.tsx';
import type { ExampleFace } from '#shared/contract/datasets.ts';

export type ExampleFacesProps = {
  readonly faces: readonly ExampleFace[];
  readonly inspectionId: string;
  readonly isOld: boolean;
  /** Some value stands for the class. */
  readonly hasValues: boolean;
};

const SIDE_PX = 128;

/** Up to six faces in a row. */
export function ExampleFaces({ faces, inspectionId, isOld, hasValues }: ExampleFacesProps) {
  if (faces.length === 0)
    return (
      <Stack sx={{ minHeight: 96, justifyContent: 'center' }}>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {hasValues ? 'No file of these rows was found.' : 'No value means this yet.'}
        </Typography>
      </Stack>
    );
  return (
    <Box sx={{ ...ROW, opacity: isOld ? 0.45 : 1 }}>
      {faces.map(({ line, path }) => (
        <Box key={line} title={`Line ${line}: ${path}`} sx={FRAME}>
          <FaceImage source={`inspections/${inspectionId}/${line}`} sizePx={SIDE_PX} alt={`Line ${line}: ${path}`} />
        </Box>
      ))}
    </Box>
  );
}

/** Six in a row, as large as there is room. */
const ROW = {
  display: 'grid',
  gridTemplateColumns: 'repeat(6, minmax(0, 128px))',
  gap: 1,
} as const;

const FRAME = {
  aspectRatio: '1',
  display: 'grid',
  placeItems: 'center',
  borderRadius: 0.5,
  overflow: 'hidden',
  bgcolor: 'face.backdrop',
  color: 'common.white',
  typography: 'caption',
  '& img': { width: '100%', height: '100%', objectFit: 'contain' },
} as const;
