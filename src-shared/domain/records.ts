/** What a workspace's store holds, as the back end and a page read it. Times: milliseconds since 1970. Fractions: 0..1. Epochs and steps count from 1. */
import { z } from 'zod';
import { ERROR_CODES } from '../errors.ts';
import { FAKE, REAL } from './labels.ts';
import { RUN_STATUSES } from './runs.ts';

/** Thirteen letters and digits whose order is that of creation. */
export const RunId = z
  .string()
  .regex(/^[0-9a-hjkmnp-tv-z]{13}$/, 'a run id: thirteen letters and digits')
  .brand<'RunId'>();
export type RunId = z.infer<typeof RunId>;

export const DatasetId = z.int().positive().brand<'DatasetId'>();
export type DatasetId = z.infer<typeof DatasetId>;

/** A row of a data set. */
export const ImageId = z.int().positive().brand<'ImageId'>();
export type ImageId = z.infer<typeof ImageId>;

/** A picture by its content: the same file in two data sets is two images and one picture. */
export const PictureId = z.int().positive().brand<'PictureId'>();
export type PictureId = z.infer<typeof PictureId>;

export const EvaluationId = z.int().positive().brand<'EvaluationId'>();
export type EvaluationId = z.infer<typeof EvaluationId>;

/** A path inside the workspace: relative, with slashes, and never out of it. A workspace may come from a stranger. */
export const RelativePath = z
  .string()
  .refine(
    (text) => !/^[a-z]:|[\\\0]/i.test(text) && text.split('/').every((part) => !['', '.', '..'].includes(part)),
    'a relative path that stays inside',
  );
export type RelativePath = z.infer<typeof RelativePath>;

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal');
export type Sha256 = z.infer<typeof Sha256>;

const InstantMs = z.int().min(0);
const DurationMs = z.number().min(0);
const Count = z.int().min(0);
const LabelValue = z.union([z.literal(FAKE), z.literal(REAL)]);
const JsonObject = z.record(z.string(), z.json());
export type JsonObject = z.infer<typeof JsonObject>;
export type JsonValue = z.infer<ReturnType<typeof z.json>>;

/** Null where it was not a finite number: the training diverged. */
const Measured = z.number().nullable();

export const DatasetSummary = z.object({
  id: DatasetId,
  name: z.string(),
  /** Absolute; the images' paths start at its folder. */
  csvPath: z.string(),
  csvSha256: Sha256,
  /** Over path, content, label and split of every usable row, in their order. */
  fingerprint: Sha256,
  imageCount: Count,
  realCount: Count,
  fakeCount: Count,
  /** Rows left out. */
  badCount: Count,
  createdAtMs: InstantMs,
});
export type DatasetSummary = z.infer<typeof DatasetSummary>;

export const DatasetImage = z.object({
  id: ImageId,
  datasetId: DatasetId,
  pictureId: PictureId,
  /** In the CSV; the header is line 1. */
  line: z.int().positive(),
  /** As it stands in the CSV. */
  path: z.string(),
  sha256: Sha256,
  sizeBytes: Count,
  width: z.int().positive(),
  height: z.int().positive(),
  format: z.string(),
  label: LabelValue,
  split: z.enum(['train', 'valid', 'test']).nullable(),
  group: z.string().nullable(),
  source: z.string().nullable(),
  /** The CSV's other columns. */
  metadata: z.record(z.string(), z.string()),
});
export type DatasetImage = z.infer<typeof DatasetImage>;

/** A row of the runs table. */
export const RunSummary = z.object({
  id: RunId,
  name: z.string(),
  status: z.enum(RUN_STATUSES),
  network: z.string(),
  /** In words; null until the run has started. */
  device: z.string().nullable(),
  seed: z.int(),
  datasetId: DatasetId,
  datasetName: z.string(),
  trainCount: Count,
  validCount: Count,
  plannedEpochs: z.int().positive(),
  tags: z.array(z.string()),
  notes: z.string(),
  createdAtMs: InstantMs,
  startedAtMs: InstantMs.nullable(),
  endedAtMs: InstantMs.nullable(),
  lastEpoch: z.int().positive().nullable(),
  lastTrainLoss: Measured,
  lastTrainAccuracy: Measured,
  lastValidLoss: Measured,
  lastValidAccuracy: Measured,
  /** The epoch with the smallest valid loss. */
  bestEpoch: z.int().positive().nullable(),
  bestValidLoss: Measured,
  bestValidAccuracy: Measured,
});
export type RunSummary = z.infer<typeof RunSummary>;

export const RunError = z.object({ code: z.enum(ERROR_CODES), message: z.string() });
export type RunError = z.infer<typeof RunError>;

