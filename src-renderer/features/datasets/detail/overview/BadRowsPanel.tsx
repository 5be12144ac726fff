import { Box } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatCount, plural } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { DatasetId } from '#shared/domain/records.ts';
import { useBadRows } from '../queries.ts';

const ROW_PX = 28;
const MOST_PX = 280;

/** Rows of the CSV that were left out, each with its line and the reason. */
export function BadRowsPanel({ datasetId, badCount }: { readonly datasetId: DatasetId; readonly badCount: number }) {
  const { data: rows = [], error, refetch } = useBadRows(datasetId);
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  });
  return (
    <Panel title={`${plural(badCount, 'row')} left out`}>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {rows.length < badCount && rows.length > 0 && (
        <Box sx={{ typography: 'body2', color: 'text.secondary', mb: 1 }}>The first {formatCount(rows.length)}:</Box>
      )}
      <Box
        ref={box}
        tabIndex={0}
        role="region"
        aria-label="Rows left out"
        sx={{ height: Math.min(MOST_PX, rows.length * ROW_PX), overflow: 'auto' }}
      >
        <Box
          component="ul"
          sx={{ position: 'relative', height: virtualizer.getTotalSize(), m: 0, p: 0, listStyle: 'none' }}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <Box component="li" key={index} sx={LINE} style={{ transform: `translateY(${start}px)` }}>
              <Box sx={{ flex: '0 0 84px', color: 'text.secondary' }}>line {formatCount(rows[index]?.line)}</Box>
              <Box sx={{ flex: '0 1 40%', ...CUT }}>{rows[index]?.path ?? ''}</Box>
              <Box sx={{ flex: '1 1 0', ...CUT }}>{rows[index]?.reason}</Box>
            </Box>
          ))}
        </Box>
      </Box>
    </Panel>
  );
}

const CUT = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 } as const;
const LINE = {
  position: 'absolute',
  top: 0,
  left: 0,
  width: '100%',
  height: ROW_PX,
  display: 'flex',
  gap: 2,
  alignItems: 'center',
  typography: 'body2',
} as const;
