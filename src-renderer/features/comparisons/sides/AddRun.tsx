import AddIcon from '@mui/icons-material/AddOutlined';
import { Autocomplete, Box, Button, Popover, TextField } from '@mui/material';
import { useState } from 'react';
import { formatPercent } from '#renderer/components/format.ts';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import { MAX_COMPARED } from '#shared/contract/comparisons.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import type { RunId } from '#shared/domain/records.ts';

export type AddRunProps = {
  readonly rows: readonly RunRow[];
  /** Those that stand there already. */
  readonly taken: readonly RunId[];
  readonly onAdd: (id: RunId) => void;
};

/** One more run, found by its name; the newest are offered first. */
export function AddRun({ rows, taken, onAdd }: AddRunProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [button, setButton] = useState<HTMLElement | null>(null);
  const offered = rows.filter(({ id, place }) => !taken.includes(id) && place !== 'trashed');
  const isFull = taken.length >= MAX_COMPARED;
  return (
    <>
      <Shortcut
        keys="a"
        description="Add a run to the comparison"
        group="Compare"
        isEnabled={!isFull && offered.length > 0}
        run={() => setAnchor(button)}
      />
      <Button
        ref={setButton}
        variant="outlined"
        color="inherit"
        startIcon={<AddIcon />}
        disabled={isFull || offered.length === 0}
        title={titleOf(isFull, offered.length)}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Add a run
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        <Autocomplete
          open
          options={offered}
          getOptionLabel={({ name }) => name}
          getOptionKey={({ id }) => id}
          disablePortal
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
            setAnchor(null);
            if (run !== null) onAdd(run.id);
          }}
          sx={{ width: 420, p: 1.5 }}
        />
      </Popover>
    </>
  );
}

function titleOf(isFull: boolean, offeredCount: number): string {
  if (isFull) return `At most ${MAX_COMPARED} runs stand side by side`;
  return offeredCount === 0 ? 'There is no other run' : 'Key A';
}
