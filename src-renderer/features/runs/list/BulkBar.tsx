import ArchiveIcon from '@mui/icons-material/ArchiveOutlined';
import CompareIcon from '@mui/icons-material/CompareArrowsOutlined';
import TrashIcon from '@mui/icons-material/DeleteOutlined';
import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import TagIcon from '@mui/icons-material/LabelOutlined';
import PinIcon from '@mui/icons-material/PushPinOutlined';
import RestoreIcon from '@mui/icons-material/RestoreFromTrashOutlined';
import { Box, Button, Stack } from '@mui/material';
import type { ReactNode } from 'react';
import { formatCount, plural } from '#renderer/components/format.ts';
import type { RunPlace, RunRow } from '#shared/contract/runs.ts';
import type { RunActs } from './use-run-acts.ts';

export type BulkBarProps = {
  readonly place: RunPlace;
  readonly total: number;
  readonly shown: number;
  readonly selected: readonly RunRow[];
  readonly baselineId: string | null;
  readonly acts: RunActs;
  readonly onClear: () => void;
};

/** How many runs are shown and chosen, and what can be done with the chosen ones. It is always there, so that the table does not move under the pointer. */
export function BulkBar({ place, total, shown, selected, baselineId, acts, onClear }: BulkBarProps) {
  const count = selected.length;
  const words = shown === total ? plural(total, 'run') : `${formatCount(shown)} of ${plural(total, 'run')}`;
  return (
    <Stack
      direction="row"
      role="toolbar"
      aria-label="What can be done with the selected runs"
      sx={{
        gap: 1,
        px: 2,
        py: 0.5,
        minHeight: 44,
        alignItems: 'center',
        borderTop: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
      }}
    >
      <Box role="status" sx={{ typography: 'body2', color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {count === 0 ? words : `${formatCount(count)} selected, ${words} shown`}
      </Box>
      {count > 0 && (
        <Button color="inherit" onClick={onClear}>
          Clear
        </Button>
      )}
      <Box sx={{ flexGrow: 1 }} />
      {count > 0 && (
        <>
          <Act icon={<CompareIcon />} label="Compare" onClick={acts.compare} />
          {place === 'active' && <ActiveActs selected={selected} baselineId={baselineId} acts={acts} />}
          <Act icon={<TagIcon />} label="Tag" onClick={acts.tag} />
          {place !== 'active' && <Act icon={<RestoreIcon />} label="Restore" onClick={() => acts.move('active')} />}
          {place !== 'archived' && <Act icon={<ArchiveIcon />} label="Archive" onClick={() => acts.move('archived')} />}
          {place === 'trashed' ? (
            <Act icon={<TrashIcon />} label="Delete for good" onClick={acts.purge} isDangerous />
          ) : (
            <Act icon={<TrashIcon />} label="Trash" onClick={() => acts.move('trashed')} />
          )}
        </>
      )}
      {shown > 0 && <Act icon={<DownloadIcon />} label="Export CSV" onClick={acts.exportCsv} />}
    </Stack>
  );
}

function ActiveActs({ selected, baselineId, acts }: Pick<BulkBarProps, 'selected' | 'baselineId' | 'acts'>) {
  const [only] = selected;
  const arePinned = selected.every(({ isPinned }) => isPinned);
  const isBaseline = only !== undefined && only.id === baselineId;
  return (
    <>
      {selected.length === 1 && <Act label="Rename" onClick={acts.rename} />}
      {selected.length === 1 && (
        <Act label={isBaseline ? 'No baseline' : 'Set as baseline'} onClick={acts.toggleBaseline} />
      )}
      <Act icon={<PinIcon />} label={arePinned ? 'Unpin' : 'Pin'} onClick={() => acts.pin(!arePinned)} />
    </>
  );
}

type ActProps = {
  readonly icon?: ReactNode;
  readonly label: string;
  readonly isDangerous?: boolean;
  readonly onClick: () => void;
};

const Act = ({ icon, label, isDangerous = false, onClick }: ActProps) => (
  <Button color={isDangerous ? 'error' : 'inherit'} startIcon={icon} onClick={onClick}>
    {label}
  </Button>
);
