import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useEffectEvent } from 'react';
import { type GridFace, GridRow } from './GridRow.tsx';
import { type GridLayout, PADDING_PX } from './grid-layout.ts';

export type GridBodyProps = {
  /** The box that scrolls. */
  readonly root: RefObject<HTMLElement | null>;
  readonly layout: GridLayout;
  readonly total: number;
  /** Of the cells' ids. */
  readonly prefix: string;
  readonly faceAt: (index: number) => GridFace | undefined;
  readonly captionAt: ((index: number) => ReactNode) | undefined;
  readonly onRange: (first: number, last: number) => void;
  readonly primary: number | null;
  readonly chosen: ReadonlySet<number>;
};

const OVERSCAN_ROWS = 2;

/** The rows on the screen. Apart from the grid, so that scrolling draws new rows and nothing else. */
export function GridBody({ root, layout, total, onRange, ...cells }: GridBodyProps) {
  const { columns, rowPx, rows } = layout;
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => root.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN_ROWS,
    paddingStart: PADDING_PX,
    paddingEnd: PADDING_PX,
    useFlushSync: false, // a frame late is not seen; a layout in the middle of a scroll is
  });
  const shown = virtualizer.getVirtualItems();
  const first = (shown[0]?.index ?? 0) * columns;
  const last = Math.min(total, ((shown.at(-1)?.index ?? 0) + 1) * columns) - 1;

  const tellRange = useEffectEvent(onRange);
  useEffect(() => {
    if (last >= first) tellRange(first, last);
  }, [first, last]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx]);

  return (
    <div className="body" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
      {shown.map(({ index, start }) => (
        <GridRow key={index} row={index} topPx={start} layout={layout} total={total} {...cells} />
      ))}
    </div>
  );
}
