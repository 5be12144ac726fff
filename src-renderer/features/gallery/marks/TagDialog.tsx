import {
  Autocomplete,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  TextField,
} from '@mui/material';
import { type FormEvent, useState } from 'react';
import { LONGEST_TAG, type MarkSelection } from '#shared/contract/marks.ts';
import { useTag, useTags } from '../queries.ts';

export type TagDialogProps = {
  readonly selection: MarkSelection;
  /** "37 selected" */
  readonly about: string;
  readonly onClose: () => void;
};

const cleaned = (tags: readonly string[]) => [
  ...new Set(tags.map((tag) => tag.trim().slice(0, LONGEST_TAG)).filter((tag) => tag !== '')),
];

/** Tags that the faces get, and tags that they lose; all others stay. */
export function TagDialog({ selection, about, onClose }: TagDialogProps) {
  const known = (useTags().data ?? []).map(({ tag }) => tag);
  const [add, setAdd] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState('');
  const [remove, setRemove] = useState<readonly string[]>([]);
  const change = useTag();
  const adding = cleaned([...add, typed]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ selection, add: adding, remove: cleaned(remove) }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="tag-faces">
      <form onSubmit={submit}>
        <DialogTitle id="tag-faces">Tag {about}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            <Autocomplete
              multiple
              freeSolo
              options={known}
              value={[...add]}
              onChange={(_, tags) => setAdd(cleaned(tags))}
              onInputChange={(_, text) => setTyped(text)}
              renderInput={(props) => (
                <TextField
                  {...props}
                  autoFocus
                  label="Add"
                  helperText={`Enter after each; up to ${LONGEST_TAG} characters`}
                />
              )}
            />
            {known.length > 0 && (
              <Autocomplete
                multiple
                options={known}
                value={[...remove]}
                onChange={(_, tags) => setRemove(tags)}
                renderInput={(props) => <TextField {...props} label="Take away" />}
              />
            )}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant="contained"
            disabled={(adding.length === 0 && remove.length === 0) || change.isPending}
          >
            Tag {about}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
