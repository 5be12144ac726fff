import AddIcon from '@mui/icons-material/AddOutlined';
import { Autocomplete, Box, TextField } from '@mui/material';
import { formatPercent } from '#renderer/components/format.ts';
import { MAX_COMPARED } from '#shared/contract/comparisons.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import type { RunId } from '#shared/domain/records.ts';
import { PopoverButton } from '../PopoverButton.tsx';

export type AddRunProps = {
  readonly rows: readonly RunRow[];
  /** Those that stand there already. */
  readonly taken: readonly RunId[];
  readonly onAdd: (id: RunId) => void;
};

/** One more run, found by its name; the newest are offered first. */
export function AddRun({ rows, taken, onAdd }: AddRunProps) {
  const offered = rows.filter(({ id, place }) => !taken.includes(id) && place !== 'trashed');
  const isFull = taken.length >= MAX_COMPARED;
  return (
    <PopoverButton
      words="Add a run"
      label="Add a run"
      variant="outlined"
      startIcon={<AddIcon />}
      disabled={isFull || offered.length === 0}
      title={titleOf(isFull, offered.length)}
      shortcut={{ keys: 'a', description: 'Add a run to the comparison', group: 'Compare' }}
    >
      {(close) => (
        <Autocomplete
          open
          options={offered}
          getOptionLabel={({ name }) => name}
          getOptionKey={({ id }) => id}
          disablePortal
          onClose={(_, reason) => reason === 'escape' && close()} // its list is always open and would keep the key to itself
          slotProps={{
            popper: { sx: { position: 'static !important', transform: 'none !important', width: '100% !important' } },
          }}
          noOptionsText="No run has such a name"
          renderOption={({ key, ...props }, run) => (
            <Box component="li" key={key} {...props} sx={{ gap: 2 }}>
              <Box component="span" sx={{ flexGrow: 1 }}>
                {run.name}
              </Box>
              <Box component="small" sx={{ color: 'text.secondary' }}>
                {run.status}
                {run.bestValidAccuracy === null ? '' : `, ${formatPercent(run.bestValidAccuracy)}`}
              </Box>
            </Box>
          )}
          renderInput={(props) => <TextField {...props} autoFocus label="Run" />}
          onChange={(_, run) => {
            close();
            if (run !== null) onAdd(run.id);
          }}
          sx={{ width: 420, p: 1.5 }}
        />
      )}
    </PopoverButton>
  );
}

function titleOf(isFull: boolean, offeredCount: number): string {
  if (isFull) return `At most ${MAX_COMPARED} runs stand side by side`;
  return offeredCount === 0 ? 'There is no other run' : 'Key A';
}
