/** What every procedure of the contract has in common: the closed list of errors, each with a sentence and what to do. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../errors.ts';

export const ErrorFacts = z.object({
  /** What to do next; null where there is nothing to say. */
  hint: z.string().nullable(),
  /** Names the call in the log. */
  callId: z.string(),
});
export type ErrorFacts = z.infer<typeof ErrorFacts>;

/** HTTP's answer to each code; a page reads the code alone. */
export const ERROR_STATUS: Readonly<Record<ErrorCode, number>> = {
  usage: 400,
  config_invalid: 422,
  data_invalid: 422,
  file_not_found: 404,
  file_invalid: 422,
  not_found: 404,
  conflict: 409,
  device_unavailable: 409,
  runtime_missing: 503,
  engine_failed: 500,
  engine_died: 500,
  out_of_memory: 507,
  disk_full: 507,
  download_failed: 502,
  cancelled: 499,
  internal: 500,
};

type Errors = { readonly [C in ErrorCode]: { readonly status: number; readonly data: typeof ErrorFacts } };

const errors = Object.fromEntries(
  ERROR_CODES.map((code) => [code, { status: ERROR_STATUS[code], data: ErrorFacts }]),
) as unknown as Errors; // one entry a code

export const procedure = oc.errors(errors);
