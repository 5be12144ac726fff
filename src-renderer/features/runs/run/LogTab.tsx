import { Box, Button, Stack, Typography } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { copyText } from '#renderer/components/copy-text.ts';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { plural } from '#renderer/components/format.ts';
import { MONOSPACE } from '#renderer/theme.ts';
import type { RunDetail } from '#shared/contract/runs.ts';
import { useRunLog } from '../queries.ts';
import { Waiting } from './Waiting.tsx';

/** What the run has printed. */
export function LogTab({ run }: { readonly run: RunDetail }) {
  const { data: lines, error, refetch } = useRunLog(run.id);
  if (lines === undefined && error === null) return <Waiting what="the log" />;
  if (lines === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (lines.length === 0)
    return (
      <EmptyState title="Nothing has been printed">
        {run.status === 'cancelled'
          ? 'The files of a cancelled run are deleted.'
          : 'The log begins when the training does.'}
      </EmptyState>
    );
  return (
    <Stack sx={{ height: '100%' }}>
      <Stack direction="row" sx={{ px: 3, py: 0.75, alignItems: 'center', borderBottom: 1, borderColor: 'divider' }}>
        <Typography variant="body2" sx={{ color: 'text.secondary', flexGrow: 1 }}>
          The newest {plural(lines.length, 'line')} of log.txt
        </Typography>
        <Button color="inherit" onClick={() => void copyText(lines.join('\n'), { what: 'the log' })}>
          Copy
        </Button>
      </Stack>
      <Lines lines={lines} />
    </Stack>
  );
}

const LINE_PX = 18;

/** Stays at the end while new lines come, unless somebody has scrolled up. */
function Lines({ lines }: { readonly lines: readonly string[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 30,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines are what it waits for
  useEffect(() => {
    if (follows && scroller.current !== null) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [follows, lines]);
  return (
    <Box
      ref={scroller}
      role="log"
      aria-label="Log of the run"
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
        setFollows(scrollHeight - scrollTop - clientHeight < LINE_PX)
      }
      sx={{
        flexGrow: 1,
        minHeight: 0,
        overflow: 'auto',
        bgcolor: 'surface.sunken',
        fontFamily: MONOSPACE,
        typography: 'caption',
      }}
    >
      <Box sx={{ position: 'relative', minWidth: 'max-content', my: 1 }} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ key, index, start }) => (
          <Box key={key} sx={LINE} style={{ transform: `translateY(${start}px)` }}>
            {lines[index]}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

const LINE = {
  ...{ position: 'absolute', top: 0, left: 0, height: LINE_PX, px: 3 },
  fontFamily: MONOSPACE,
  lineHeight: `${LINE_PX}px`,
  whiteSpace: 'pre',
} as const;
