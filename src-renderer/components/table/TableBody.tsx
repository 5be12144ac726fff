// biome-ignore-all lint/a11y/useSemanticElements: the elements of a table cannot be positioned, as the lines of a virtual one are
import type { VirtualItem } from '@tanstack/react-virtual';
import type { MouseEvent } from 'react';
import { RowLine } from './RowLine.tsx';
import { SpanLine } from './SpanLine.tsx';
import type { Selection } from './selection.ts';
import { HEAD_PX } from './TableRoot.tsx';
import type { TableColumn, TableLine } from './table.ts';

export type TableBodyProps<Row> = {
  readonly lines: readonly TableLine<Row>[];
  readonly items: readonly VirtualItem[];
  readonly totalPx: number;
  readonly columns: readonly TableColumn<Row>[];
  readonly selection: Selection | null;
  /** Of an element: this and the row's id. */
  readonly elementPrefix: string;
  readonly nameOf: (row: Row) => string;
  readonly onClick: (id: string, event: MouseEvent, isBox: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly onToggleHeading: (id: string) => void;
};

/** The lines that are on the screen. One listener for all of them. */
export function TableBody<Row>({ lines, items, columns, selection, elementPrefix, ...rest }: TableBodyProps<Row>) {
  const { totalPx, nameOf, onClick, onOpen, onToggleHeading } = rest;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it hears the keys
    <div
      role="rowgroup"
      className="body"
      style={{ height: totalPx }}
      onClick={(event) => {
        const place = placeOf(event.target);
        if (place !== null && !place.isControl) onClick(place.id, event, place.isBox);
      }}
      onDoubleClick={(event) => {
        const place = placeOf(event.target);
        if (place !== null && !place.isControl && !place.isBox) onOpen(place.id);
      }}
    >
      {items.map(({ index, start, size }) => {
        const line = lines[index];
        if (line === undefined) return null;
        const common = { rowIndex: index + 2, topPx: start - HEAD_PX, heightPx: size };
        return line.kind === 'row' ? (
          <RowLine
            key={line.id}
            id={line.id}
            elementId={`${elementPrefix}${line.id}`}
            row={line.row}
            nameOf={nameOf}
            columns={columns}
            hasChoice={selection !== null}
            isSelected={selection?.selected.has(line.id) ?? false}
            isActive={selection?.active === line.id}
            {...common}
          />
        ) : (
          <SpanLine key={line.id} line={line} onToggle={() => onToggleHeading(line.id)} {...common} />
        );
      })}
    </div>
  );
}

/** Null outside the rows. What can be pressed by itself does its own work. */
function placeOf(
  target: EventTarget,
): { readonly id: string; readonly isBox: boolean; readonly isControl: boolean } | null {
  if (!(target instanceof Element)) return null;
  const id = target.closest('[data-row]')?.getAttribute('data-row') ?? null;
  const isBox = target.closest('.choice') !== null;
  return id === null ? null : { id, isBox, isControl: !isBox && target.closest('a, button, input, textarea') !== null };
}
