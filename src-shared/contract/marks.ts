/** What people say about pictures and mistakes: tags and notes on pictures, verdicts on mistakes, and the revision that verdicts become. */
import { z } from 'zod';
import { DatasetId, ImageId } from '../domain/records.ts';
import { MOST_SELECTED } from './datasets.ts';
import { GalleryScope, Verdict } from './predictions.ts';
import { procedure } from './procedure.ts';

const Count = z.int().min(0);
export const LONGEST_TAG = 50;
export const LONGEST_NOTE = 10_000;
const Tag = z.string().trim().min(1).max(LONGEST_TAG);

/** Faces one by one, or all that a gallery shows. */
export const MarkSelection = z.union([
  z.object({ imageIds: z.array(ImageId).min(1).max(MOST_SELECTED) }),
  z.object({ view: GalleryScope }),
]);
export type MarkSelection = z.infer<typeof MarkSelection>;

const Changed = z.object({ changedCount: Count });

/** Verdicts on faces of a data set that are not in a revision yet. */
export const PendingVerdicts = z.record(Verdict, Count);
export type PendingVerdicts = z.infer<typeof PendingVerdicts>;

export const PictureMarks = z.object({
  tags: z.array(z.string()),
  note: z.string(),
  verdict: Verdict.nullable(),
  /** The revision that the verdict became. */
  revision: Count.nullable(),
});
export type PictureMarks = z.infer<typeof PictureMarks>;

export const marks = {
  /** Every tag in use, by name. */
  tags: procedure.output(z.array(z.object({ tag: z.string(), count: Count }))),
  of: procedure.input(z.object({ imageId: ImageId })).output(PictureMarks),
  /** Can be undone, as each change here. Tags are on pictures: whatever data set shows the same file has them. */
  tag: procedure
    .input(z.object({ selection: MarkSelection, add: z.array(Tag).max(50), remove: z.array(Tag).max(50) }))
    .output(Changed),
  /** `isAdded`: below what stands there; else in its place. An empty text takes a note away. */
  note: procedure
    .input(z.object({ selection: MarkSelection, text: z.string().max(LONGEST_NOTE), isAdded: z.boolean() }))
    .output(Changed),
  /** Null takes verdicts away. */
  judge: procedure.input(z.object({ selection: MarkSelection, verdict: Verdict.nullable() })).output(Changed),
  pending: procedure.input(z.object({ datasetId: DatasetId })).output(PendingVerdicts),
  /**
   * One revision: labels that are wrong are turned round, bad crops are excluded, ambiguous faces too where that is asked for. What is the model's fault
   * changes no data. @throws data_invalid where nothing would change
   */
  applyVerdicts: procedure
    .input(z.object({ datasetId: DatasetId, excludesAmbiguous: z.boolean() }))
    .output(z.object({ revision: z.int(), changedCount: Count })),
};
