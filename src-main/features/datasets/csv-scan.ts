/**
 * A look through a CSV without reading it all: its header, how many rows it has, and rows from all over it (a table is often sorted by class, so its first
 * rows show one). The bytes are only counted, quotes are respected, and only the rows that are kept are taken apart: 100,000 rows take some 50 ms.
 */
import { pipeline } from 'node:stream/promises';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import {
  assertRows,
  brokenCsv,
  brokenQuotes,
  CSV_OPTIONS,
  checkedBytes,
  MAX_ROW_BYTES,
  openCsv,
  type ParsedRecord,
  TOO_LONG_OR_OPEN,
} from './csv-file.ts';
import { lineEndOf } from './csv-lines.ts';

export type ScannedRow = { readonly line: number; readonly fields: readonly string[] };

export type CsvScan = {
  readonly header: readonly string[];
  readonly rowCount: number;
  /** In the order of their lines: the first ones, and more at even distances. */
  readonly rows: readonly ScannedRow[];
};

const FIRST_ROWS = 500;
const SPREAD_ROWS = 2_000;

/** @throws file_not_found, file_invalid (not a file, too large, not UTF-8), data_invalid (quotes, no rows) */
export async function scanCsv(csvPath: string): Promise<CsvScan> {
  await using handle = await openCsv(csvPath);
  const { size } = await handle.stat();
  const bytesApart = Math.max(1, size / SPREAD_ROWS);
  let header: RawRow | null = null;
  const kept: RawRow[] = [];
  let rowCount = 0;
  let nextStart = 0;
  const cut = createRowCutter(csvPath, (row) => {
    if (header === null) {
      header = row.copy();
      return;
    }
    rowCount += 1;
    const isFirst = rowCount <= FIRST_ROWS;
    if (!isFirst && row.start < nextStart) return;
    if (!isFirst) nextStart = row.start + bytesApart;
    kept.push(row.copy());
  });

  await pipeline(handle.createReadStream({ autoClose: false }), checkedBytes(csvPath), async (chunks) => {
    for await (const chunk of chunks) cut.add(chunk);
    cut.end();
  });
  const [names] = header === null ? [] : parseRows([header], csvPath);
  const columns = names?.fields ?? [];
  assertRows(csvPath, { hasHeader: columns.length > 0, rowCount });
  return { header: columns, rowCount, rows: parseRows(kept, csvPath) };
}

type RawRow = { readonly line: number; readonly text: string };

/** A row in the buffer that is being read: `copy` takes it out. */
type CutRow = { readonly start: number; readonly copy: () => RawRow };

const [QUOTE, SPACE] = [0x22, 0x20];

/** Cuts bytes into rows at the line ends outside quotes; blank lines are no rows. A quote inside quotes is written twice: two changes that cancel out. */
function createRowCutter(csvPath: string, onRow: (row: CutRow) => void) {
  let held: Buffer = Buffer.alloc(0);
  let heldStart = 0; // of `held` in the file
  let line = 1;
  let rowLine = 1;
  let isQuoted = false;
  let isBlank = true;
  let lineEnd: number | null = null;

  const emit = (bytes: Buffer, from: number, to: number) => {
    if (isBlank) return;
    const lineOfRow = rowLine;
    onRow({ start: heldStart + from, copy: () => ({ line: lineOfRow, text: bytes.toString('utf8', from, to) }) });
  };

  return {
    add: (chunk: Buffer) => {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      lineEnd ??= lineEndOf(bytes);
      let from = 0;
      for (let at = held.length; at < bytes.length; at++) {
        const byte = bytes[at] as number; // inside the buffer
        if (byte === lineEnd) {
          line += 1;
          if (isQuoted) continue;
          emit(bytes, from, at);
          from = at + 1;
          rowLine = line;
          isBlank = true;
        } else if (byte > SPACE) {
          isBlank = false;
          if (byte === QUOTE) isQuoted = !isQuoted;
        }
      }
      held = bytes.subarray(from);
      heldStart += from;
      if (held.length > MAX_ROW_BYTES) throw brokenQuotes(csvPath, { line: rowLine, reason: TOO_LONG_OR_OPEN });
    },
    end: () => {
      if (isQuoted) throw brokenQuotes(csvPath, { line: rowLine, reason: 'a quote is opened and never closed' });
      emit(held, 0, held.length);
    },
  };
}

/** All in one call; where that fails, one by one, so that the error names the line. */
function parseRows(rows: readonly RawRow[], csvPath: string): readonly ScannedRow[] {
  try {
    const records = parseText(rows.map((row) => row.text).join('\n'));
    if (records.length === rows.length)
      return rows.map(({ line }, index) => ({ line, fields: records[index]?.record ?? [] }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return rows.map(({ line, text }) => ({ line, fields: parseRow(text, { line, csvPath }) }));
}

function parseRow(text: string, { line, csvPath }: { readonly line: number; readonly csvPath: string }) {
  try {
    return parseText(text)[0]?.record ?? [];
  } catch (error) {
    throw error instanceof CsvError ? brokenCsv(csvPath, error, line) : error;
  }
}

/** `info: true` makes a record of each row; csv-parse's own types do not say so. */
const parseText = (text: string): readonly ParsedRecord[] => parse(text, CSV_OPTIONS) as unknown as ParsedRecord[];
