import {
  type CSSProperties,
  type ReactNode,
  type Ref,
  type RefObject,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import { GridBody } from './GridBody.tsx';
import { GridRoot } from './GridRoot.tsx';
import type { GridFace } from './GridRow.tsx';
import { GAP_PX, type GridLayout, layoutOf, movedIndex, PADDING_PX } from './grid-layout.ts';
import { all, extended, type GridSelection, NO_SELECTION, rangeTo, toggled } from './grid-selection.ts';
import { useInnerWidth } from './use-inner-width.ts';

export type FaceGridHandle = {
  readonly focus: () => void;
  /** Brings an item onto the screen. */
  readonly show: (index: number) => void;
  /** Chooses everything, loaded or not. */
  readonly chooseAll: () => void;
};

export type FaceGridProps = {
  /** What it shows: "Faces". */
  readonly label: string;
  readonly total: number;
  /** Undefined while an item is not there yet. */
  readonly faceAt: (index: number) => GridFace | undefined;
  /** Below the picture, of an item that is there; absent = no room for captions. Plain elements: there are hundreds. */
  readonly captionAt?: (index: number) => ReactNode;
  /** What is on the screen, to be loaded. */
  readonly onRange: (first: number, last: number) => void;
  /** Keys of a stretch of the list, loaded or not. */
  readonly keysOf: (first: number, last: number) => Promise<readonly number[]>;
  /** Wanted side of the pictures. */
  readonly sizePx: number;
  /** Where the keyboard is. */
  readonly primary: number | null;
  readonly onPrimaryChange: (index: number) => void;
  readonly selection: GridSelection;
  readonly onSelectionChange: (selection: GridSelection) => void;
  /** A click or Enter. */
  readonly onOpen: (index: number) => void;
  /** Where its scrolling is remembered under, for Back. */
  readonly scrollId?: string;
  readonly ref?: Ref<FaceGridHandle>;
};

/**
 * Pictures of any number, of which only those on the screen are drawn. One stop of the Tab key; inside, arrows move, X, Space or the corner choose, Shift
 * extends, Ctrl+A chooses all, Enter or a click opens, Esc clears the choice.
 */
export function FaceGrid(props: FaceGridProps) {
  const { label, total, faceAt, captionAt, onRange, sizePx, primary, selection, scrollId, ref } = props;
  const root = useRef<HTMLDivElement>(null);
  const prefix = `${useId()}cell`;
  const widthPx = useInnerWidth(root);
  const hasCaption = captionAt !== undefined;
  // Measured: the same object as long as the cells lie alike, so that the rows that stay on the screen are not drawn again.
  const layout = useMemo(
    () => layoutOf({ widthPx: widthPx ?? 0, sizePx, total, hasCaption }),
    [widthPx, sizePx, total, hasCaption],
  );
  useKeptPlace(layout, root);

  const latest = useRef(0);
  const show = (index: number) => bringIntoView(root.current, layout, index);
  const isLaidOut = widthPx !== null;
  const showPrimary = useEffectEvent(() => primary !== null && show(primary));
  useLayoutEffect(() => {
    if (isLaidOut) showPrimary(); // known before the grid was: a link to a face
  }, [isLaidOut]);
  const acts = gridActs(props, { show, latest });
  useImperativeHandle(ref, () => ({
    focus: () => root.current?.focus({ preventScroll: true }),
    show,
    chooseAll: acts.chooseAll,
  }));

  const pageRows = Math.floor((root.current?.clientHeight ?? 0) / layout.rowPx);
  const variables = { '--columns': layout.columns, '--cell': `${layout.cellPx}px` } as CSSProperties; // React's type knows no variables
  return (
    <GridRoot
      ref={root}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable
      aria-rowcount={layout.rows}
      aria-colcount={layout.columns}
      className={selection.keys.size > 0 ? 'choosing' : ''}
      style={variables}
      {...(primary === null ? {} : { 'aria-activedescendant': `${prefix}${primary}` })}
      {...(scrollId === undefined ? {} : { 'data-scroll-restoration-id': scrollId })}
      onFocus={() => {
        if (primary === null && total > 0) props.onPrimaryChange(firstVisible(root.current, layout));
      }}
      onClick={(event) => {
        const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-index]'); // a click is on an element
        if (cell === null) return;
        const isCorner = (event.target as HTMLElement).closest('[data-corner]') !== null;
        acts.click(Number(cell.dataset['index']), {
          hasShift: event.shiftKey,
          hasMod: event.ctrlKey || event.metaKey || isCorner,
        });
      }}
      onKeyDown={(event) => {
        if (event.altKey) return;
        const hasMod = event.ctrlKey || event.metaKey;
        const moved = hasMod
          ? null
          : movedIndex(event.key, { index: primary ?? -1, total, columns: layout.columns, pageRows });
        const isTaken = moved !== null ? acts.move(moved, event.shiftKey) : acts.press(event.key, hasMod);
        if (isTaken) event.preventDefault();
      }}
    >
      {isLaidOut && (
        <GridBody {...{ root, layout, total, prefix, faceAt, captionAt, onRange, primary }} chosen={selection.keys} />
      )}
    </GridRoot>
  );
}

