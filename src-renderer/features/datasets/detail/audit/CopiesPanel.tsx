import { Box } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { formatCount, plural } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { AuditReport } from '#shared/contract/datasets.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { AmberMark } from './AmberMark.tsx';
import { PairLine } from './PairLine.tsx';

const PAIR_PX = 136;
const MOST_PX = 560;

export type CopiesPanelProps = { readonly report: AuditReport; readonly datasetId: DatasetId };

/** Pictures that are there more than once: the worst pairs side by side. */
export function CopiesPanel({ report, datasetId }: CopiesPanelProps) {
  const { pairs, exactPairCount, nearPairCount, crossSplitPairCount } = report;
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: pairs.length,
    getScrollElement: () => box.current,
    estimateSize: () => PAIR_PX,
    overscan: 3,
  });
  const all = exactPairCount + nearPairCount;
  return (
    <Panel title="Copies">
      <Box sx={{ typography: 'body2', mb: pairs.length > 0 ? 1 : 0 }}>
        {all === 0
          ? 'No picture is there twice, neither exactly nor nearly.'
          : `${plural(exactPairCount, 'pair')} of the same file, ${plural(nearPairCount, 'pair')} of pictures that are nearly the same.`}{' '}
        {all > 0 && (
          <AmberMark
            isAmber={crossSplitPairCount > 0}
            word={`${plural(crossSplitPairCount, 'pair')} across splits: what is learned by heart counts as recognised`}
            otherwise="None of them across splits."
          />
        )}
      </Box>
      {pairs.length > 0 && (
        <>
          {pairs.length < all && (
            <Box sx={{ typography: 'caption', color: 'text.secondary', mb: 1 }}>
              The worst {formatCount(pairs.length)}: across splits first, then with different classes.
            </Box>
          )}
          <Box
            ref={box}
            role="region"
            aria-label="Pairs of copies"
            tabIndex={0}
            sx={{ height: Math.min(MOST_PX, pairs.length * PAIR_PX), overflow: 'auto', mx: -2, px: 2 }}
          >
            <Box
              component="ul"
              sx={{ position: 'relative', height: virtualizer.getTotalSize(), m: 0, p: 0, listStyle: 'none' }}
            >
              {virtualizer.getVirtualItems().map(({ index, start }) => {
                const pair = pairs[index];
                return (
                  pair !== undefined && (
                    <Box
                      component="li"
                      key={`${pair.first.id} ${pair.second.id}`}
                      sx={{ position: 'absolute', top: 0, left: 0, width: '100%', height: PAIR_PX }}
                      style={{ transform: `translateY(${start}px)` }}
                    >
                      <PairLine pair={pair} datasetId={datasetId} />
                    </Box>
                  )
                );
              })}
            </Box>
          </Box>
        </>
      )}
    </Panel>
  );
}
