/** What a link to the page says: which run, and how its curves and faces are looked at. */
import { z } from 'zod';
import { X_AXES } from '#renderer/components/curves/run-curves.ts';
import { RunId } from '#shared/domain/records.ts';

const TrainingSearch = z.object({
  /** Absent = the one that runs. */
  run: RunId.optional().catch(undefined),
  x: z.enum(X_AXES).optional().catch(undefined),
  /** The loss on a logarithmic scale. */
  log: z.boolean().optional().catch(undefined),
  /** Of the pinned faces; absent = the newest. */
  epoch: z.int().min(1).optional().catch(undefined),
  /** False: the pinned faces without their heat maps. */
  maps: z.boolean().optional().catch(undefined),
});
export type TrainingSearch = z.infer<typeof TrainingSearch>;

/** What does not fit is left out: a link of another version still opens the page. */
export const trainingSearch = (search: Record<string, unknown>): TrainingSearch => TrainingSearch.parse(search);
