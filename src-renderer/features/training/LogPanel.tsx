import ContentCopyIcon from '@mui/icons-material/ContentCopyOutlined';
import VerticalAlignBottomIcon from '@mui/icons-material/VerticalAlignBottomOutlined';
import { Box, Button, Stack, Typography } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { copyText } from '#renderer/components/copy-text.ts';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { plural } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import { MONOSPACE } from '#renderer/theme.ts';
import type { RunId } from '#shared/domain/records.ts';
import { useRunLog } from './queries.ts';

/** What the run has printed, the newest below. */
export function LogPanel({ runId }: { readonly runId: RunId }) {
  const { data: lines, error, refetch } = useRunLog(runId);
  return (
    <Panel
      title="Log"
      isFlush
      {...(lines === undefined ? {} : { subtitle: plural(lines.length, 'line') })}
      actions={
        <Button
          color="inherit"
          startIcon={<ContentCopyIcon />}
          disabled={lines === undefined || lines.length === 0}
          onClick={() => void copyText((lines ?? []).join('\n'), { what: 'the log' })}
        >
          Copy
        </Button>
      }
    >
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {lines !== undefined && lines.length === 0 && (
        <Typography variant="body2" sx={{ color: 'text.secondary', px: 2, pb: 2 }}>
          Nothing has been printed yet, or the files of this run are gone.
        </Typography>
      )}
      {lines !== undefined && lines.length > 0 && <Lines lines={lines} />}
    </Panel>
  );
}

const LINE_PX = 18;
const HEIGHT_PX = 234;

function Lines({ lines }: { readonly lines: readonly string[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 20,
  });
  useEffect(() => {
    const element = scroller.current;
    if (follows && element !== null && lines.length > 0) element.scrollTop = element.scrollHeight;
  }, [follows, lines]);
  const onScroll = () => {
    const element = scroller.current;
    if (element !== null) setFollows(element.scrollHeight - element.scrollTop - element.clientHeight < LINE_PX);
  };
  return (
    <Box sx={{ position: 'relative', borderTop: 1, borderColor: 'divider', bgcolor: 'surface.sunken' }}>
      <Box
        ref={scroller}
        onScroll={onScroll}
        role="log"
        aria-label="Log of the run"
        tabIndex={0}
        sx={{
          height: HEIGHT_PX,
          overflow: 'auto',
          fontFamily: MONOSPACE,
          typography: 'caption',
          lineHeight: `${LINE_PX}px`,
        }}
      >
        <Box sx={{ position: 'relative', minWidth: 'max-content' }} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ key, index, start }) => (
            <Box key={key} sx={LINE} style={{ transform: `translateY(${start}px)` }}>
              {lines[index]}
            </Box>
          ))}
        </Box>
      </Box>
      {!follows && (
        <Stack sx={{ position: 'absolute', right: 16, bottom: 12 }}>
          <Button variant="contained" startIcon={<VerticalAlignBottomIcon />} onClick={() => setFollows(true)}>
            Newest
          </Button>
        </Stack>
      )}
    </Box>
  );
}

const LINE = {
  ...{ position: 'absolute', top: 0, left: 0, height: LINE_PX, px: 2 },
  fontFamily: MONOSPACE,
  whiteSpace: 'pre',
} as const;
