import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Stack,
  TextField,
} from '@mui/material';
import { type FormEvent, useState } from 'react';
import { LONGEST_NOTE, type MarkSelection } from '#shared/contract/marks.ts';
import { useNote } from '../queries.ts';

export type NoteDialogProps = {
  readonly selection: MarkSelection;
  /** "37 selected" */
  readonly about: string;
  readonly onClose: () => void;
};

/** One note for all of the faces: below what stands there, or in its place. */
export function NoteDialog({ selection, about, onClose }: NoteDialogProps) {
  const [text, setText] = useState('');
  const [isAdded, setAdded] = useState(true);
  const write = useNote();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate({ selection, text, isAdded }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="note-faces">
      <form onSubmit={submit}>
        <DialogTitle id="note-faces">Note on {about}</DialogTitle>
        <DialogContent>
          <Stack spacing={1} sx={{ pt: 1 }}>
            <TextField
              autoFocus
              multiline
              minRows={4}
              label="Note"
              value={text}
              onChange={({ target }) => setText(target.value)}
              slotProps={{ htmlInput: { maxLength: LONGEST_NOTE } }}
            />
            <FormControlLabel
              control={<Checkbox checked={isAdded} onChange={(_, isOn) => setAdded(isOn)} />}
              label="Below the notes that stand there (else in their place)"
            />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={(isAdded && text.trim() === '') || write.isPending}>
            {!isAdded && text.trim() === '' ? 'Take the notes away' : 'Write'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
