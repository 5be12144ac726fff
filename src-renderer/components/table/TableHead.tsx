// biome-ignore-all lint/a11y/useSemanticElements: the elements of a table cannot be positioned, as the lines of a virtual one are
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its row by aria-activedescendant
import ArrowDown from '@mui/icons-material/ArrowDownward';
import ArrowUp from '@mui/icons-material/ArrowUpward';
import { type DragEvent, type KeyboardEvent, type MouseEvent, useState } from 'react';
import { ColumnResizer } from './ColumnResizer.tsx';
import { type ColumnWidths, cellClass, cellStyle } from './columns.ts';
import { TitleKeys } from './TitleKeys.tsx';
import type { ColumnSort, TableColumn } from './table.ts';

export type TableHeadProps<Row> = {
  readonly columns: readonly TableColumn<Row>[];
  readonly widths: ColumnWidths;
  readonly sort: readonly ColumnSort[];
  /** Null: nothing can be chosen. */
  readonly choice: { readonly state: 'none' | 'some' | 'all'; readonly onToggle: () => void } | null;
  readonly onSort: (id: string, isAdding: boolean) => void;
  readonly onMove: (id: string, before: string | null) => void;
  readonly onShift: (id: string, step: -1 | 1) => void;
  readonly onDragWidth: (id: string, widthPx: number) => void;
  /** Null = the column's own width again. */
  readonly onKeepWidth: (id: string, widthPx: number | null) => void;
};

const KEY_STEP_PX = 16;

/** Titles: a click sorts, with Shift by a further key; dragged, they move; their right edge changes the width. Alt and arrows do the same. */
export function TableHead<Row>({ columns, widths, sort, choice, ...acts }: TableHeadProps<Row>) {
  const [target, setTarget] = useState<string | null>(null);
  const [focused, setFocused] = useState(0);
  return (
    <div role="rowgroup" className="head">
      <TitleKeys />
      <div role="row" className="line" aria-rowindex={1} onKeyDown={goToTitle}>
        {choice !== null && (
          <div role="columnheader" className="cell pinned choice">
            <input
              type="checkbox"
              aria-label="Select all that are shown"
              tabIndex={-1}
              checked={choice.state === 'all'}
              ref={(box) => {
                if (box !== null) box.indeterminate = choice.state === 'some';
              }}
              onChange={choice.onToggle}
            />
          </div>
        )}
        {columns.map((column, place) => (
          <HeadCell
            key={column.id}
            className={`${cellClass(columns, place)} ${target === column.id ? 'dropTarget' : ''}`}
            column={column}
            place={place}
            widthPx={widths[column.id] ?? column.widthPx}
            sorted={sortedAs(sort, column.id)}
            hasTabStop={place === Math.min(focused, columns.length - 1)}
            onFocus={() => setFocused(place)}
            onTarget={setTarget}
            {...acts}
          />
        ))}
      </div>
    </div>
  );
}

/** Left and right go from title to title, so that the Tab key stops here once. */
function goToTitle(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : null;
  if (step === null || event.altKey) return;
  const titles = [...event.currentTarget.querySelectorAll<HTMLElement>('.title')];
  const next = titles[titles.indexOf(event.target as HTMLElement) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

type Sorted = {
  readonly isDescending: boolean /** Null where it is the only key. */;
  readonly rank: number | null;
} | null;

function sortedAs(sort: readonly ColumnSort[], id: string): Sorted {
  const at = sort.findIndex((one) => one.id === id);
  const found = sort[at];
  return found === undefined ? null : { isDescending: found.isDescending, rank: sort.length > 1 ? at + 1 : null };
}

type HeadCellProps<Row> = Pick<TableHeadProps<Row>, 'onSort' | 'onMove' | 'onShift' | 'onDragWidth' | 'onKeepWidth'> & {
  readonly className: string;
  readonly column: TableColumn<Row>;
  readonly place: number;
  readonly widthPx: number;
  readonly sorted: Sorted;
  readonly hasTabStop: boolean;
  readonly onFocus: () => void;
  readonly onTarget: (id: string | null) => void;
};

const DRAGGED_COLUMN = 'application/x-facet-column';

function HeadCell<Row>({ className, column, place, widthPx, sorted, onTarget, ...acts }: HeadCellProps<Row>) {
  const { hasTabStop, onFocus } = acts;
  const { id, isPinned = false, isSortable = true } = column;
  const onDrop = (event: DragEvent) => {
    onTarget(null);
    const dragged = event.dataTransfer.getData(DRAGGED_COLUMN);
    if (dragged !== '' && !isPinned) acts.onMove(dragged, id);
  };
  const dragging = {
    draggable: !isPinned,
    onDragStart: (event: DragEvent) => event.dataTransfer.setData(DRAGGED_COLUMN, id),
    onDragOver: (event: DragEvent) => {
      if (isPinned || !event.dataTransfer.types.includes(DRAGGED_COLUMN)) return;
      event.preventDefault();
      onTarget(id);
    },
    onDragLeave: () => onTarget(null),
    onDrop,
  };
  return (
    <div
      role="columnheader"
      className={className}
      style={cellStyle(place, isPinned)}
      aria-sort={sorted === null ? 'none' : sorted.isDescending ? 'descending' : 'ascending'}
      {...dragging}
    >
      <Title
        column={column}
        sorted={sorted}
        hasTabStop={hasTabStop}
        onFocus={onFocus}
        onPress={(event) => (isSortable ? acts.onSort(id, event.shiftKey) : undefined)}
        onKeyDown={(event) => {
          const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : null;
          if (step === null || !event.altKey) return;
          event.preventDefault();
          event.stopPropagation();
          if (!event.shiftKey) acts.onKeepWidth(id, widthPx + step * KEY_STEP_PX);
          else if (!isPinned) acts.onShift(id, step);
        }}
      />
      <ColumnResizer
        title={column.title}
        widthPx={widthPx}
        onDrag={(px) => acts.onDragWidth(id, px)}
        onKeep={(px) => acts.onKeepWidth(id, px)}
      />
    </div>
  );
}

type TitleProps<Row> = {
  readonly column: TableColumn<Row>;
  readonly sorted: Sorted;
  readonly hasTabStop: boolean;
  readonly onFocus: () => void;
  readonly onPress: (event: MouseEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

function Title<Row>({ column, sorted, hasTabStop, onFocus, onPress, onKeyDown }: TitleProps<Row>) {
  const { title, about, isSortable = true } = column;
  return (
    <button
      type="button"
      className={isSortable ? 'title' : 'title plain'}
      tabIndex={hasTabStop ? 0 : -1}
      onFocus={onFocus}
      onClick={onPress}
      onKeyDown={onKeyDown}
      {...(about == null ? {} : { title: about })} // not MUI's: each of those costs as much as a row
    >
      <span>{title}</span>
      {sorted !== null && (sorted.isDescending ? <ArrowDown fontSize="inherit" /> : <ArrowUp fontSize="inherit" />)}
      {sorted?.rank != null && <small>{sorted.rank}</small>}
    </button>
  );
}
