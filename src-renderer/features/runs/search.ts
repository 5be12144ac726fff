/** What a link to the runs, or to one of them, says. */
import { z } from 'zod';
import { RunPlace } from '#shared/contract/runs.ts';
import { EvaluationId } from '#shared/domain/records.ts';

/** A word that looks like a number is read as one by the router: "7" in a filter is text all the same. */
const Text = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string().max(2_000));

const RunsSearch = z.object({
  /** An expression: src-shared/filter. */
  filter: Text.optional().catch(undefined),
  /** Columns, the first one first; "-" before one that falls: "-best.accuracy,name". Absent = as it was last. */
  sort: Text.optional().catch(undefined),
  /** A column, or "none". */
  group: Text.optional().catch(undefined),
  place: RunPlace.optional().catch(undefined),
  /** Those that are shown, from left to right, by commas. */
  columns: Text.optional().catch(undefined),
  /** "hidden": columns in which the shown runs do not differ are left out. */
  equal: z.enum(['hidden', 'shown']).optional().catch(undefined),
});
export type RunsSearch = z.infer<typeof RunsSearch>;

/** What does not fit is left out: a link of another version still opens the page. */
export const runsSearch = (search: Record<string, unknown>): RunsSearch => RunsSearch.parse(search);

export const RUN_TABS = [
  'overview',
  'curves',
  'config',
  'environment',
  'checkpoints',
  'tests',
  'layers',
  'files',
  'log',
] as const;
export type RunTab = (typeof RUN_TABS)[number];

const RunSearch = z.object({
  /** Absent = the overview. */
  tab: z.enum(RUN_TABS).optional().catch(undefined),
  /** The test that is looked at; absent = the newest. */
  evaluation: EvaluationId.optional().catch(undefined),
});
export type RunSearch = z.infer<typeof RunSearch>;

export const runSearch = (search: Record<string, unknown>): RunSearch => RunSearch.parse(search);
