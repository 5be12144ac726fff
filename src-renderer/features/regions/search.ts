/** What a link to the regions says: which tests, which maps, how they are looked at. */
import { z } from 'zod';
import { CamMethodName, RegionName } from '#shared/contract/predictions.ts';
import { COLOUR_SCALES } from '#shared/domain/colour-scales.ts';
import { COVERINGS } from '#shared/domain/explanations.ts';
import { EvaluationId } from '#shared/domain/records.ts';

export const REGION_TABS = ['ledger', 'averages', 'matters', 'truth'] as const;
export type RegionTab = (typeof REGION_TABS)[number];

export const MEASURES = ['share', 'per-area', 'difference'] as const;
export type Measure = (typeof MEASURES)[number];

/** The router reads "12" as a number, and "12,14" as text. */
const Text = z.preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string().max(200));

const RegionsSearch = z.object({
  /** One or two, by a comma: "12,14"; absent = the newest. */
  tests: Text.optional().catch(undefined),
  /** Absent = Grad-CAM. */
  method: CamMethodName.optional().catch(undefined),
  /** Absent, or of another network = the network's last. */
  layer: Text.optional().catch(undefined),
  /** Absent = each test's own. */
  threshold: z.number().min(0).max(1).optional().catch(undefined),
  tab: z.enum(REGION_TABS).optional().catch(undefined),
  /** Of the ledger; absent = share. */
  show: z.enum(MEASURES).optional().catch(undefined),
  /** Of the average faces; absent = viridis. */
  scale: z.enum(COLOUR_SCALES).optional().catch(undefined),
  /** Of the knock-out; absent = blurred. */
  covering: z.enum(COVERINGS).optional().catch(undefined),
  /** The region whose faces stand out where all are drawn. */
  region: RegionName.optional().catch(undefined),
});
export type RegionsSearch = z.infer<typeof RegionsSearch>;

/** What does not fit is left out: a link of another version still opens the page. */
export const regionsSearch = (search: Record<string, unknown>): RegionsSearch =>
  RegionsSearch.parse({ ...search, tests: search['tests'] ?? search['evaluation'] }); // as a job names its test

const MOST_TESTS = 2;

/** "12,14" -> [12, 14]; what is no id, or there twice, is left out. */
export function testsOf({ tests = '' }: Pick<RegionsSearch, 'tests'>): readonly EvaluationId[] {
  const ids = tests.split(',').flatMap((part) => {
    const id = EvaluationId.safeParse(Number(part));
    return id.success ? [id.data] : [];
  });
  return [...new Set(ids)].slice(0, MOST_TESTS);
}

export const testsText = (ids: readonly EvaluationId[]): string => ids.join(',');
