import ArrowDownIcon from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpIcon from '@mui/icons-material/ArrowUpwardOutlined';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import DragIcon from '@mui/icons-material/DragIndicatorOutlined';
import EditIcon from '@mui/icons-material/EditOutlined';
import { Alert, Box, IconButton, Stack, Tooltip, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Ago } from '#renderer/components/Ago.tsx';
import { plural } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { QueueEntry } from '#shared/contract/training.ts';
import { useRemove } from './queries.ts';

export type QueueRowProps = {
  readonly entry: QueueEntry;
  /** Among those that wait, 0 = next. */
  readonly place: number;
  readonly isLast: boolean;
  readonly onMove: (to: number) => void;
  readonly onDrag: (isDragged: boolean) => void;
};

/** One training that waits. Its handle is dragged, its arrows do the same. */
export function QueueRow({ entry, place, isLast, onMove, onDrag }: QueueRowProps) {
  const { name, kind, network, epochs, createdAtMs, problem } = entry;
  const remove = useRemove();
  return (
    <Stack sx={{ py: 0.75 }}>
      <Stack direction="row" sx={{ gap: 0.5, alignItems: 'center' }}>
        <Box
          draggable
          aria-hidden // the arrows do the same
          title="Drag to another place"
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
            event.dataTransfer.setData('text/plain', name);
            onDrag(true);
          }}
          onDragEnd={() => onDrag(false)}
          sx={{ display: 'flex', cursor: 'grab', color: 'text.secondary' }}
        >
          <DragIcon fontSize="small" />
        </Box>
        <Typography variant="body2" sx={{ width: 20, mr: 0.5, color: 'text.secondary', textAlign: 'right' }}>
          {place + 1}
        </Typography>
        <Box sx={{ flexGrow: 1, minWidth: 0 }}>
          <Typography variant="body2" noWrap sx={{ fontWeight: 560 }}>
            {name}
          </Typography>
          <Typography variant="caption" noWrap component="p" sx={{ color: 'text.secondary' }}>
            {kind === 'resume' ? 'goes on' : 'new'} · {network} · {plural(epochs, 'epoch')} · added{' '}
            <Ago atMs={createdAtMs} />
          </Typography>
        </Box>
        <Action name={`Move ${name} up`} isDisabled={place === 0} onClick={() => onMove(place - 1)}>
          <ArrowUpIcon fontSize="small" />
        </Action>
        <Action name={`Move ${name} down`} isDisabled={isLast} onClick={() => onMove(place + 1)}>
          <ArrowDownIcon fontSize="small" />
        </Action>
        <Tooltip title={`Edit ${name}`}>
          <IconButton component={PageLink} link={`/configurations/edit?entry=${entry.id}`} aria-label={`Edit ${name}`}>
            <EditIcon fontSize="small" />
          </IconButton>
        </Tooltip>
        <Action
          name={`Remove ${name}`}
          isDisabled={remove.isPending}
          onClick={() => remove.mutate({ entryId: entry.id })}
        >
          <DeleteIcon fontSize="small" />
        </Action>
      </Stack>
      {problem !== null && (
        <Alert severity="error" variant="outlined" sx={{ mt: 0.5, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          It could not begin, and the others go on without it. {problem.message} {problem.hint}
        </Alert>
      )}
    </Stack>
  );
}

type ActionProps = {
  readonly name: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function Action({ name, isDisabled = false, onClick, children }: ActionProps) {
  return (
    <Tooltip title={name}>
      <span>
        <IconButton aria-label={name} disabled={isDisabled} onClick={onClick}>
          {children}
        </IconButton>
      </span>
    </Tooltip>
  );
}
