/** What a table shows. The order of lines and columns is its owner's: the table draws, scrolls, and tells what a person does. */
import type { ReactNode } from 'react';

export type TableColumn<Row> = {
  readonly id: string;
  readonly title: string;
  /** On hover over the title. */
  readonly about?: string | null;
  /** Numbers at the end, under one another. */
  readonly align?: 'start' | 'end';
  /** Until a person drags it. */
  readonly widthPx: number;
  readonly isSortable?: boolean;
  /** Stays at the left while the others scroll; neither hidden nor moved. */
  readonly isPinned?: boolean;
  readonly render: (row: Row) => ReactNode;
};

export type TableLine<Row> =
  | { readonly kind: 'row'; readonly id: string; readonly row: Row }
  | {
      readonly kind: 'heading';
      readonly id: string;
      readonly title: string;
      readonly count: number;
      readonly isOpen: boolean;
    }
  | { readonly kind: 'divider'; readonly id: string; readonly title: string };

export type ColumnSort = { readonly id: string; readonly isDescending: boolean };

/** In their order from left to right; a column that is not named stands behind, as it comes. */
export type ColumnPlaces = readonly {
  readonly id: string;
  readonly isVisible: boolean;
  readonly widthPx: number | null;
}[];

const MIN_COLUMN_PX = 48;
const MAX_COLUMN_PX = 800;

/** Neither invisible nor beyond every screen; null stays the column's own width. */
export const boundedWidth = (widthPx: number | null): number | null =>
  widthPx === null ? null : Math.round(Math.min(MAX_COLUMN_PX, Math.max(MIN_COLUMN_PX, widthPx)));

/** Every column once: those that are named, then those that are not, hidden or shown as `isShownAtFirst` says. */
export function completePlaces(
  places: ColumnPlaces,
  columns: readonly { readonly id: string }[],
  isShownAtFirst: (id: string) => boolean,
): ColumnPlaces {
  const known = new Set(columns.map(({ id }) => id));
  const once = new Map(places.map((place) => [place.id, place])); // a link may name one twice
  return [
    ...[...once.values()].filter(({ id }) => known.has(id)),
    ...columns
      .filter(({ id }) => !once.has(id))
      .map(({ id }) => ({ id, isVisible: isShownAtFirst(id), widthPx: null })),
  ];
}

/** The column goes before another one; null = to the end. */
export function movedColumn(places: ColumnPlaces, id: string, before: string | null): ColumnPlaces {
  const moved = places.find((place) => place.id === id);
  if (moved === undefined || id === before) return places;
  const others = places.filter((place) => place.id !== id);
  const at = before === null ? others.length : others.findIndex((place) => place.id === before);
  return at === -1 ? places : [...others.slice(0, at), moved, ...others.slice(at)];
}

/** One place to the left or right among the columns that are shown. */
export function shiftedColumn(places: ColumnPlaces, id: string, step: -1 | 1): ColumnPlaces {
  const visible = places.filter((place) => place.isVisible || place.id === id).map((place) => place.id);
  const at = visible.indexOf(id);
  const target = at + step;
  if (at === -1 || target < 0 || target >= visible.length) return places;
  return movedColumn(places, id, (step === -1 ? visible[target] : visible[target + 1]) ?? null);
}

/** What a click on a title makes of the order: up, down, then as it was; with another key added or changed where `isAdding`. */
export function nextSort(sort: readonly ColumnSort[], id: string, isAdding: boolean): readonly ColumnSort[] {
  const current = sort.find((one) => one.id === id);
  const next =
    current === undefined ? [{ id, isDescending: false }] : current.isDescending ? [] : [{ id, isDescending: true }];
  if (!isAdding) return next;
  if (current === undefined) return [...sort, ...next];
  return sort.flatMap((one) => (one.id === id ? next : [one]));
}
