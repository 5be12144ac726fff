/** From the columns and their places to what is drawn. */
import type { CSSProperties } from 'react';
import { CHOICE_PX } from './TableRoot.tsx';
import type { ColumnPlaces, TableColumn } from './table.ts';

/** In their order on the screen: pinned ones first, then those that are shown. */
export function shownColumns<Row>(
  columns: readonly TableColumn<Row>[],
  places: ColumnPlaces,
): readonly TableColumn<Row>[] {
  const byId = new Map(columns.map((column) => [column.id, column]));
  const placed = places.flatMap(({ id, isVisible }) => {
    const column = byId.get(id);
    return column === undefined || !(isVisible || column.isPinned === true) ? [] : [column];
  });
  return [...placed.filter(({ isPinned }) => isPinned === true), ...placed.filter(({ isPinned }) => isPinned !== true)];
}

export type ColumnWidths = Readonly<Record<string, number>>;

/** `dragged` is the width under the pointer, not yet kept. */
export function widthsOf<Row>(
  columns: readonly TableColumn<Row>[],
  places: ColumnPlaces,
  dragged: { readonly id: string; readonly widthPx: number } | null,
): ColumnWidths {
  const kept = new Map(places.map(({ id, widthPx }) => [id, widthPx]));
  const widthOf = ({ id, widthPx }: TableColumn<Row>) =>
    dragged?.id === id ? dragged.widthPx : (kept.get(id) ?? widthPx);
  return Object.fromEntries(columns.map((column) => [column.id, widthOf(column)]));
}

/** The variables that TableRoot's cells read: so a drag changes one style, and no cell is drawn anew. */
export function widthVariables<Row>(
  columns: readonly TableColumn<Row>[],
  { widths, hasChoice }: { readonly widths: ColumnWidths; readonly hasChoice: boolean },
): CSSProperties {
  const variables: Record<string, string> = {};
  let left = hasChoice ? CHOICE_PX : 0;
  for (const [place, { id }] of columns.entries()) {
    variables[`--w${place}`] = `${widths[id] ?? 0}px`;
    variables[`--l${place}`] = `${left}px`;
    left += widths[id] ?? 0;
  }
  return { ...variables, '--total': `${left}px` } as CSSProperties; // React takes variables, its types do not
}

/** How the cell at a place is laid out. */
export const cellStyle = (place: number, isPinned: boolean): CSSProperties => ({
  width: `var(--w${place})`,
  ...(isPinned ? { left: `var(--l${place})` } : {}),
});

export function cellClass<Row>(columns: readonly TableColumn<Row>[], place: number): string {
  const { align, isPinned = false } = columns[place] ?? {};
  const isLastPinned = isPinned && columns[place + 1]?.isPinned !== true;
  return ['cell', align === 'end' ? 'end' : '', isPinned ? 'pinned' : '', isLastPinned ? 'lastPinned' : '']
    .filter((name) => name !== '')
    .join(' ');
}
