import { useRouter } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useEffect, useEffectEvent, useRef, useState } from 'react';
import { layoutOf, movedIndex } from '#renderer/components/face-grid/grid-layout.ts';
import { type PageRange, pagesOf } from '#renderer/components/face-grid/page-range.ts';
import { useInnerWidth } from '#renderer/components/face-grid/use-inner-width.ts';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import type { ImageId } from '#shared/domain/records.ts';
import { faceLink } from '../links.ts';
import { PAGE_FACES, type PileOrder, usePile, usePileIds, useSettings } from '../queries.ts';
import { DEFAULT_OPACITY } from './FlipBar.tsx';
import { FlipGridRoot } from './FlipGridRoot.tsx';
import { FlipRow } from './FlipRow.tsx';
import type { FlipNames } from './FlipView.tsx';
import type { MapChoices } from './map-choice.ts';

export type FlipGridProps = {
  readonly label: string;
  readonly order: PileOrder;
  readonly total: number;
  readonly names: FlipNames;
  readonly choices: MapChoices;
  readonly opacity: number | undefined;
  /** Where the keyboard is. */
  readonly primary: number | null;
  /** The face that the link names. */
  readonly asked: ImageId | undefined;
  /** The image is null where it has not come yet. */
  readonly onPrimary: (index: number, imageId: ImageId | null) => void;
};

const CAPTION_PX = 44;
const GAP_PX = 8;
const PADDING_PX = 12;
const OVERSCAN_ROWS = 2;
const MOST_LOOKED_THROUGH = 1_000_000;

/** Faces of a pile, each as both networks saw it. One stop of the Tab key; arrows move, Enter opens the face, and the one that is looked at stands large beside the grid. */
export function FlipGrid({
  label,
  order,
  total,
  names,
  choices,
  opacity = DEFAULT_OPACITY,
  primary,
  asked,
  onPrimary,
}: FlipGridProps) {
  const root = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const widthPx = useInnerWidth(root);
  const sizePx = useSettings().data?.thumbnailSizePx ?? 128;
  const { columns, cellPx } = layoutOf({ widthPx: widthPx ?? 0, sizePx: 2 * sizePx, total, hasCaption: true });
  const rowPx = Math.round(cellPx / 2) + CAPTION_PX + GAP_PX;
  const [pages, setPages] = useState<PageRange>({ from: 0, to: 0 });
  const faceAt = usePile(order, pages);
  const idsOf = usePileIds(order);
  const rows = Math.ceil(total / columns);
  const virtualizer = useVirtualizer({
    count: widthPx === null ? 0 : rows,
    getScrollElement: () => root.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN_ROWS,
    paddingStart: PADDING_PX,
    paddingEnd: PADDING_PX,
    useFlushSync: false,
  });
  const shown = virtualizer.getVirtualItems();
  const first = (shown[0]?.index ?? 0) * columns;
  const last = Math.min(total, ((shown.at(-1)?.index ?? 0) + 1) * columns) - 1;
  const tellRange = useEffectEvent(() => {
    const needed = pagesOf(first, Math.max(first, last), PAGE_FACES);
    setPages((before) => (before.from === needed.from && before.to === needed.to ? before : needed));
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when what is on the screen changes
  useEffect(() => tellRange(), [first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx]);
  const go = (index: number) => {
    onPrimary(index, faceAt(index)?.imageId ?? null);
    virtualizer.scrollToIndex(Math.floor(index / columns), { align: 'auto' });
  };
  const findAsked = useEffectEvent(async () => {
    if (asked === undefined || primary !== null) return;
    const index = (await idsOf(0, Math.min(total, MOST_LOOKED_THROUGH))).indexOf(asked);
    if (index >= 0) go(index);
  });
  const isLaidOut = widthPx !== null;
  useEffect(() => {
    if (isLaidOut) void findAsked(); // a link to a face
  }, [isLaidOut]);
  const open = (index: number) => {
    const face = faceAt(index);
    if (face !== undefined)
      router.history.push(faceLink(order.first, face.imageId, { threshold: order.firstThreshold ?? undefined }));
  };
  return (
    <>
      <Shortcut
        keys={['Left', 'Right', 'Up', 'Down']}
        description="Move from face to face"
        group="Flip view"
        isHidden
        run={() => root.current?.focus()}
      />
      <Shortcut
        keys="Enter"
        description="Open the face"
        group="Flip view"
        isHidden
        run={() => primary !== null && open(primary)}
      />
      <FlipGridRoot
        ref={root}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={rows}
        aria-colcount={columns}
        data-scroll-restoration-id={`flips ${order.pile} ${order.first} ${order.second}`}
        style={{ '--cell': `${cellPx}px`, '--columns': columns } as CSSProperties}
        {...(primary === null ? {} : { 'aria-activedescendant': `flip${primary}` })}
        onFocus={() => {
          if (primary === null && total > 0) onPrimary(Math.min(first, total - 1), faceAt(first)?.imageId ?? null);
        }}
        onClick={(event) => {
          const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-index]'); // a click is on an element
          if (cell !== null) go(Number(cell.dataset['index']));
        }}
        onDoubleClick={() => primary !== null && open(primary)}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          const pageRows = Math.floor((root.current?.clientHeight ?? 0) / rowPx);
          const moved = movedIndex(event.key, { index: primary ?? -1, total, columns, pageRows });
          if (moved !== null) go(moved);
          else if (event.key === 'Enter' && primary !== null) open(primary);
          else return;
          event.preventDefault();
        }}
      >
        <div className="body" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {shown.map(({ index, start }) => (
            <FlipRow
              key={index}
              row={index}
              topPx={start}
              {...{ columns, cellPx, total, faceAt, primary, order, choices, opacity, names }}
            />
          ))}
        </div>
      </FlipGridRoot>
    </>
  );
}
