import type { Ledger } from '#shared/contract/explanations.ts';

/** A test's ledger with what its columns are called. */
export type ShownLedger = {
  /** Of the run; of two tests of one run, the test's number with it. */
  readonly name: string;
  readonly ledger: Ledger;
  /** "7 × 7" */
  readonly grid: string;
};
