/** The table as it is shown, as CSV: a row for each run, a column for each that is shown. */
import type { RunRow } from '#shared/contract/runs.ts';
import type { RunField } from '#shared/domain/run-fields.ts';
import { type CsvCell, csvText } from '#shared/export/csv.ts';

/** Names as the filter has them. Numbers whole and plain: fractions 0..1, durations in seconds, times as ISO 8601. */
export const runsCsv = (rows: readonly RunRow[], fields: readonly RunField[]): string =>
  csvText(
    fields.map(({ name, kind }) => (kind === 'duration' ? `${name} (s)` : name)),
    rows.map((row) => fields.map((field) => cellOf(field, row))),
  );

function cellOf(field: RunField, row: RunRow): CsvCell {
  const { kind } = field;
  const value = field.valueOf(row);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number' && kind === 'duration') return value / 1000;
  if (typeof value === 'number' && kind === 'instant') return new Date(value).toISOString();
  return typeof value === 'object' && value !== null ? value.join(', ') : value;
}
