/** Opening a CSV that somebody else made, and what its bytes must be: a regular file within limits, UTF-8, whole quotes. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { CsvError, Options } from 'csv-parse';
import { AppError } from '#shared/errors.ts';
import { createUtf8Check } from './utf8.ts';

/** 512 MB, 1 MB a row and 5 million rows are ten times what the largest public data sets of faces have. */
export const MAX_CSV_BYTES = 512 * 2 ** 20;
export const MAX_ROW_BYTES = 2 ** 20;
const MAX_ROWS = 5_000_000;

/** How a table of faces is taken apart, whoever reads it. */
export const CSV_OPTIONS = {
  bom: true,
  info: true,
  trim: true,
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: MAX_ROW_BYTES,
} as const satisfies Options;

/** What csv-parse yields with `info: true`; `bytes` is where the record ends in what was parsed, with its line end. */
export type ParsedRecord = { readonly record: readonly string[]; readonly info: { readonly bytes: number } };

/** O_NONBLOCK: opening a named pipe must not wait for someone to write into it. @throws file_not_found, file_invalid */
export async function openCsv(csvPath: string): Promise<FileHandle> {
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

/** The chunks as they come, refused from the first byte on that is not UTF-8. @throws file_invalid */
export function checkedBytes(csvPath: string, onChunk: (chunk: Buffer) => void = () => undefined) {
  const utf8 = createUtf8Check();
  const refuse = (offset: number | null, start: Buffer) => {
    if (offset !== null) throw notUtf8(csvPath, offset, start);
  };
  return async function* (chunks: AsyncIterable<Buffer>) {
    let start: Buffer | null = null;
    for await (const chunk of chunks) {
      start ??= chunk.subarray(0, 2);
      onChunk(chunk);
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

export const TOO_LONG_OR_OPEN = `a row is longer than ${count(MAX_ROW_BYTES)} bytes, or a quote is never closed`;

const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quote ends in the middle of a value',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'a quote ends in the middle of a value',
  INVALID_OPENING_QUOTE: 'a quote begins in the middle of a value',
  CSV_MAX_RECORD_SIZE: TOO_LONG_OR_OPEN,
};

/** csv-parse's complaint in our words. `firstLine`: where in the file what it was given begins. */
export function brokenCsv(csvPath: string, cause: CsvError, firstLine = 1): AppError {
  const { lines } = cause;
  const reason = REASONS[cause.code] ?? cause.message;
  return brokenQuotes(csvPath, { line: typeof lines === 'number' ? firstLine - 1 + lines : null, reason, cause });
}

export function brokenQuotes(
  csvPath: string,
  { line, reason, cause }: { readonly line: number | null; readonly reason: string; readonly cause?: unknown },
): AppError {
  const place = line === null ? `"${csvPath}"` : `"${csvPath}", line ${line}`;
  return new AppError('data_invalid', `${place}: ${reason}.`, {
    hint: 'A value with commas, quotes or line breaks stands in double quotes, and a quote inside it is written twice.',
    cause,
  });
}

/** @throws data_invalid */
export function assertRows(csvPath: string, { hasHeader, rowCount }: { hasHeader: boolean; rowCount: number }): void {
  if (!hasHeader) throw noRows(csvPath, 'is empty');
  if (rowCount === 0) throw noRows(csvPath, 'has a header and no rows');
  if (rowCount > MAX_ROWS)
    throw new AppError('data_invalid', `"${csvPath}" has more than ${count(MAX_ROWS)} rows, the most that is read.`);
}

const noRows = (csvPath: string, what: string) =>
  new AppError('data_invalid', `"${csvPath}" ${what}.`, {
    hint: 'The first line names the columns path,real; each further line is one image, for instance "faces/1.jpg,1".',
  });

function count(value: number): string {
  return value.toLocaleString('en-US');
}
