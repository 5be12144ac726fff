import DropIcon from '@mui/icons-material/FileDownloadOutlined';
import { Box, Stack, Typography } from '@mui/material';
import { type DragEvent, type ReactNode, useState } from 'react';

export type DropImagesProps = {
  /** In a browser: their bytes. */
  readonly onFiles: (files: readonly File[]) => void;
  /** In the window: where they lie. */
  readonly onPaths: (paths: readonly string[]) => void;
  readonly children: ReactNode;
};

/** A page that takes images wherever they are dropped on it. */
export function DropImages({ onFiles, onPaths, children }: DropImagesProps) {
  const [depth, setDepth] = useState(0); // of elements that were entered and not left: a drag fires for each of them
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDepth(0);
    const files = [...event.dataTransfer.files];
    if (files.length === 0) return;
    const bridge = window.facet;
    if (bridge === undefined) onFiles(files);
    else onPaths(files.map((file) => bridge.pathOfFile(file)));
  };
  return (
    <Box
      sx={{ position: 'relative', height: '100%' }}
      onDragEnter={(event) => hasFiles(event) && setDepth((before) => before + 1)}
      onDragLeave={(event) => hasFiles(event) && setDepth((before) => Math.max(0, before - 1))}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()} // else the browser opens the file
      onDrop={onDrop}
    >
      {children}
      {depth > 0 && (
        <Stack sx={OVERLAY}>
          <DropIcon fontSize="large" color="primary" />
          <Typography variant="h2">Drop images to try them</Typography>
        </Stack>
      )}
    </Box>
  );
}

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');

const OVERLAY = {
  ...{ position: 'absolute', inset: 8, zIndex: 'modal', alignItems: 'center', justifyContent: 'center', gap: 1 },
  ...{ border: 2, borderStyle: 'dashed', borderColor: 'primary.main', borderRadius: 2 },
  ...{ bgcolor: 'background.paper', opacity: 0.94, pointerEvents: 'none' }, // the drop belongs to the page below
} as const;
