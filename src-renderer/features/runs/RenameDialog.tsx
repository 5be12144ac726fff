import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { type FormEvent, useState } from 'react';
import { describeError } from '#renderer/api/errors.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import { useRenameRun } from './queries.ts';

export type RenameDialogProps = { readonly run: Pick<RunRow, 'id' | 'name'>; readonly onClose: () => void };

const LONGEST_NAME = 100;

/** Another name for a run; its id and folder stay. */
export function RenameDialog({ run, onClose }: RenameDialogProps) {
  const [name, setName] = useState(run.name);
  const rename = useRenameRun();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate({ runId: run.id, name: name.trim() }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="rename-run">
      <form onSubmit={submit}>
        <DialogTitle id="rename-run">Rename {run.name}</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            fullWidth
            margin="dense"
            label="Name"
            value={name}
            onChange={({ target }) => setName(target.value)}
            error={rename.isError}
            helperText={rename.isError ? describeError(rename.error).message : 'Its id and its folder stay the same.'}
            slotProps={{ htmlInput: { maxLength: LONGEST_NAME } }}
          />
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={name.trim() === '' || rename.isPending}>
            Rename
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
