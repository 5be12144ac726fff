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
  /** Why it could not begin when its turn came; the others go on without it. Null where nothing is wrong. */
  problem: z.object({ message: z.string(), hint: z.string().nullable() }).nullable(),
});
export type QueueEntry = z.infer<typeof QueueEntry>;

export const TrainingProgress = z.object({
  entryId: QueueId,
  /** Null while the data is checked: the run is made after it. */
  runId: RunId.nullable(),
  name: z.string(),
  phase: z.enum(['checking', 'downloading', 'starting', 'training', 'validating', 'explaining', 'stopping']),
  device: z.string().nullable(),
  /** The one under way; 0 before the first. */
  epoch: z.int(),
  epochs: z.int(),
  /** Of all epochs, 0..1. */
  share: z.number(),
  /** Within the phase: batches of the epoch, images of the check or the validation, or megabytes of the weights to begin with. */
  done: z.int(),
  total: z.int(),
  unit: z.enum(['batches', 'images', 'MB']),
  imagesPerSecond: z.number().nullable(),
  elapsedMs: z.number(),
  /** Until all epochs are done, or the download is; null before the first measured step. */
  remainingMs: z.number().nullable(),
  /** After the first epoch: the range that its fluctuation suggests. */
  remainingRangeMs: z.tuple([z.number(), z.number()]).nullable(),
  memoryBytes: z.number().nullable(),
  /** Since when nothing was heard of the engine, where that is far longer than a step takes; else null. Nothing is done about it: a person decides. */
  silentSinceMs: z.number().nullable(),
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

export const TrainingQueueState = z.object({
  /** Of the training that runs; null where none does. */
  progress: TrainingProgress.nullable(),
  /** In their order. */
  waiting: z.array(QueueEntry),
  /** Why the waiting ones do not begin by themselves, as a sentence; null where they do. `startQueue` lets them. */
  hold: z.string().nullable(),
});
export type TrainingQueueState = z.infer<typeof TrainingQueueState>;

const ConfigurationText = z.string().max(2 ** 20);

export const MAX_WAITING = 200;

export const training = {
  state: procedure.output(TrainingQueueState),
  /** Puts a configuration at the end of the queue. @throws config_invalid, conflict (the queue is full) */
  start: procedure
    .input(
      z.object({
        yaml: ConfigurationText,
        /** As the person knows it: a preset's or file's name. */
        configFile: z.string().nullable(),
        allowBad: z.boolean(),
        /** Faces to re-score and re-explain each epoch; empty = a few of each class, drawn at random from the validation faces. */
        probes: z.array(ImageId).max(MAX_PROBES),
      }),
    )
    .output(QueueEntry),
  /** Goes on with a stopped, interrupted or failed run exactly where it stands, before all others that wait; `epochs` raises how many there are to be. @throws conflict, usage (fewer than are done) */
  resume: procedure
    .input(
      z.object({
        runId: RunId,
        epochs: z.int().min(1).optional(),
        /** Epochs without a smaller valid loss after which it stops; 0 = never. For a run that stopped early. */
        patience: z.int().min(0).optional(),
      }),
    )
    .output(QueueEntry),
  /** Lets the waiting ones begin where they are held back. */
  startQueue: procedure.output(z.void()),
  /** The configuration of one that waits, and the name it goes by. @throws not_found */
  configuration: procedure
    .input(z.object({ entryId: QueueId }))
    .output(z.object({ name: z.string(), configYaml: z.string() })),
  /** Gives one that waits another configuration; of a run that goes on, only what may change. @throws config_invalid, conflict (it has begun), not_found */
  edit: procedure.input(z.object({ entryId: QueueId, yaml: ConfigurationText })).output(QueueEntry),
  /** To a place among the waiting, 0 = next. */
  reorder: procedure.input(z.object({ entryId: QueueId, position: z.int().min(0) })).output(z.void()),
  /** Can be undone. */
  remove: procedure.input(z.object({ entryId: QueueId })).output(z.void()),
  /** Ends after the current step and keeps everything; Resume goes on from there. The next in the queue begins. @throws conflict (nothing runs) */
  stop: procedure.output(z.void()),
  /** Ends the engine at once, as where it does not answer: what was saved is kept, the run is interrupted, and Resume does at most its running epoch again. @throws conflict */
  end: procedure.output(z.void()),
  /** Ends at once and discards the run: its files go, its row stays as cancelled. @throws conflict */
  cancel: procedure.output(z.void()),
  probes: procedure.input(z.object({ runId: RunId })).output(ProbeStrip),
};