/** All that is known of one run, its rows of epochs, steps and checkpoints apart. */
export const Run = RunSummary.extend({
  /** Relative to the workspace. */
  folder: RelativePath,
  config: JsonObject,
  /** The resolved configuration, as written to the run's folder. */
  configYaml: z.string(),
  /** Where the configuration came from, as the user named it. */
  configFile: z.string().nullable(),
  environment: JsonObject,
  versions: z.record(z.string(), z.string()),
  datasetFingerprint: Sha256,
  /** Null where the CSVs themselves say what is for validation. */
  splitSeed: z.int().nullable(),
  /** Why it failed. */
  error: RunError.nullable(),
  parentRunId: RunId.nullable(),
  /** The weights it began with, as the user named them. */
  parentCheckpoint: z.string().nullable(),
});
export type Run = z.infer<typeof Run>;

export const EpochRecord = z.object({
  epoch: z.int().positive(),
  /** Optimizer steps completed at its end, in all epochs. */
  step: Count,
  trainLoss: Measured,
  trainAccuracy: Measured,
  validLoss: Measured,
  validAccuracy: Measured,
  learningRate: z.number(),
  durationMs: DurationMs,
  /** Of durationMs, spent outside TensorFlow: decoding, store, logs. */
  outsideTensorflowMs: DurationMs,
  imagesPerSecond: z.number().min(0),
  /** Its valid loss was the smallest so far. */
  isBest: z.boolean(),
  endedAtMs: InstantMs,
});
export type EpochRecord = z.infer<typeof EpochRecord>;

export const StepMetric = z.object({
  step: z.int().positive(),
  epoch: z.int().positive(),
  /** Of this batch alone. */
  loss: Measured,
  accuracy: Measured,
  learningRate: z.number(),
  imagesPerSecond: z.number().min(0),
  /** Resident memory of the engine. */
  memoryBytes: Count,
  atMs: InstantMs,
});
export type StepMetric = z.infer<typeof StepMetric>;

export const CHECKPOINT_KINDS = ['epoch', 'best', 'last'] as const;

export const CheckpointRecord = z.object({
  kind: z.enum(CHECKPOINT_KINDS),
  epoch: Count,
  /** Relative to the run's folder. */
  file: RelativePath,
  sha256: Sha256,
  sizeBytes: Count,
  createdAtMs: InstantMs,
});
export type CheckpointRecord = z.infer<typeof CheckpointRecord>;

export const EVALUATION_STATUSES = ['running', 'finished', 'stopped', 'interrupted', 'failed'] as const;

export const EvaluationSummary = z.object({
  id: EvaluationId,
  status: z.enum(EVALUATION_STATUSES),
  /** Null where the weights belong to no run of this workspace. */
  runId: RunId.nullable(),
  /** As the user named it: only the hash says what was tested. */
  checkpointFile: z.string(),
  checkpointSha256: Sha256,
  datasetId: DatasetId,
  datasetName: z.string(),
  splitName: z.string(),
  /** A face is called fake where its score is at least this. */
  threshold: z.number(),
  positiveClass: z.enum(['fake', 'real']),
  /** Empty until it is finished. */
  metrics: JsonObject,
  /** Images with a prediction. */
  imageCount: Count,
  device: z.string(),
  durationMs: DurationMs.nullable(),
  createdAtMs: InstantMs,
});
export type EvaluationSummary = z.infer<typeof EvaluationSummary>;

export const Prediction = z.object({
  imageId: ImageId,
  /** As it stands in the CSV. */
  path: z.string(),
  line: z.int().positive(),
  label: LabelValue,
  /** At the threshold that was asked with. */
  predicted: LabelValue,
  /** P(fake). */
  score: z.number().min(0).max(1),
  /** Cross entropy, in nats. */
  loss: z.number(),
});
export type Prediction = z.infer<typeof Prediction>;

/** Pictures that both evaluations saw and call by the same label, by who was right. */
export const PileCounts = z.object({ bothRight: Count, onlyFirst: Count, onlySecond: Count, bothWrong: Count });
export type PileCounts = z.infer<typeof PileCounts>;
export type Pile = keyof PileCounts;

/** The first evaluation's image of a picture, with both scores. */
export const PredictionPair = z.object({
  imageId: ImageId,
  /** The second one's image of the same picture. */
  secondImageId: ImageId,
  path: z.string(),
  label: LabelValue,
  firstScore: z.number(),
  secondScore: z.number(),
});
export type PredictionPair = z.infer<typeof PredictionPair>;

/** One heat map; its values are read apart from it. */
export const HeatmapRecord = z.object({
  imageId: ImageId,
  method: z.string(),
  layer: z.string(),
  /** The class whose logit it explains. */
  explainedClass: LabelValue,
  rows: z.int().positive(),
  columns: z.int().positive(),
  /** Relative to the workspace; null where none was drawn. */
  overlay: RelativePath.nullable(),
});
export type HeatmapRecord = z.infer<typeof HeatmapRecord>;
