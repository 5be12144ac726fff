/** Where a person is on the way from a table to a data set, as the page's address says it. */
import { z } from 'zod';
import { ColumnMapping } from '#shared/contract/datasets.ts';
import { JobId } from '#shared/contract/jobs.ts';

const AddSearch = z.object({
  /** A CSV or a folder. */
  path: z.string().min(1).optional().catch(undefined),
  /** The folder in which relative paths start; absent = the CSV's own. */
  images: z.string().min(1).optional().catch(undefined),
  /** Absent = as it is guessed. */
  mapping: ColumnMapping.optional().catch(undefined),
  /** The check of the images. */
  check: JobId.optional().catch(undefined),
  /** The adding. */
  add: JobId.optional().catch(undefined),
});
export type AddSearch = z.infer<typeof AddSearch>;

/** What does not fit is left out: a link of another version still opens the page. */
export const addSearch = (search: Record<string, unknown>): AddSearch => AddSearch.parse(search);

/** Goes to another state of the page. */
export type Go = (search: AddSearch, options?: { readonly replace?: boolean }) => void;

export const STEPS = ['source', 'columns', 'check', 'add'] as const;
export type Step = (typeof STEPS)[number];

export const stepOf = ({ path, check, add }: AddSearch): Step =>
  path === undefined ? 'source' : add !== undefined ? 'add' : check !== undefined ? 'check' : 'columns';

/** The same way, gone back to a step before. */
export function backTo(step: Step, { path, images, mapping, check }: AddSearch): AddSearch {
  if (step === 'source') return {};
  const common = { path, images, mapping };
  return step === 'columns' ? common : { ...common, check };
}
