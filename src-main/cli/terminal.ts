/** What the command line writes: results to standard output, everything about the work to standard error where the output is data. */
import { AppError, type ErrorCode, serializeError } from '#shared/errors.ts';
import { INTERRUPTED_EXIT_CODE } from './stop-on-interrupt.ts';

export type Terminal = {
  /** A line for people; with --json it goes nowhere. */
  readonly line: (text?: string) => void;
  /** The result of the command as data, with --json only. */
  readonly json: (value: unknown) => void;
  readonly isJson: boolean;
  readonly stream: NodeJS.WriteStream;
};

export function createTerminal({ json }: { json: boolean }): Terminal {
  return {
    line: (text = '') => {
      if (!json) process.stdout.write(`${text}\n`);
    },
    json: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    isJson: json,
    stream: process.stderr,
  };
}

/** Documented in the README. 1 is a failure of ours, 2 a command line that cannot be carried out. */
const EXIT_CODES: Readonly<Record<ErrorCode, number>> = {
  usage: 2,
  config_invalid: 3,
  runtime_missing: 4,
  device_unavailable: 5,
  data_invalid: 6,
  file_not_found: 7,
  file_invalid: 8,
  not_found: 9,
  conflict: 10,
  engine_failed: 11,
  engine_died: 12,
  out_of_memory: 13,
  disk_full: 14,
  download_failed: 15,
  cancelled: INTERRUPTED_EXIT_CODE, // on the command line only Ctrl-C cancels
  internal: 1,
};

export const exitCodeOf = (error: unknown): number => (error instanceof AppError ? EXIT_CODES[error.code] : 1);

/** One sentence, what to do, and no stack trace unless it was asked for or the fault is ours. */
export function printError(error: unknown, { json }: { json: boolean }): void {
  const { code, message, hint, stack } = serializeError(error);
  if (json) {
    process.stdout.write(`${JSON.stringify({ error: { code, message, hint } }, null, 2)}\n`);
    return;
  }
  const ours = code === 'internal' || process.env['FACET_DEBUG'] === '1';
  process.stderr.write(
    `facet: ${message}\n${hint === null ? '' : `  ${hint}\n`}${ours && stack !== null ? `${stack}\n` : ''}`,
  );
}
