import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { shownColumns, widthsOf, widthVariables } from './columns.ts';
import { afterKey } from './keys.ts';
import { cleared, clicked, type Selection, toggled, withAll } from './selection.ts';
import { TableBody } from './TableBody.tsx';
import { TableHead } from './TableHead.tsx';
import { HEAD_PX, TableRoot } from './TableRoot.tsx';
import {
  boundedWidth,
  type ColumnPlaces,
  type ColumnSort,
  movedColumn,
  nextSort,
  shiftedColumn,
  type TableColumn,
  type TableLine,
} from './table.ts';

export type TableHandle = { readonly focus: () => void };

export type VirtualTableProps<Row> = {
  /** What it lists: "Runs". */
  readonly label: string;
  readonly lines: readonly TableLine<Row>[];
  /** The same array as long as they are the same columns: rows are drawn again when it changes. */
  readonly columns: readonly TableColumn<Row>[];
  readonly places: ColumnPlaces;
  readonly onPlacesChange: (places: ColumnPlaces) => void;
  readonly sort: readonly ColumnSort[];
  readonly onSortChange: (sort: readonly ColumnSort[]) => void;
  /** Null: nothing can be chosen. */
  readonly selection: Selection | null;
  readonly onSelectionChange?: (selection: Selection) => void;
  /** The same function always: rows are drawn again when it changes. */
  readonly nameOf: (row: Row) => string;
  /** Enter or a double click. */
  readonly onOpen?: (row: Row) => void;
  readonly onToggleHeading?: (id: string) => void;
  readonly rowHeightPx?: number;
  readonly ref?: Ref<TableHandle>;
};

const ROW_PX = 36;
const HEADING_PX = 34;
const DIVIDER_PX = 24;
/** Drawn beyond the screen, above and below. */
const MORE_ROWS = 8;

/**
 * A table of any length: only what is on the screen is drawn. Two stops of the Tab key, titles and rows; inside, arrows go from row to row, Space and
 * Shift choose, Enter opens.
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, lines, columns, places, sort, selection, rowHeightPx = ROW_PX } = props;
  const root = useRef<HTMLDivElement>(null);
  const elementPrefix = useId();
  const [dragged, setDragged] = useState<{ readonly id: string; readonly widthPx: number } | null>(null);
  const shown = useMemo(() => shownColumns(columns, places), [columns, places]); // rows are drawn again when it changes: not while a width is dragged
  const widths = widthsOf(shown, places, dragged);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => root.current,
    estimateSize: (index) => heightOf(lines[index], rowHeightPx),
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: MORE_ROWS,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
  });
  const choosing = useChoosing(props, { root, scrollTo: (index) => virtualizer.scrollToIndex(index) });
  useImperativeHandle(props.ref, () => ({ focus: () => root.current?.focus() }));

  const items = virtualizer.getVirtualItems();
  const active = items.find(({ key }) => key === selection?.active)?.key;
  const keepWidth = (id: string, widthPx: number | null) => {
    setDragged(null);
    props.onPlacesChange(
      places.map((place) => (place.id === id ? { ...place, widthPx: boundedWidth(widthPx) } : place)),
    );
  };
  return (
    <TableRoot
      ref={root}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={lines.length + 1}
      aria-multiselectable={selection !== null}
      {...(active === undefined ? {} : { 'aria-activedescendant': `${elementPrefix}${active}` })}
      style={widthVariables(shown, { widths, hasChoice: selection !== null })}
      onKeyDown={choosing.onKeyDown}
    >
      <TableHead
        columns={shown}
        widths={widths}
        sort={sort}
        choice={choosing.all}
        onSort={(id, isAdding) => props.onSortChange(nextSort(sort, id, isAdding))}
        onMove={(id, before) => props.onPlacesChange(movedColumn(places, id, before))}
        onShift={(id, step) => props.onPlacesChange(shiftedColumn(places, id, step))}
        onDragWidth={(id, widthPx) => setDragged({ id, widthPx })}
        onKeepWidth={keepWidth}
      />
      <TableBody
        lines={lines}
        items={items}
        totalPx={virtualizer.getTotalSize()}
        columns={shown}
        selection={selection}
        elementPrefix={elementPrefix}
        nameOf={props.nameOf}
        onClick={choosing.onClick}
        onOpen={choosing.open}
        onToggleHeading={(id) => props.onToggleHeading?.(id)}
      />
    </TableRoot>
  );
}

const heightOf = (line: Pick<TableLine<never>, 'kind'> | undefined, rowHeightPx: number) =>
  line?.kind === 'heading' ? HEADING_PX : line?.kind === 'divider' ? DIVIDER_PX : rowHeightPx;

type Screen = {
  readonly root: { readonly current: HTMLDivElement | null };
  readonly scrollTo: (index: number) => void;
};

/** What clicks and keys do to the selection. */
function useChoosing<Row>(props: VirtualTableProps<Row>, { root, scrollTo }: Screen) {
  const { lines, selection, rowHeightPx = ROW_PX, onSelectionChange = () => undefined } = props;
  const order = useMemo(() => lines.flatMap(({ kind, id }) => (kind === 'row' ? [id] : [])), [lines]); // read at every key and click
  const open = (id: string) => {
    const line = lines.find((one) => one.kind === 'row' && one.id === id);
    if (line?.kind === 'row') props.onOpen?.(line.row);
  };
  const onClick = (id: string, event: MouseEvent, isBox: boolean) => {
    if (selection === null) return;
    const modifiers = { order, hasShift: event.shiftKey, hasMod: event.ctrlKey || event.metaKey };
    onSelectionChange(isBox && !event.shiftKey ? toggled(selection, id) : clicked(selection, id, modifiers));
    root.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || selection === null) return;
    const page = Math.max(1, Math.floor(((root.current?.clientHeight ?? 0) - HEAD_PX) / rowHeightPx) - 1);
    const isOpening = event.key === 'Enter' && selection.active !== null;
    const next = afterKey(event, { selection, order, page });
    if (!isOpening && next === null) return;
    event.preventDefault();
    if (isOpening) return open(selection.active);
    if (next === null) return;
    onSelectionChange(next);
    const at = lines.findIndex(({ id }) => id === next.active);
    if (next.active !== selection.active && at !== -1) scrollTo(at);
  };
  return { open, onClick, onKeyDown, all: selection === null ? null : allOf(selection, order, onSelectionChange) };
}

function allOf(selection: Selection, order: readonly string[], onChange: (selection: Selection) => void) {
  const count = order.filter((id) => selection.selected.has(id)).length;
  const state = count === 0 ? 'none' : count === order.length ? 'all' : 'some';
  return { state, onToggle: () => onChange(state === 'all' ? cleared(selection) : withAll(selection, order)) } as const;
}