const firstVisible = (box: HTMLElement | null, { rowPx, columns }: { rowPx: number; columns: number }): number =>
  Math.ceil(Math.max(0, (box?.scrollTop ?? 0) - PADDING_PX) / rowPx) * columns;

type Acts = {
  readonly click: (index: number, modifiers: { readonly hasShift: boolean; readonly hasMod: boolean }) => void;
  readonly move: (index: number, hasShift: boolean) => boolean;
  /** True where the key meant something. */
  readonly press: (key: string, hasMod: boolean) => boolean;
  readonly chooseAll: () => void;
};

function gridActs(
  { total, faceAt, keysOf, primary, onPrimaryChange, selection, onSelectionChange, onOpen }: FaceGridProps,
  { show, latest }: { readonly show: (index: number) => void; readonly latest: { current: number } },
): Acts {
  /** Null where something else was asked for meanwhile. */
  const latestOf = async <T,>(ask: () => Promise<T>): Promise<T | null> => {
    const mine = ++latest.current;
    const answer = await ask();
    return latest.current === mine ? answer : null;
  };
  const toggle = (index: number) => {
    const face = faceAt(index);
    if (face !== undefined) onSelectionChange(toggled(selection, { key: face.key, index }));
  };
  const extend = async (index: number) => {
    const from = selection.anchor === null && primary !== null ? { ...selection, anchor: primary } : selection;
    const range = await latestOf(() => keysOf(...rangeTo(from, index)));
    if (range !== null) onSelectionChange(extended(from, index, range));
  };
  const chooseAll = async () => {
    const keys = total === 0 ? [] : await latestOf(() => keysOf(0, total - 1));
    if (keys !== null) onSelectionChange(all(selection, keys));
  };
  return {
    click: (index, { hasShift, hasMod }) => {
      onPrimaryChange(index);
      if (hasShift) void extend(index);
      else if (hasMod) toggle(index);
      else onOpen(index);
    },
    move: (index, hasShift) => {
      onPrimaryChange(index);
      show(index);
      if (hasShift) void extend(index);
      return true;
    },
    press: (key, hasMod) => {
      if (hasMod) {
        if (key.toLowerCase() !== 'a') return false;
        void chooseAll();
        return true;
      }
      if (key === 'Escape' && selection.keys.size > 0) {
        onSelectionChange(NO_SELECTION);
        return true;
      }
      if (primary === null) return false;
      if (key === ' ' || key.toLowerCase() === 'x') toggle(primary);
      else if (key === 'Enter') onOpen(primary);
      else return false;
      return true;
    },
    chooseAll: () => void chooseAll(),
  };
}

/** Scrolls as little as is needed. */
function bringIntoView(box: HTMLElement | null, { columns, rowPx, cellPx }: GridLayout, index: number): void {
  if (box === null) return;
  const topPx = PADDING_PX + Math.floor(index / columns) * rowPx;
  const lowestPx = topPx + Math.max(cellPx, rowPx - GAP_PX) + PADDING_PX - box.clientHeight;
  if (box.scrollTop > topPx - PADDING_PX) box.scrollTop = topPx - PADDING_PX;
  else if (box.scrollTop < lowestPx) box.scrollTop = lowestPx;
}

/** When the cells change their size, the first one on the screen stays there. */
function useKeptPlace({ columns, rowPx }: GridLayout, root: RefObject<HTMLElement | null>): void {
  const before = useRef({ columns, rowPx });
  useLayoutEffect(() => {
    const old = before.current;
    before.current = { columns, rowPx };
    if (root.current === null || (old.columns === columns && old.rowPx === rowPx)) return;
    const first = Math.floor(Math.max(0, root.current.scrollTop - PADDING_PX) / old.rowPx) * old.columns;
    root.current.scrollTop = first === 0 ? 0 : Math.floor(first / columns) * rowPx + PADDING_PX;
  }, [columns, rowPx, root]);
}
