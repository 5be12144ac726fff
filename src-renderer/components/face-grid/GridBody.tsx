import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type GridFace, GridRow } from './GridRow.tsx';
import { type GridLayout, PADDING_PX } from './grid-layout.ts';
import { AT_REST, paceAfter } from './scroll-pace.ts';

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
/** Without a move for this long, the scrolling is over. */
const RESTS_AFTER_MS = 100;

/** The rows on the screen. Apart from the grid, so that scrolling draws new rows and nothing else. */
export function GridBody({ root, layout, total, onRange, ...cells }: GridBodyProps) {
  const { columns, rowPx, rows } = layout;
  const pace = useRef(AT_REST);
  const [isRushing, setRushing] = useState(false);
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => root.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN_ROWS,
    paddingStart: PADDING_PX,
    paddingEnd: PADDING_PX,
    useFlushSync: false, // a frame late is not seen; a layout in the middle of a scroll is
    isScrollingResetDelay: RESTS_AFTER_MS,
    onChange: ({ isScrolling, scrollOffset, scrollRect }) => {
      const move = { atMs: performance.now(), topPx: scrollOffset ?? 0, screenPx: scrollRect?.height ?? 0 };
      pace.current = isScrolling ? paceAfter(pace.current, move) : AT_REST;
      setRushing(pace.current.isRushing);
    },
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
        <GridRow key={index} {...{ isRushing, layout, total }} row={index} topPx={start} {...cells} />
      ))}
    </div>
  );
}
