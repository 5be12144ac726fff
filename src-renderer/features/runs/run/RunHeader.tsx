import EditIcon from '@mui/icons-material/EditOutlined';
import { Box, IconButton, Stack, Tooltip } from '@mui/material';
import { useState } from 'react';
import { formatCount } from '#renderer/components/format.ts';
import { RunStatusMark } from '#renderer/components/RunStatusMark.tsx';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import type { RunDetail, RunPlace } from '#shared/contract/runs.ts';
import { RenameDialog } from '../RenameDialog.tsx';

const PLACES: Readonly<Record<RunPlace, string | null>> = {
  active: null,
  archived: 'in the archive',
  trashed: 'in the trash',
};

/** Beside the name: what the run is, where it was trained. */
export function RunHeader({ run }: { readonly run: RunDetail }) {
  const [isRenaming, setRenaming] = useState(false);
  const words = [
    PLACES[run.place],
    `epoch ${formatCount(run.lastEpoch ?? 0)} of ${formatCount(run.plannedEpochs)}`,
    run.device === null ? null : `on ${run.device}`,
  ].filter((word) => word !== null);
  return (
    <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center', minWidth: 0 }}>
      <Tooltip title="Rename (F2)">
        <IconButton aria-label="Rename" onClick={() => setRenaming(true)} sx={{ ml: -1.5 }}>
          <EditIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      <RunStatusMark status={run.status} />
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
        {words.join(' · ')}
      </Box>
      <Shortcut keys="F2" description="Rename the run" group="Run" run={() => setRenaming(true)} />
      {isRenaming && <RenameDialog run={run} onClose={() => setRenaming(false)} />}
    </Stack>
  );
}
