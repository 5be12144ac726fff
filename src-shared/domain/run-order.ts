/** The order and the groups of a table of runs. */
import type { RunRow } from '../contract/runs.ts';
import type { FieldValue } from '../filter/compile.ts';
import type { RunField } from './run-fields.ts';

export type RunSort = { readonly field: RunField; readonly isDescending: boolean };

const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** By the first key, where that is alike by the second, and so on; what is left keeps its order. Missing values come last, whichever way. */
export function sortRuns(rows: readonly RunRow[], sorts: readonly RunSort[]): readonly RunRow[] {
  if (sorts.length === 0) return rows;
  const keyed = rows.map((row) => ({ row, keys: sorts.map(({ field }) => sortKey(field.valueOf(row))) }));
  keyed.sort((a, b) => {
    for (const [i, { isDescending }] of sorts.entries()) {
      const order = compare(a.keys[i] ?? null, b.keys[i] ?? null, isDescending);
      if (order !== 0) return order;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

type SortKey = string | number | null;

function sortKey(value: FieldValue): SortKey {
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'object') return value;
  return value.length === 0 ? null : value.join(', ');
}

function compare(a: SortKey, b: SortKey, isDescending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b));
  return isDescending ? -order : order;
}

export type RunGroup = {
  /** Names the group among the others. */
  readonly key: string;
  /** What its runs have in common; null = they have none. */
  readonly value: FieldValue;
  readonly rows: readonly [RunRow, ...RunRow[]];
};

/** Runs with the same value side by side; groups in the order of their first run. */
export function groupRuns(rows: readonly RunRow[], field: RunField): readonly RunGroup[] {
  const groups = Map.groupBy(rows, (row) => String(sortKey(field.valueOf(row)) ?? ''));
  return [...groups].map(([key, members]) => {
    const [first, ...others] = members as [RunRow, ...RunRow[]]; // a group has at least the run it was made for
    return { key, value: key === '' ? null : field.valueOf(first), rows: [first, ...others] };
  });
}

/** Fields whose value is the same in all these runs. One run is like itself in everything, which says nothing: then there are none. */
export function equalFields(rows: readonly RunRow[], fields: readonly RunField[]): ReadonlySet<string> {
  if (rows.length < 2) return new Set();
  const keyOf = (row: RunRow, field: RunField) => JSON.stringify(field.valueOf(row));
  const [first, ...others] = rows as readonly [RunRow, ...RunRow[]]; // two at least
  const isEqual = (field: RunField) => {
    const key = keyOf(first, field);
    return others.every((row) => keyOf(row, field) === key);
  };
  return new Set(fields.filter(isEqual).map(({ name }) => name));
}

/**
 * The order on the screen after new figures came: rows that were there stay where they were, new ones come in where they belong beside their neighbour
 * in the fresh order. So nothing jumps while somebody reads.
 */
export function keepOrder(before: readonly string[], fresh: readonly string[]): readonly string[] {
  const isFresh = new Set(fresh);
  const kept = before.filter((id) => isFresh.has(id));
  const isKept = new Set(kept);
  const followers = new Map<string | null, string[]>();
  let previous: string | null = null;
  for (const id of fresh) {
    if (isKept.has(id)) previous = id;
    else followers.set(previous, [...(followers.get(previous) ?? []), id]);
  }
  return [...(followers.get(null) ?? []), ...kept.flatMap((id) => [id, ...(followers.get(id) ?? [])])];
}
