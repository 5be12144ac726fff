/** The border at which errors become answers: what a router throws leaves as a code, a sentence and a hint; stack and cause go to the log. */
import { randomBytes } from 'node:crypto';
import { implement, ORPCError } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import { ERROR_STATUS, type ErrorFacts } from '#shared/contract/procedure.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import type { ProgramLog } from './workspace/program-log.ts';

/** What a shell tells about each call. */
export type CallContext = {
  readonly shell: 'window' | 'browser';
  readonly log: ProgramLog;
};

export const os = implement(contract)
  .$context<CallContext>()
  .use(async ({ next, path, context }) => {
    try {
      return await next();
    } catch (error) {
      throw toAnswer(error, { procedure: path.join('.'), log: context.log });
    }
  });

type Call = { readonly procedure: string; readonly log: ProgramLog };

function toAnswer(error: unknown, { procedure, log }: Call): ORPCError<string, ErrorFacts> {
  const callId = randomBytes(4).toString('hex');
  const known = asAppError(error, procedure);
  const facts = { callId, procedure, code: known.code, cause: describe(known.cause), stack: known.stack };
  log[LEVELS[known.code] ?? 'info'](facts, `${procedure}: ${known.message}`);
  const { code, message, hint } = known;
  return new ORPCError(code, { status: ERROR_STATUS[code], message, data: { hint, callId }, cause: error });
}

/** What a person asked for and cannot have is news; what broke is more. */
const LEVELS: Partial<Record<ErrorCode, 'warn' | 'error'>> = {
  runtime_missing: 'warn',
  engine_failed: 'error',
  engine_died: 'error',
  out_of_memory: 'error',
  disk_full: 'error',
  download_failed: 'warn',
  internal: 'error',
};

function asAppError(error: unknown, procedure: string): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST')
    return new AppError('usage', `${procedure} was called with what it cannot take: ${issuesOf(error)}.`, {
      cause: error,
    });
  if (error instanceof Error && error.name === 'AbortError')
    return new AppError('cancelled', `${procedure} was called off.`, { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new AppError('internal', `Facet made a mistake in ${procedure}: ${message}`, {
    hint: 'Nothing stored is lost. The log has the details for a report.',
    cause: error,
  });
}

/** The first of the schema's complaints, with its place. */
function issuesOf(error: ORPCError<string, unknown>): string {
  const { issues = [] } = (error.data ?? {}) as { issues?: readonly { message: string; path?: readonly unknown[] }[] }; // oRPC's own shape
  const [first] = issues;
  if (first === undefined) return 'the input has the wrong shape';
  const place = (first.path ?? []).map(String).join('.');
  return place === '' ? first.message : `${place}: ${first.message}`;
}

const describe = (cause: unknown): string | null =>
  cause === undefined ? null : cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
