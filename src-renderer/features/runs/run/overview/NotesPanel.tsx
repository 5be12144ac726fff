import { Autocomplete, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { Panel } from '#renderer/components/Panel.tsx';
import { useEditRun, useRuns } from '#renderer/features/runs/queries.ts';
import type { RunDetail } from '#shared/contract/runs.ts';

const LONGEST_NOTES = 10_000;
const LONGEST_TAG = 50;

/** Tags and notes: kept when the field is left; the frame offers Undo. */
export function NotesPanel({ run }: { readonly run: RunDetail }) {
  const edit = useEditRun();
  const known = useRuns().data ?? [];
  const [draft, setDraft] = useState<string | null>(null); // while somebody writes
  const keep = () => {
    setDraft(null);
    if (draft === null || draft === run.notes) return;
    edit.mutate({ runId: run.id, notes: draft }, { onError: () => setDraft(draft) }); // what was written is not lost
  };
  const setTags = (tags: readonly string[]) => {
    const trimmed = tags.map((tag) => tag.trim().slice(0, LONGEST_TAG)).filter((tag) => tag !== '');
    edit.mutate({ runId: run.id, tags: [...new Set(trimmed)] });
  };
  return (
    <Panel title="Tags and notes">
      <Stack spacing={2} sx={{ pt: 0.5 }}>
        <Autocomplete
          multiple
          freeSolo
          options={[...new Set(known.flatMap(({ tags }) => tags))].sort()}
          value={run.tags}
          onChange={(_, tags) => setTags(tags)}
          renderInput={(props) => (
            <TextField {...props} label="Tags" placeholder={run.tags.length === 0 ? 'Enter after each' : ''} />
          )}
        />
        <TextField
          label="Notes"
          multiline
          minRows={3}
          maxRows={14}
          value={draft ?? run.notes}
          onChange={({ target }) => setDraft(target.value)}
          onBlur={keep}
          slotProps={{ htmlInput: { maxLength: LONGEST_NOTES } }}
        />
      </Stack>
    </Panel>
  );
}
