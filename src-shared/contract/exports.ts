/** Faces and figures as files for others: pictures with their heat maps, one report that needs nothing but a browser, and a table. */
import { z } from 'zod';
import { COLOUR_SCALES } from '../domain/colour-scales.ts';
import { FAKE, REAL } from '../domain/labels.ts';
import { EvaluationId, ImageId } from '../domain/records.ts';
import { JobId } from './jobs.ts';
import { CamMethodName, GalleryOrder } from './predictions.ts';
import { procedure } from './procedure.ts';

/** Which faces of a test. `shown`: as a gallery shows them, `limit` of them from the first on. */
export const FaceChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('faces'), imageIds: z.array(ImageId).min(1).max(100_000) }),
  z.object({ kind: z.literal('shown'), order: GalleryOrder, limit: z.int().min(1).max(100_000) }),
]);
export type FaceChoice = z.infer<typeof FaceChoice>;

/** What lies over the faces. A map that is not there yet is left out, and said so. */
export const OverlayChoice = z.object({
  method: CamMethodName,
  layer: z.string(),
  /** Null = the predicted class of each face. */
  explainedClass: z.union([z.literal(FAKE), z.literal(REAL)]).nullable(),
  scale: z.enum(COLOUR_SCALES),
  /** `shared`: one top for all faces of the export, the largest of them. */
  top: z.enum(['own', 'shared']),
  /** Of the colours, 0..1. */
  opacity: z.number().min(0).max(1),
});
export type OverlayChoice = z.infer<typeof OverlayChoice>;

const Common = z.object({
  evaluationId: EvaluationId,
  choice: FaceChoice,
  /** Null = the test's own. */
  threshold: z.number().min(0).max(1).nullable(),
});

/** More would be more than a browser opens. */
export const MOST_REPORT_FACES = 500;

export const exports = {
  /** One PNG a face, into a new folder inside `folder`. @throws not_found, file_not_found, file_invalid (cannot be written to) */
  pictures: procedure
    .input(Common.extend({ overlay: OverlayChoice.nullable(), folder: z.string().min(1).max(4096) }))
    .output(z.object({ jobId: JobId })),
  /** One HTML file inside `folder`, pictures and styles in it, without a script. `hasPictures` false leaves every face out. */
  report: procedure
    .input(
      Common.extend({
        overlay: OverlayChoice.nullable(),
        hasPictures: z.boolean(),
        folder: z.string().min(1).max(4096),
      }),
    )
    .output(z.object({ jobId: JobId })),
  /** A CSV inside `folder`: `path,real,p_fake` and more columns. `real` is what was called at the threshold, as `facet predict` writes it. */
  predictions: procedure
    .input(Common.extend({ folder: z.string().min(1).max(4096) }))
    .output(z.object({ jobId: JobId })),
  /** What a job of these made: the file, or the folder of pictures. @throws not_found, conflict (not done yet) */
  made: procedure
    .input(z.object({ jobId: JobId }))
    .output(
      z.object({ path: z.string(), faceCount: z.int(), withoutMapCount: z.int(), problems: z.array(z.string()) }),
    ),
  /** One face as PNG, to be saved by the page. */
  face: procedure
    .input(
      z.object({
        evaluationId: EvaluationId,
        imageId: ImageId,
        threshold: z.number().nullable(),
        overlay: OverlayChoice.nullable(),
        /** At the top of the colours, where other faces share them; null = its own largest. */
        max: z.number().positive().nullable(),
      }),
    )
    .output(z.object({ name: z.string(), png: z.instanceof(Blob) })),
};
