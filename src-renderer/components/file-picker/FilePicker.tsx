import { Dialog, DialogTitle } from '@mui/material';
import { type EntryKind, namedKinds } from './entries.ts';
import { FolderBrowser } from './FolderBrowser.tsx';

export type FilePickerProps = {
  readonly open: boolean;
  /** What may be picked: ['csv', 'folder']. */
  readonly kinds: readonly EntryKind[];
  /** Gets an absolute path. */
  readonly onPick: (path: string, kind: EntryKind) => void;
  readonly onClose: () => void;
  /** Where to begin: a folder, or a file, which begins in its folder. Null = where the program was started. */
  readonly startPath: string | null;
  readonly title?: string;
};

/** Chooses a file or folder of the machine that Facet runs on: the same in the window and in a browser. */
export function FilePicker({ open, kinds, onPick, onClose, startPath, title }: FilePickerProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      fullWidth
      maxWidth="md"
      aria-labelledby="file-picker-title"
      slotProps={{ paper: { sx: { height: 'min(640px, calc(100vh - 64px))' } } }}
    >
      <DialogTitle id="file-picker-title">{title ?? `Choose a ${namedKinds(kinds)}`}</DialogTitle>
      <FolderBrowser kinds={kinds} startPath={startPath} onPick={onPick} onClose={onClose} />
    </Dialog>
  );
}
