import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Skeleton, TextField } from '@mui/material';
import { useState } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { MONOSPACE } from '#renderer/theme.ts';
import type { QueueEntry } from '#shared/contract/training.ts';
import { useConfiguration, useEdit } from './queries.ts';

export type EditEntryDialogProps = { readonly entry: QueueEntry; readonly onClose: () => void };

/** The configuration of a training that waits. It keeps its place. */
export function EditEntryDialog({ entry, onClose }: EditEntryDialogProps) {
  const { data, error } = useConfiguration(entry.id);
  const [typed, setTyped] = useState<string | null>(null);
  const edit = useEdit();
  const yaml = typed ?? data?.yaml;
  const save = () => {
    if (yaml !== undefined) edit.mutate({ entryId: entry.id, yaml }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="edit-entry">
      <DialogTitle id="edit-entry">Configuration of {entry.name}</DialogTitle>
      <DialogContent>
        {error !== null && <ErrorNotice error={error} />}
        {edit.error !== null && <ErrorNotice error={edit.error} />}
        {yaml === undefined ? (
          error === null && <Skeleton variant="rounded" height={360} />
        ) : (
          <TextField
            multiline
            fullWidth
            margin="dense"
            minRows={16}
            maxRows={24}
            label="YAML"
            value={yaml}
            onChange={(event) => setTyped(event.target.value)}
            slotProps={{
              htmlInput: { spellCheck: false, sx: { fontFamily: MONOSPACE, whiteSpace: 'pre', overflowX: 'auto' } },
            }}
          />
        )}
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={onClose}>
          Cancel
        </Button>
        <Button variant="contained" disabled={typed === null || edit.isPending} onClick={save}>
          Save
        </Button>
      </DialogActions>
    </Dialog>
  );
}
