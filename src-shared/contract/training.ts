/** The queue of trainings and what the running one tells. */
import { z } from 'zod';
import { ImageId, RunId } from '../domain/records.ts';
import { procedure } from './procedure.ts';

export const QueueId = z.int().positive().brand<'QueueId'>();
export type QueueId = z.infer<typeof QueueId>;

export const QueueEntry = z.object({
  id: QueueId,
  kind: z.enum(['train', 'resume']),
  /** The run's, where it has one already or the configuration gives one. */
  name: z.string(),
  runId: RunId.nullable(),
  network: z.string(),
  epochs: z.int(),
  createdAtMs: z.number(),
});
export type QueueEntry = z.infer<typeof QueueEntry>;

export const TrainingProgress = z.object({
  entryId: QueueId,
  /** Null while the data is checked: the run is made after it. */
  runId: RunId.nullable(),
  name: z.string(),
  phase: z.enum(['checking', 'starting', 'training', 'validating', 'explaining', 'stopping']),
  device: z.string().nullable(),
  epoch: z.int(),
  epochs: z.int(),
  /** Within the phase: batches of the epoch, or images of the check or the validation. */
  done: z.int(),
  total: z.int(),
  unit: z.enum(['batches', 'images']),
  imagesPerSecond: z.number().nullable(),
  elapsedMs: z.number(),
  /** Until all epochs are done; null before the first measured step. */
  remainingMs: z.number().nullable(),
  /** After the first epoch: the range that its fluctuation suggests. */
  remainingRangeMs: z.tuple([z.number(), z.number()]).nullable(),
  memoryBytes: z.number().nullable(),
});
export type TrainingProgress = z.infer<typeof TrainingProgress>;

export const ProbeFace = z.object({ imageId: ImageId, path: z.string(), label: z.union([z.literal(0), z.literal(1)]) });
export const ProbeResult = z.object({
  imageId: ImageId,
  /** P(fake) */
  score: z.number(),
  explainedClass: z.union([z.literal(0), z.literal(1)]),
  hasHeatmap: z.boolean(),
});
export const ProbeStrip = z.object({
  faces: z.array(ProbeFace),
  layer: z.string().nullable(),
  epochs: z.array(z.object({ epoch: z.int(), results: z.array(ProbeResult) })),
});
export type ProbeStrip = z.infer<typeof ProbeStrip>;

export const MAX_PROBES = 32;

export const training = {
  state: procedure.output(z.object({ progress: TrainingProgress.nullable(), waiting: z.array(QueueEntry) })),
  /** Puts a configuration at the end of the queue. @throws config_invalid, conflict (the queue is full) */
  start: procedure
    .input(
      z.object({
        yaml: z.string().max(2 ** 20),
        /** As the person knows it: a preset's or file's name. */
        configFile: z.string().nullable(),
        allowBad: z.boolean(),
        /** Faces to re-score and re-explain each epoch; empty = a few of each class, drawn at random from the validation faces. */
        probes: z.array(ImageId).max(MAX_PROBES),
      }),
    )
    .output(QueueEntry),
  /** Goes on with a stopped, interrupted or failed run exactly where it stands; `epochs` raises how many there are to be. @throws conflict */
  resume: procedure.input(z.object({ runId: RunId, epochs: z.int().min(1).optional() })).output(QueueEntry),
  /** To a place among the waiting, 0 = next. */
  reorder: procedure.input(z.object({ entryId: QueueId, position: z.int().min(0) })).output(z.void()),
  remove: procedure.input(z.object({ entryId: QueueId })).output(z.void()),
  /** Ends after the current step and keeps everything; Resume goes on from there. @throws conflict (nothing runs) */
  stop: procedure.output(z.void()),
  /** Ends at once and discards the run: its files go, its row stays as cancelled. @throws conflict */
  cancel: procedure.output(z.void()),
  probes: procedure.input(z.object({ runId: RunId })).output(ProbeStrip),
};
