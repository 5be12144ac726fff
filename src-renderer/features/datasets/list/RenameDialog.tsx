import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useState } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import type { DatasetId } from '#shared/domain/records.ts';
import { useRenameDataset } from '../queries.ts';

export type RenameDialogProps = {
  readonly datasetId: DatasetId;
  readonly name: string;
  readonly onClose: () => void;
};

export function RenameDialog({ datasetId, name: before, onClose }: RenameDialogProps) {
  const [name, setName] = useState(before);
  const rename = useRenameDataset();
  const canSave = name.trim() !== '' && !rename.isPending;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="rename-dataset">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) rename.mutate({ datasetId, name: name.trim() }, { onSuccess: onClose });
        }}
      >
        <DialogTitle id="rename-dataset">Rename the data set</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            fullWidth
            label="Name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            onFocus={(event) => event.target.select()}
            slotProps={{ htmlInput: { maxLength: 100 } }}
            sx={{ mt: 1 }}
          />
          {rename.error !== null && <ErrorNotice error={rename.error} />}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={!canSave}>
            Rename
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
