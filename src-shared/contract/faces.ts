/** One tested face: what is known of it, what other tests say of the same picture, and the faces that the network takes for its like. */
import { z } from 'zod';
import { FAKE, REAL } from '../domain/labels.ts';
import { DatasetId, EvaluationId, ImageId, PictureId, RunId } from '../domain/records.ts';
import { JobId } from './jobs.ts';
import { OutcomeName } from './predictions.ts';
import { procedure } from './procedure.ts';

const LabelValue = z.union([z.literal(FAKE), z.literal(REAL)]);
const Size = z.object({ width: z.int().positive(), height: z.int().positive() });

export const FaceKey = z.object({ evaluationId: EvaluationId, imageId: ImageId });
export type FaceKey = z.infer<typeof FaceKey>;

export const TestedFace = z.object({
  evaluationId: EvaluationId,
  /** Null where the weights belong to no run of this workspace. */
  runId: RunId.nullable(),
  runName: z.string().nullable(),
  checkpointFile: z.string(),
  checkpointSha256: z.string(),
  datasetId: DatasetId,
  datasetName: z.string(),
  splitName: z.string(),
  /** Of the test. */
  threshold: z.number(),
  imageId: ImageId,
  pictureId: PictureId,
  line: z.int(),
  /** As it stands in the CSV. */
  path: z.string(),
  /** Absolute. */
  file: z.string(),
  label: LabelValue,
  /** P(fake). */
  score: z.number(),
  /** In nats. */
  loss: z.number(),
  picture: Size,
  sizeBytes: z.number(),
  format: z.string(),
  source: z.string().nullable(),
  group: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  /** Null = not known, since the weights belong to no run. `crop`: its middle; else all of it, squeezed. */
  input: Size.nullable(),
  crop: z.boolean(),
  /** What is wrong with the file, continuing its name: "does not exist"; null where it still is what was tested. */
  problem: z.string().nullable(),
});
export type TestedFace = z.infer<typeof TestedFace>;

/** What one test says of a picture. */
export const PictureScore = z.object({
  evaluationId: EvaluationId,
  imageId: ImageId,
  runId: RunId.nullable(),
  runName: z.string().nullable(),
  checkpointFile: z.string(),
  datasetName: z.string(),
  splitName: z.string(),
  threshold: z.number(),
  createdAtMs: z.number(),
  label: LabelValue,
  score: z.number(),
  outcome: OutcomeName,
});
export type PictureScore = z.infer<typeof PictureScore>;

export const Neighbour = z.object({
  imageId: ImageId,
  path: z.string(),
  label: LabelValue,
  score: z.number(),
  outcome: OutcomeName,
  /** Cosine of the angle between the embeddings, -1..1. */
  similarity: z.number(),
});
export type Neighbour = z.infer<typeof Neighbour>;

export const Neighbours = z.object({
  /** Faces of the test with an embedding, of all. */
  embeddedCount: z.int(),
  imageCount: z.int(),
  /** The nearest first; null where this face has no embedding yet. */
  nearest: z.array(Neighbour).nullable(),
});
export type Neighbours = z.infer<typeof Neighbours>;

export const faces = {
  /** @throws not_found (the test or the face is gone) */
  get: procedure.input(FaceKey).output(TestedFace),
  /** Of every test that saw the picture, the newest first. */
  scores: procedure.input(z.object({ pictureId: PictureId })).output(z.array(PictureScore)),
  neighbours: procedure.input(FaceKey.extend({ limit: z.int().min(1).max(100) })).output(Neighbours),
  /** Asks the network once more for every tested face that has no embedding. @throws conflict (the weights are gone or others now) */
  embed: procedure.input(z.object({ evaluationId: EvaluationId })).output(z.object({ jobId: JobId })),
};
