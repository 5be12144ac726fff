import { Box, Button, Typography } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { copyText } from '#renderer/components/copy-text.ts';
import { formatCount, plural } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import { saveText } from '#renderer/components/save-file.ts';
import type { BadRow } from '#shared/contract/datasets.ts';
import { csvText } from '#shared/export/csv.ts';

export type RowListProps = {
  readonly title: string;
  readonly about?: string;
  readonly rows: readonly BadRow[];
  /** More than `rows` where not all are listed. */
  readonly total: number;
  /** Of the CSV that Save makes. */
  readonly fileName: string;
};

const ROW_PX = 28;
const MOST_PX = 320;

/** Rows of a CSV by line, each with a reason: as many as there are, to read, to copy and to keep. */
export function RowList({ title, about, rows, total, fileName }: RowListProps) {
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const text = () =>
    csvText(
      ['line', 'path', 'reason'],
      rows.map(({ line, path, reason }) => [line, path, reason]),
    );
  return (
    <Panel
      title={title}
      subtitle={
        rows.length < total ? `the first ${formatCount(rows.length)} of ${formatCount(total)}` : plural(total, 'row')
      }
      actions={
        <>
          <Button color="inherit" onClick={() => void copyText(text(), { what: plural(rows.length, 'row') })}>
            Copy
          </Button>
          <Button color="inherit" onClick={() => saveText(fileName, text(), 'text/csv')}>
            Save as CSV
          </Button>
        </>
      }
    >
      {about !== undefined && (
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
          {about}
        </Typography>
      )}
      <Box
        sx={{ ...LINE, color: 'text.secondary', typography: 'caption', borderBottom: 1, borderColor: 'divider' }}
        aria-hidden
      >
        <Box sx={{ flex: '0 0 72px', textAlign: 'right' }}>Line</Box>
        <Box sx={{ flex: '1 1 0' }}>Path</Box>
        <Box sx={{ flex: '1 1 0' }}>Reason</Box>
      </Box>
      <Box
        ref={box}
        tabIndex={0}
        role="group"
        aria-label={title}
        sx={{ height: Math.min(MOST_PX, rows.length * ROW_PX), overflow: 'auto' }}
      >
        <Box component="ul" sx={{ position: 'relative', height: virtualizer.getTotalSize(), m: 0, p: 0 }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <Box
                key={index}
                component="li"
                aria-setsize={rows.length}
                aria-posinset={index + 1}
                sx={{ ...LINE, position: 'absolute', top: 0, left: 0, right: 0 }}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Box sx={{ flex: '0 0 72px', textAlign: 'right', color: 'text.secondary' }}>
                  {formatCount(row.line)}
                </Box>
                <Box sx={CUT} title={row.path ?? ''}>
                  {row.path ?? ''}
                </Box>
                <Box sx={CUT} title={row.reason}>
                  {row.reason}
                </Box>
              </Box>
            );
          })}
        </Box>
      </Box>
    </Panel>
  );
}

const LINE = {
  display: 'flex',
  gap: 2,
  alignItems: 'center',
  height: ROW_PX,
  typography: 'body2',
  listStyle: 'none',
} as const;
const CUT = { flex: '1 1 0', minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
