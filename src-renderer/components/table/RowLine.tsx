// biome-ignore-all lint/a11y/useSemanticElements: the elements of a table cannot be positioned, as the lines of a virtual one are
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its row by aria-activedescendant
import { memo, type ReactNode } from 'react';
import { cellClass, cellStyle } from './columns.ts';
import type { TableColumn } from './table.ts';

export type RowLineProps<Row> = {
  readonly id: string;
  readonly elementId: string;
  readonly row: Row;
  /** For who hears the box that chooses it. */
  readonly nameOf: (row: Row) => string;
  readonly columns: readonly TableColumn<Row>[];
  /** From 1, the titles included. */
  readonly rowIndex: number;
  readonly topPx: number;
  readonly heightPx: number;
  readonly hasChoice: boolean;
  readonly isSelected: boolean;
  readonly isActive: boolean;
};

/** Drawn again only when something of it changes: scrolling and dragging a width leave it alone. What is clicked on, the table finds out by data-row. */
export const RowLine = memo(function RowLine<Row>({
  id,
  elementId,
  row,
  nameOf,
  columns,
  rowIndex,
  topPx,
  heightPx,
  hasChoice,
  isSelected,
  isActive,
}: RowLineProps<Row>) {
  return (
    <div
      role="row"
      id={elementId}
      data-row={id}
      className={isActive ? 'line row active' : 'line row'}
      aria-rowindex={rowIndex}
      {...(hasChoice ? { 'aria-selected': isSelected } : {})}
      style={{ height: heightPx, transform: `translateY(${topPx}px)` }}
    >
      {hasChoice && (
        <div role="gridcell" className="cell pinned choice">
          <input type="checkbox" tabIndex={-1} checked={isSelected} readOnly aria-label={`Select ${nameOf(row)}`} />
        </div>
      )}
      {columns.map((column, place) => (
        <div
          key={column.id}
          role="gridcell"
          className={cellClass(columns, place)}
          style={cellStyle(place, column.isPinned === true)}
        >
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}) as <Row>(props: RowLineProps<Row>) => ReactNode; // memo forgets that it is generic
