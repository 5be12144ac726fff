import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { QueueEntry } from '#shared/contract/training.ts';
import { QueueRow } from './QueueRow.tsx';
import { useReorder, useStartQueue, useWaiting } from './queries.ts';

/** The trainings that wait, in their order. */
export function QueuePanel() {
  const { data, error, refetch } = useWaiting();
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const { waiting, hold } = data;
  return (
    <Panel title="Queue" subtitle={waiting.length === 0 ? 'nothing waits' : `${waiting.length} waiting`}>
      {hold !== null && <Held why={hold} />}
      {waiting.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          Trainings that are started while another one runs wait here, and begin by themselves one after the other.
        </Typography>
      ) : (
        <Entries waiting={waiting} />
      )}
    </Panel>
  );
}

function Held({ why }: { readonly why: string }) {
  const start = useStartQueue();
  return (
    <Alert
      severity="info"
      variant="outlined"
      sx={{ mb: 1.5 }}
      action={
        <Button color="inherit" disabled={start.isPending} onClick={() => start.mutate(undefined)}>
          Start the queue
        </Button>
      }
    >
      The queue waits for you. {why}
    </Alert>
  );
}

function Entries({ waiting }: { readonly waiting: readonly QueueEntry[] }) {
  const reorder = useReorder();
  /** The row that is being dragged, and the place it hangs over. */
  const [drag, setDrag] = useState<{ readonly from: number; readonly over: number } | null>(null);
  const move = (from: number, to: number) => {
    const entry = waiting[from];
    if (entry !== undefined && from !== to) reorder.mutate({ entryId: entry.id, position: to });
  };
  return (
    <Stack component="ol" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {waiting.map((entry, i) => (
        <Box
          component="li"
          key={entry.id}
          onDragOver={(event) => {
            if (drag === null) return;
            event.preventDefault(); // it may be dropped here
            if (drag.over !== i) setDrag({ ...drag, over: i });
          }}
          onDrop={(event) => {
            event.preventDefault();
            if (drag !== null) move(drag.from, i);
            setDrag(null);
          }}
          sx={{
            borderTop: i === 0 ? 0 : 1,
            borderColor: 'divider',
            opacity: drag?.from === i ? 0.5 : 1,
            ...(drag !== null && drag.over === i && drag.from !== i ? { bgcolor: 'action.hover' } : {}),
          }}
        >
          <QueueRow
            entry={entry}
            place={i}
            isLast={i === waiting.length - 1}
            onMove={(to) => move(i, to)}
            onDrag={(isDragged) => setDrag(isDragged ? { from: i, over: i } : null)}
          />
        </Box>
      ))}
    </Stack>
  );
}
