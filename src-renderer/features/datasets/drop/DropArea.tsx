import DropIcon from '@mui/icons-material/FileDownloadOutlined';
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { formatBytes, formatCount } from '#renderer/components/format.ts';
import { WorkProgress } from '#renderer/components/WorkProgress.tsx';
import type { UploadProgress } from './upload.ts';
import { useDrop } from './use-drop.ts';

export type DropAreaProps = {
  /** The CSV or folder that was dropped; in a browser, what the workspace has made of it. */
  readonly onPath: (path: string) => void;
  readonly children: ReactNode;
};

/** A page that takes files wherever they are dropped on it. */
export function DropArea({ onPath, children }: DropAreaProps) {
  const { isOver, upload, handlers } = useDrop(onPath);
  return (
    <Box sx={{ position: 'relative', height: '100%' }} {...handlers}>
      {children}
      {isOver && <Overlay />}
      <UploadDialog isOpen={upload.isRunning} progress={upload.progress} onCancel={upload.cancel} />
    </Box>
  );
}

function Overlay() {
  return (
    <Stack
      sx={{
        position: 'absolute',
        inset: 8,
        zIndex: 'modal',
        alignItems: 'center',
        justifyContent: 'center',
        gap: 1,
        border: 2,
        borderStyle: 'dashed',
        borderColor: 'primary.main',
        borderRadius: 2,
        bgcolor: 'background.paper',
        opacity: 0.94,
        pointerEvents: 'none', // the drop belongs to the page below
      }}
    >
      <DropIcon fontSize="large" color="primary" />
      <Typography variant="h2">Drop a CSV or a folder of faces</Typography>
    </Stack>
  );
}

type UploadDialogProps = {
  readonly isOpen: boolean;
  readonly progress: UploadProgress | null;
  readonly onCancel: () => void;
};

function UploadDialog({ isOpen, progress, onCancel }: UploadDialogProps) {
  return (
    <Dialog open={isOpen} fullWidth maxWidth="xs" aria-labelledby="upload-title">
      <DialogTitle id="upload-title">Taking the files into the workspace</DialogTitle>
      <DialogContent>
        <WorkProgress
          label="Taking the files into the workspace"
          unit={null}
          done={progress?.doneBytes ?? 0}
          total={progress?.totalBytes ?? null}
          remainingMs={null}
        />
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {progress === null
            ? 'Reading the names of the files.'
            : `${formatCount(progress.doneFiles)} files, ${formatBytes(progress.doneBytes)} of ${formatBytes(progress.totalBytes)}.`}{' '}
          They stay on this machine.
        </Typography>
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={onCancel}>
          Cancel
        </Button>
      </DialogActions>
    </Dialog>
  );
}
