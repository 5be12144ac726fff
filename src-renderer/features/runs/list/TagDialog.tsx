import {
  Autocomplete,
  Button,
  Chip,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  TextField,
  Typography,
} from '@mui/material';
import { type FormEvent, useState } from 'react';
import { plural } from '#renderer/components/format.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import { useTagRuns } from '../queries.ts';

export type TagDialogProps = {
  readonly runs: readonly RunRow[];
  /** Used anywhere, to choose from. */
  readonly knownTags: readonly string[];
  readonly onClose: () => void;
};

/** Tags that the chosen runs get, and tags that they lose; all others stay. */
export function TagDialog({ runs, knownTags, onClose }: TagDialogProps) {
  const [add, setAdd] = useState<readonly string[]>([]);
  const [remove, setRemove] = useState<ReadonlySet<string>>(new Set());
  const change = useTagRuns();
  const present = [...new Set(runs.flatMap(({ tags }) => tags))].sort();
  const toggle = (tag: string) => {
    const next = new Set(remove);
    if (!next.delete(tag)) next.add(tag);
    setRemove(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ runIds: runs.map(({ id }) => id), add: [...add], remove: [...remove] }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="tag-runs">
      <form onSubmit={submit}>
        <DialogTitle id="tag-runs">Tag {runs.length === 1 ? runs[0]?.name : plural(runs.length, 'run')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            <Autocomplete
              multiple
              freeSolo
              options={knownTags}
              value={[...add]}
              onChange={(_, tags) => setAdd([...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))])}
              renderInput={(props) => (
                <TextField {...props} autoFocus label="Add" helperText="Enter after each; up to 50 characters" />
              )}
            />
            {present.length > 0 && (
              <Stack spacing={0.75}>
                <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                  Take away: click what is to go
                </Typography>
                <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 0.75 }}>
                  {present.map((tag) => (
                    <Chip
                      key={tag}
                      label={remove.has(tag) ? `remove: ${tag}` : tag}
                      variant={remove.has(tag) ? 'filled' : 'outlined'}
                      aria-pressed={remove.has(tag)}
                      onClick={() => toggle(tag)}
                      sx={remove.has(tag) ? { textDecoration: 'line-through' } : {}}
                    />
                  ))}
                </Stack>
              </Stack>
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
            disabled={(add.length === 0 && remove.size === 0) || change.isPending}
          >
            Change tags
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
