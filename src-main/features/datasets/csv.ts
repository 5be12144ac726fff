/**
 * The CSV that names the faces: columns `path,real` as in the reference project, more as in data/README.md. What is wrong with one row makes
 * that row bad; what makes the whole file doubtful (no such column, not UTF-8, a quote that never ends) is an error.
 */
import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { AppError } from '#shared/errors.ts';
import { type BadRow, createRowReader, type FaceRow, readHeader } from './csv-rows.ts';
import { createUtf8Check } from './utf8.ts';

export type { BadRow, FaceRow, Split } from './csv-rows.ts';

export type FaceTable = {
  readonly csvPath: string;
  readonly columns: readonly string[];
  readonly rows: readonly FaceRow[];
  readonly bad: readonly BadRow[];
  /** Of the CSV's bytes, in hexadecimal. */
  readonly sha256: string;
};

/** 512 MB, 1 MB a row and 5 million rows are ten times what the largest public data sets of faces have. */
export const MAX_CSV_BYTES = 512 * 2 ** 20;
const MAX_ROW_BYTES = 2 ** 20;
const MAX_ROWS = 5_000_000;

/** Reads the whole table. @throws file_not_found, file_invalid (not a file, too large, not UTF-8), data_invalid (columns, quotes, no rows) */
export async function readFaceCsv(csvPath: string): Promise<FaceTable> {
  await using handle = await openCsv(csvPath);
  const parser = parse({
    bom: true,
    info: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_BYTES,
  });
  const hash = createHash('sha256');
  let columns: readonly string[] | null = null;
  let accept = createRowReader([], '');
  const rows: FaceRow[] = [];
  const bad: BadRow[] = [];

  const collect = async (records: AsyncIterable<ParsedRecord>) => {
    for await (const { record, info } of records) {
      if (columns === null) {
        columns = readHeader(record, csvPath);
        accept = createRowReader(columns, dirname(resolve(csvPath)));
        continue;
      }
      if (rows.length + bad.length === MAX_ROWS)
        throw new AppError(
          'data_invalid',
          `"${csvPath}" has more than ${count(MAX_ROWS)} rows, the most that is read.`,
        );
      const read = accept(record, info.lines - newlines(record));
      if (read.kind === 'row') rows.push(read.row);
      else bad.push(read.bad);
    }
  };

  try {
    await pipeline(handle.createReadStream({ autoClose: false }), checkedBytes(csvPath, hash), parser, collect);
  } catch (error) {
    throw error instanceof CsvError ? brokenCsv(csvPath, error) : error;
  }
  if (columns === null) throw noRows(csvPath, 'is empty');
  if (rows.length + bad.length === 0) throw noRows(csvPath, 'has a header and no rows');
  return { csvPath, columns, rows, bad, sha256: hash.digest('hex') };
}

/** What csv-parse yields with `info: true`; `lines` is the line on which the record ends. */
type ParsedRecord = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

/** O_NONBLOCK: opening a named pipe must not wait for someone to write into it. */
async function openCsv(csvPath: string): Promise<FileHandle> {
  const handle = await open(csvPath, constants.O_RDONLY | constants.O_NONBLOCK).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT')
        throw new AppError('file_not_found', `There is no file "${csvPath}".`, {
          hint: 'Give the path of a CSV with the columns path,real; relative paths start at the working directory.',
          cause,
        });
      throw new AppError('file_invalid', `"${csvPath}" cannot be opened: ${cause.message}.`, { cause });
    },
  );
  const stat = await handle.stat();
  if (stat.isFile() && stat.size <= MAX_CSV_BYTES) return handle;
  await handle.close();
  throw stat.isFile()
    ? new AppError(
        'file_invalid',
        `"${csvPath}" has ${count(stat.size)} bytes; at most ${count(MAX_CSV_BYTES)} are read.`,
      )
    : new AppError(
        'file_invalid',
        `"${csvPath}" is ${stat.isDirectory() ? 'a folder' : 'not a regular file'}; expected a CSV.`,
      );
}

function checkedBytes(csvPath: string, hash: Hash) {
  const utf8 = createUtf8Check();
  const refuse = (offset: number | null, start: Buffer) => {
    if (offset !== null) throw notUtf8(csvPath, offset, start);
  };
  return async function* (chunks: AsyncIterable<Buffer>) {
    let start: Buffer | null = null;
    for await (const chunk of chunks) {
      start ??= chunk.subarray(0, 2);
      hash.update(chunk);
      refuse(utf8.add(chunk), start);
      yield chunk;
    }
    refuse(utf8.end(), start ?? Buffer.alloc(0));
  };
}

function notUtf8(csvPath: string, offset: number, start: Buffer): AppError {
  const hex = start.toString('hex');
  const guess =
    hex === 'fffe' || hex === 'feff' ? ' It looks like UTF-16.' : hex === '1f8b' ? ' It looks like gzip.' : '';
  return new AppError('file_invalid', `"${csvPath}" is not UTF-8 text: see byte ${count(offset)}.${guess}`, {
    hint: 'Save it as plain CSV in UTF-8 (in a spreadsheet: "CSV UTF-8").',
  });
}

const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quote ends in the middle of a value',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'a quote ends in the middle of a value',
  INVALID_OPENING_QUOTE: 'a quote begins in the middle of a value',
  CSV_MAX_RECORD_SIZE: `a row is longer than ${count(MAX_ROW_BYTES)} bytes, or a quote is never closed`,
};

function brokenCsv(csvPath: string, cause: CsvError): AppError {
  const { lines } = cause;
  const place = typeof lines === 'number' ? `"${csvPath}", line ${lines}` : `"${csvPath}"`;
  return new AppError('data_invalid', `${place}: ${REASONS[cause.code] ?? cause.message}.`, {
    hint: 'A value with commas, quotes or line breaks stands in double quotes, and a quote inside it is written twice.',
    cause,
  });
}

const noRows = (csvPath: string, what: string) =>
  new AppError('data_invalid', `"${csvPath}" ${what}.`, {
    hint: 'The first line names the columns path,real; each further line is one image, for instance "faces/1.jpg,1".',
  });

const newlines = (record: readonly string[]) => record.reduce((sum, field) => sum + field.split('\n').length - 1, 0);

function count(value: number): string {
  return value.toLocaleString('en-US');
}
