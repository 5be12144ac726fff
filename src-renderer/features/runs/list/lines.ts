/** From runs in their order to the lines of the table: pinned ones first, then groups with their counts. */
import type { TableLine } from '#renderer/components/table/table.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import type { RunField } from '#shared/domain/run-fields.ts';
import { groupRuns } from '#shared/domain/run-order.ts';
import type { FieldValue } from '#shared/filter/compile.ts';

export type LinesOptions = {
  readonly groupBy: RunField | null;
  /** Ids of headings whose runs are not shown. */
  readonly closed: ReadonlySet<string>;
  /** A group's value as a person reads it. */
  readonly wordOf: (field: RunField, value: FieldValue) => string;
};

export function runLines(
  rows: readonly RunRow[],
  { groupBy, closed, wordOf }: LinesOptions,
): readonly TableLine<RunRow>[] {
  const pinned = rows.filter(({ isPinned }) => isPinned);
  const others = pinned.length === 0 ? rows : rows.filter(({ isPinned }) => !isPinned);
  const top = pinned.length === 0 ? [] : [divider('Pinned'), ...pinned.map(toLine)];
  if (groupBy === null) {
    const below = others.length > 0 && top.length > 0 ? [divider('Others')] : [];
    return [...top, ...below, ...others.map(toLine)];
  }
  const groups = groupRuns(others, groupBy).flatMap(({ key, value, rows: members }): readonly TableLine<RunRow>[] => {
    const id = `group ${key}`;
    const isOpen = !closed.has(id);
    const title = `${groupBy.title}: ${value === null ? 'none' : wordOf(groupBy, value)}`;
    return [{ kind: 'heading', id, title, count: members.length, isOpen }, ...(isOpen ? members.map(toLine) : [])];
  });
  return [...top, ...groups];
}

const toLine = (row: RunRow): TableLine<RunRow> => ({ kind: 'row', id: row.id, row });
const divider = (title: string): TableLine<RunRow> => ({ kind: 'divider', id: `divider ${title}`, title });
