import { Box } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { LogLine } from '#shared/contract/workspace.ts';
import { LogRow } from './LogRow.tsx';

export type LogLinesProps = {
  readonly lines: readonly LogLine[];
  /** The line of this call begins with its details shown. */
  readonly openCallId: string;
};

const ROW_PX = 29;

/** The lines that are in sight, out of thousands. */
export function LogLines({ lines, openCallId }: LogLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [changed, setChanged] = useState<ReadonlySet<LogLine>>(new Set());
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const toggle = (line: LogLine) =>
    setChanged((before) =>
      before.has(line) ? new Set([...before].filter((one) => one !== line)) : new Set([...before, line]),
    );
  return (
    <Box
      ref={scroller}
      role="log"
      aria-label="Log"
      tabIndex={0}
      sx={{ height: '100%', overflow: 'auto', borderTop: 1, borderColor: 'divider' }}
    >
      <Box sx={{ position: 'relative' }} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          const isOpenFirst = line.callId !== null && line.callId === openCallId;
          return (
            <Box
              key={`${line.atMs} ${lines.length - index}`}
              ref={rows.measureElement}
              data-index={index}
              sx={{ position: 'absolute', top: 0, left: 0, right: 0 }}
              style={{ transform: `translateY(${start}px)` }}
            >
              <LogRow line={line} isOpen={changed.has(line) !== isOpenFirst} onToggle={() => toggle(line)} />
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
