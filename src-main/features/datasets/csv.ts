/**
 * The CSV that names the faces: columns `path,real` as in the reference project, more as in data/README.md, or other columns and what they mean.
 * What is wrong with one row makes that row bad; what makes the whole file doubtful (no such column, not UTF-8, a quote that never ends) is an error.
 */
import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import type { ColumnMapping } from '#shared/contract/datasets.ts';
import { fitsHeader, OWN_COLUMNS, readHeader } from './csv-columns.ts';
import { assertRows, brokenCsv, CSV_OPTIONS, checkedBytes, openCsv, type ParsedRecord } from './csv-file.ts';
import { createLineIndex } from './csv-lines.ts';
import { type BadRow, createRowReader, type FaceRow } from './csv-rows.ts';

export type { BadRow, FaceRow, Split } from './csv-rows.ts';

export type FaceTable = {
  readonly csvPath: string;
  readonly columns: readonly string[];
  /** What the columns meant; null = our own names. */
  readonly mapping: ColumnMapping | null;
  /** Where relative paths start; null = the CSV's own folder. */
  readonly imagesFolder: string | null;
  readonly rows: readonly FaceRow[];
  readonly bad: readonly BadRow[];
  /** Of the CSV's bytes, in hexadecimal. */
  readonly sha256: string;
};

export type ReadFaceCsvOptions = {
  /** What the columns mean; null = our own names. */
  readonly mapping?: ColumnMapping | null;
  /** How this CSV was read before: as long as it still has these columns, it is read like that again. */
  readonly earlierMapping?: ColumnMapping | null;
  readonly imagesFolder?: string | null;
};

/** Reads the whole table. @throws file_not_found, file_invalid (not a file, too large, not UTF-8), data_invalid (columns, quotes, no rows) */
export async function readFaceCsv(csvPath: string, options: ReadFaceCsvOptions = {}): Promise<FaceTable> {
  await using handle = await openCsv(csvPath);
  const hash = createHash('sha256');
  const lines = createLineIndex();
  const onChunk = (chunk: Buffer) => {
    hash.update(chunk);
    lines.add(chunk);
  };
  const table = createTable(csvPath, options);
  const collect = async (records: AsyncIterable<ParsedRecord>) => {
    for await (const { record, info } of records) table.add(record, lines.lineAt(info.bytes - 1) - newlines(record)); // where it begins, not where it ends
  };
  try {
    const bytes = handle.createReadStream({ autoClose: false });
    await pipeline(bytes, checkedBytes(csvPath, onChunk), parse(CSV_OPTIONS), collect);
  } catch (error) {
    throw error instanceof CsvError ? brokenCsv(csvPath, error) : error;
  }
  return table.finish(hash.digest('hex'));
}

const newlines = (record: readonly string[]) => record.reduce((sum, field) => sum + field.split('\n').length - 1, 0);

/** Takes the header first, then the rows. */
function createTable(csvPath: string, options: ReadFaceCsvOptions) {
  const { earlierMapping = null, imagesFolder = null } = options;
  const folder = imagesFolder ?? dirname(resolve(csvPath));
  const rows: FaceRow[] = [];
  const bad: BadRow[] = [];
  let mapping = options.mapping ?? null;
  let columns: readonly string[] | null = null;
  let accept = createRowReader([], folder, OWN_COLUMNS);

  return {
    add: (record: readonly string[], line: number): void => {
      if (columns === null) {
        if (mapping === null && earlierMapping !== null && fitsHeader(earlierMapping, record)) mapping = earlierMapping;
        columns = readHeader(record, csvPath, mapping);
        accept = createRowReader(columns, folder, mapping ?? OWN_COLUMNS);
        return;
      }
      const read = accept(record, line);
      if (read.kind === 'row') rows.push(read.row);
      else bad.push(read.bad);
      assertRows(csvPath, { hasHeader: true, rowCount: rows.length + bad.length });
    },
    finish: (sha256: string): FaceTable => {
      assertRows(csvPath, { hasHeader: columns !== null, rowCount: rows.length + bad.length });
      return { csvPath, columns: columns ?? [], mapping, imagesFolder, rows, bad, sha256 };
    },
  };
}
