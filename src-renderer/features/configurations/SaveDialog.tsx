import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useState } from 'react';
import { describeError } from '#renderer/api/errors.ts';
import type { Preset } from '#shared/contract/configurations.ts';
import { useSavePreset } from './queries.ts';

export type SaveDialogProps = {
  readonly yaml: string;
  readonly initialName: string;
  /** Names that the workspace has. */
  readonly taken: readonly string[];
  readonly onSaved: (preset: Preset) => void;
  readonly onClose: () => void;
};

/** Asks for a name, says what is wrong with it, and replaces only what it named before. */
export function SaveDialog({ yaml, initialName, taken, onSaved, onClose }: SaveDialogProps) {
  const [name, setName] = useState(initialName);
  const save = useSavePreset({ showsError: true });
  const trimmed = name.trim();
  const replaces = taken.includes(trimmed);
  const submit = () => save.mutate({ name: trimmed, yaml, replaces }, { onSuccess: onSaved });
  const problem = save.error === null ? null : describeError(save.error);
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="save-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <DialogTitle id="save-title">Save into the workspace</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            fullWidth
            margin="dense"
            label="Name"
            value={name}
            onChange={({ target }) => {
              setName(target.value);
              save.reset();
            }}
            error={problem !== null}
            helperText={
              problem === null
                ? replaces
                  ? `This replaces the earlier "${trimmed}"; it can be undone.`
                  : `A file in the workspace: configurations/${trimmed === '' ? 'name' : trimmed}.yaml`
                : `${problem.message} ${problem.hint ?? ''}`
            }
            slotProps={{ htmlInput: { maxLength: 80, spellCheck: false, autoComplete: 'off' } }}
          />
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={trimmed === '' || save.isPending}>
            {replaces ? 'Replace' : 'Save'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
