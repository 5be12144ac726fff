/**
 * The closed list of what can go wrong, as a user sees it. A code tells a program what happened, the sentence tells a person,
 * the hint says what to do next. Anything that is not an AppError is a bug.
 */
export const ERROR_CODES = [
  'usage', // a command line that cannot be carried out
  'config_invalid', // a key, value or line of a configuration
  'data_invalid', // a CSV, or too many bad rows in it
  'file_not_found',
  'file_invalid', // damaged, of the wrong kind, over a limit
  'not_found', // a run, data set or checkpoint that the workspace does not hold
  'conflict', // not allowed in the present state (a run that is over, a workspace in use)
  'device_unavailable',
  'runtime_missing', // TensorFlow, its binding, Node: what set-up brings
  'engine_failed', // the engine answered with an error of TensorFlow's
  'engine_died', // the engine's process ended without an answer
  'out_of_memory',
  'disk_full',
  'download_failed', // no network, no such file on the server, a connection that broke off
  'cancelled',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export type ErrorDetails = { readonly hint?: string; readonly cause?: unknown };

/** What a user or a file can break. `message` is a sentence that names the thing and the value: expected and found. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly hint: string | null;

  constructor(code: ErrorCode, sentence: string, { hint, cause }: ErrorDetails = {}) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint ?? null;
  }
}

/** What only a bug can break. */
export function assert(condition: unknown, claim: string): asserts condition {
  if (!condition) throw new AppError('internal', `This should hold and does not: ${claim}.`);
}

export function assertNever(value: never): never {
  throw new AppError('internal', `A case nobody thought of: ${JSON.stringify(value)}.`);
}

/** An error that crossed a process border, as plain data. */
export type SerializedError = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
  readonly stack: string | null;
};

export function serializeError(error: unknown): SerializedError {
  if (error instanceof AppError)
    return { code: error.code, message: error.message, hint: error.hint, stack: error.stack ?? null };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message, hint: null, stack: error instanceof Error ? (error.stack ?? null) : null };
}

export function deserializeError(error: SerializedError): AppError {
  const revived = new AppError(error.code, error.message, error.hint === null ? {} : { hint: error.hint });
  if (error.stack !== null) revived.stack = error.stack;
  return revived;
}
