/** What a failed call says, in the back end's own words. */
import { ORPCError } from '@orpc/client';
import type { ErrorFacts } from '#shared/contract/procedure.ts';
import { ERROR_CODES, type ErrorCode } from '#shared/errors.ts';

export type CallError = {
  readonly code: ErrorCode | 'connection';
  readonly message: string;
  readonly hint: string | null;
  readonly callId: string | null;
};

/** True where the back end answered, if with a refusal. */
export const isAnswer = (error: unknown): boolean => error instanceof ORPCError;

export function describeError(error: unknown): CallError {
  if (error instanceof ORPCError) {
    const facts = error.data as Partial<ErrorFacts> | undefined; // the contract's, unless the answer is not the back end's own
    const code = ERROR_CODES.find((known) => known === error.code) ?? 'internal';
    return { code, message: error.message, hint: facts?.hint ?? null, callId: facts?.callId ?? null };
  }
  return {
    code: 'connection',
    message: 'Facet does not answer.',
    hint: 'It may have been closed, or be starting again. This page goes on by itself as soon as it answers.',
    callId: null,
  };
}
