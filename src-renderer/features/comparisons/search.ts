/** What a link to a comparison says: which runs, held against which, and how they are looked at. */
import { z } from 'zod';
import { MAX_COMPARED, PILES } from '#shared/contract/comparisons.ts';
import { CAM_METHODS } from '#shared/domain/explanations.ts';
import { EvaluationId, ImageId, RunId } from '#shared/domain/records.ts';

/** A word that looks like a number is read as one by the router. */
const Text = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string().max(2_000));

export const COMPARE_TABS = ['configuration', 'metrics', 'curves', 'scores', 'environment', 'many'] as const;
export type CompareTab = (typeof COMPARE_TABS)[number];

export const X_KINDS = ['epoch', 'step', 'time'] as const;
export type XKind = (typeof X_KINDS)[number];

const CompareSearch = z.object({
  /** Ids by commas, in the order of the columns. */
  runs: Text.optional().catch(undefined),
  /** Absent = the first of them. */
  baseline: RunId.optional().catch(undefined),
  /** Absent = the configuration. */
  tab: z.enum(COMPARE_TABS).optional().catch(undefined),
  /** Rows that are alike too. */
  all: z.boolean().optional().catch(undefined),
  /** Which epoch's figures; absent = the best one's. */
  at: z
    .union([z.literal('last'), z.int().min(1)])
    .optional()
    .catch(undefined),
  /** What was tested: the beginning of a set's key, or "newest"; absent = what all were tested on, else the newest of each. */
  set: Text.optional().catch(undefined),
  x: z.enum(X_KINDS).optional().catch(undefined),
  /** The loss on a logarithmic scale. */
  log: z.boolean().optional().catch(undefined),
  /** Of many runs: an expression as on the table of runs. */
  filter: Text.optional().catch(undefined),
  /** Of many runs: the field they are grouped by. */
  group: Text.optional().catch(undefined),
  /** Of many runs: the figure that is looked at. */
  figure: Text.optional().catch(undefined),
});
export type CompareSearch = z.infer<typeof CompareSearch>;

/** What does not fit is left out: a link of another version still opens the page. */
export const compareSearch = (search: Record<string, unknown>): CompareSearch => CompareSearch.parse(search);

/** Each once, at most as many as can stand side by side; what is no id is left out. */
export function runIdsOf({ runs = '' }: Pick<CompareSearch, 'runs'>): readonly RunId[] {
  const ids = runs.split(',').flatMap((text) => {
    const id = RunId.safeParse(text.trim());
    return id.success ? [id.data] : [];
  });
  return [...new Set(ids)].slice(0, MAX_COMPARED);
}

const Threshold = z.number().min(0).max(1);

const FlipSearch = z.object({
  first: EvaluationId.optional().catch(undefined),
  second: EvaluationId.optional().catch(undefined),
  /** Absent = those that only the first one gets right. */
  pile: z.enum(PILES).optional().catch(undefined),
  /** Absent = the one in force for the weights. */
  firstThreshold: Threshold.optional().catch(undefined),
  secondThreshold: Threshold.optional().catch(undefined),
  /** "none": faces without maps; absent = what both have. */
  method: z
    .union([z.enum(CAM_METHODS), z.literal('none')])
    .optional()
    .catch(undefined),
  firstLayer: Text.optional().catch(undefined),
  secondLayer: Text.optional().catch(undefined),
  /** Of the maps, 0..1. */
  opacity: z.number().min(0).max(1).optional().catch(undefined),
  /** A face that is looked at, as the first test's image. */
  face: ImageId.optional().catch(undefined),
});
export type FlipSearch = z.infer<typeof FlipSearch>;

export const flipSearch = (search: Record<string, unknown>): FlipSearch => FlipSearch.parse(search);
