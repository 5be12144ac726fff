/** A table as CSV (RFC 4180) that a spreadsheet opens as data, whatever a stranger wrote into it. */

/** Text, a number as it is, or nothing. */
export type CsvCell = string | number | null;

/** A header and rows of as many cells, lines ended by CRLF; without a byte order mark. */
export const csvText = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  [header, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');

/** Spreadsheets run a cell that begins like this (OWASP, "CSV injection"). */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Text that would be a formula gets an apostrophe, which spreadsheets take for "this is text". A number is never touched: -0.5 stays one. */
export function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
