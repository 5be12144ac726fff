/** What crosses the pipe between the back end and the engine: jobs one way, facts the other. Both ends check it. */
import { z } from 'zod';
import { CAM_METHODS } from '#shared/domain/explanations.ts';
import { ComputeType } from '#shared/domain/precision.ts';
import { ERROR_CODES } from '#shared/errors.ts';
import { DeviceAnswer } from './device-messages.ts';
import { ExportModelJob, ExportModelResult } from './export/messages.ts';
import { Bytes, FaceFile, FilePath, Float32, InputSettings, ModelSettings, Recipe, Schedule } from './message-parts.ts';
import { FaithfulnessFact, FaithfulnessJob, KnockOutFact, KnockOutJob } from './perturbation/messages.ts';
import { EpochResult, Measured, TrainingState } from './training/state.ts';

export { FaceFile, InputSettings, ModelSettings, Recipe, Schedule };

export const OptimizerSettings = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('Adam'),
    beta1: z.number(),
    beta2: z.number(),
    epsilon: z.number(),
    weightDecay: z.number(),
  }),
  z.strictObject({ kind: z.literal('Adadelta'), rho: z.number(), epsilon: z.number(), weightDecay: z.number() }),
]);
export type OptimizerSettings = Readonly<z.infer<typeof OptimizerSettings>>;

export const AugmentationSettings = z.strictObject({
  flip: z.number(),
  crop: z.number(),
  brightness: z.number(),
  jpegQuality: z.tuple([z.number(), z.number()]).nullable(),
  blur: z.number(),
});
export type AugmentationSettings = Readonly<z.infer<typeof AugmentationSettings>>;

export const TrainJob = z.strictObject({
  kind: z.literal('train'),
  model: ModelSettings,
  input: InputSettings,
  optimizer: OptimizerSettings,
  /** Absent = everything is trained, alike. */
  recipe: Recipe.optional(),
  schedule: Schedule,
  augmentation: AugmentationSettings,
  learningRate: z.number(),
  seed: z.int(),
  /** Absent = float32. */
  compute: ComputeType.optional(),
  epochs: z.int().positive(),
  /** Epochs without a smaller valid loss after which training ends; 0 = never. */
  patience: z.int().min(0),
  train: z.array(FaceFile),
  valid: z.array(FaceFile),
  /** Pinned faces: scored and explained after each epoch, for a person to watch. They change nothing about the training. */
  probes: z.array(FaceFile),
  /** The run's own folder: checkpoints, TensorBoard events. */
  runFolder: FilePath,
  /** Epochs whose weights are kept; null = all. */
  keepCheckpoints: z.int().positive().nullable(),
  start: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('initial') }),
    z.strictObject({ kind: z.literal('weights'), file: FilePath }),
    z.strictObject({
      /** From `last` in the run's folder; where nothing was saved yet, from the start. */
      kind: z.literal('resume'),
      /** Epochs whose facts have arrived and were recorded; one that is saved beyond them is told again. */
      recordedEpochs: z.int().min(0),
      /** What it started from; null = initial values. */
      weights: FilePath.nullable(),
    }),
  ]),
});
export type TrainJob = z.infer<typeof TrainJob>;

export const HeatmapSettings = z.strictObject({
  /** Empty = the network's default. */
  layer: z.string(),
  method: z.enum(CAM_METHODS),
  /** The class whose logit is explained: 0 fake, 1 real, -1 the predicted one. */
  explainedClass: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
  /** Where overlays go as PNG; null = raw maps only. */
  overlayFolder: FilePath.nullable(),
});
export type HeatmapSettings = Readonly<z.infer<typeof HeatmapSettings>>;

export const EvaluateJob = z.strictObject({
  kind: z.literal('evaluate'),
  model: ModelSettings,
  input: InputSettings,
  weights: FilePath,
  faces: z.array(FaceFile),
  heatmaps: HeatmapSettings.nullable(),
});
export type EvaluateJob = z.infer<typeof EvaluateJob>;

export const SynthesizeJob = z.strictObject({
  kind: z.literal('synthesize'),
  folder: FilePath,
  count: z.int().positive(),
  seed: z.int(),
  size: z.int().positive(),
  strength: z.number().min(0).max(1),
  testShare: z.number().min(0).lt(1),
});
export type SynthesizeJob = z.infer<typeof SynthesizeJob>;

export const ImportWeightsJob = z.strictObject({
  kind: z.literal('import-weights'),
  source: FilePath,
  target: FilePath,
});

/** Reads a file of weights and says what it is. */
export const InspectWeightsJob = z.strictObject({ kind: z.literal('inspect-weights'), file: FilePath });

/** Copies weights under torchvision's names into a file of their own, checked against the network they claim. */
export const ExportWeightsJob = z.strictObject({
  kind: z.literal('export-weights'),
  source: FilePath,
  target: FilePath,
});

export const DescribeJob = z.strictObject({ kind: z.literal('describe') });

/** What a network is at an input size. Neither weights nor TensorFlow are loaded for it. */
export const DescribeNetworkJob = z.strictObject({ kind: z.literal('describe-network'), model: ModelSettings });

/** The first faces of an epoch as the network will see them. */
export const PreviewBatchJob = z.strictObject({
  kind: z.literal('preview-batch'),
  model: ModelSettings,
  input: InputSettings,
  augmentation: AugmentationSettings,
  seed: z.int(),
  epoch: z.int().positive(),
  /** All that train: their order is drawn over the whole list. */
  train: z.array(FaceFile),
  /** Of the first batch, so many. */
  limit: z.int().positive(),
});
export type PreviewBatchJob = z.infer<typeof PreviewBatchJob>;

/** Steps and evaluations on random images: how fast this machine is. Nothing is decoded. */
export const MeasureSpeedJob = z.strictObject({
  kind: z.literal('measure-speed'),
  model: ModelSettings,
  optimizer: OptimizerSettings,
  recipe: Recipe.optional(),
  /** Absent = float32. */
  compute: ComputeType.optional(),
  batchSize: z.int().positive(),
  /** For either of both; three of each are measured in any case. */
  budgetMs: z.number().positive(),
});
export type MeasureSpeedJob = z.infer<typeof MeasureSpeedJob>;

/** Looks for the face, and its 68 landmarks, in every picture. */
export const LocateFacesJob = z.strictObject({ kind: z.literal('locate-faces'), files: z.array(FilePath) });
export type LocateFacesJob = z.infer<typeof LocateFacesJob>;

/** What the network makes of each face before its last layer. */
export const EmbedJob = z.strictObject({
  kind: z.literal('embed'),
  model: ModelSettings,
  input: InputSettings,
  weights: FilePath,
  faces: z.array(FaceFile),
});
export type EmbedJob = z.infer<typeof EmbedJob>;

export const Job = z.discriminatedUnion('kind', [
  TrainJob,
  EvaluateJob,
  SynthesizeJob,
  ImportWeightsJob,
  InspectWeightsJob,
  ExportWeightsJob,
  ExportModelJob,
  DescribeJob,
  DescribeNetworkJob,
  PreviewBatchJob,
  MeasureSpeedJob,
  LocateFacesJob,
  EmbedJob,
  KnockOutJob,
  FaithfulnessJob,
]);
export type Job = z.infer<typeof Job>;

export const CheckpointFact = z.strictObject({
  role: z.enum(['epoch', 'best', 'last']),
  epoch: z.int().min(0),
  /** Relative to the run's folder. */
  file: FilePath,
  sha256: z.string(),
  sizeBytes: z.number(),
});
export type CheckpointFact = z.infer<typeof CheckpointFact>;

/** What was found in a picture. Pixels are the file's own, upright. */
export const LocatedPicture = z.strictObject({
  /** 0 where it could not be read. */
  width: z.int().min(0),
  height: z.int().min(0),
  faceCount: z.int().min(0),
  /** Of the largest face, 0..1; null where there is none, like the next two. */
  confidence: z.number().nullable(),
  /** left, top, width, height. */
  box: Float32.nullable(),
  /** 68 x (x, y). */
  landmarks: Float32.nullable(),
  /** Why it could not be read, continuing the file's name: "is empty"; null where it could. */
  problem: z.string().nullable(),
});
export type LocatedPicture = z.infer<typeof LocatedPicture>;

/** What a job tells while it runs. */
export const Fact = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('network'),
    parameters: z.int(),
    trainableParameters: z.int(),
    layers: z.array(z.strictObject({ type: z.string(), outputShape: z.array(z.int()), parameters: z.int() })),
    heatmapLayers: z.array(z.strictObject({ layer: z.string(), rows: z.int(), columns: z.int() })),
    defaultLayer: z.string(),
  }),
  /** A training begins, or goes on from a saved state: epochs and steps completed. */
  z.strictObject({ kind: z.literal('started'), epoch: z.int(), batch: z.int(), step: z.int() }),
  z.strictObject({
    kind: z.literal('step'),
    epoch: z.int(),
    batch: z.int(),
    batches: z.int(),
    step: z.int(),
    train: Measured,
    batchLoss: z.number(),
    learningRate: z.number(),
    images: z.int(),
    tensorflowMs: z.number(),
    waitMs: z.number(),
    durationMs: z.number(),
    memoryBytes: z.number(),
  }),
  z.strictObject({ kind: z.literal('validation'), epoch: z.int(), seen: z.int(), count: z.int() }),
  z.strictObject({
    kind: z.literal('epoch'),
    epoch: z.int(),
    step: z.int(),
    ...EpochResult.shape,
    imagesPerSecond: z.number(),
    bestEpoch: z.int(),
    /** Written and on disk before this fact was sent. */
    checkpoints: z.array(CheckpointFact),
    /** Files of weights that this epoch's checkpoint replaced. */
    pruned: z.array(z.string()),
  }),
  /** The job's probes, in their order, after an epoch. `classes`: the predicted ones, which the maps explain; maps [N, rows, columns], raw. */
  z.strictObject({
    kind: z.literal('probes'),
    epoch: z.int(),
    layer: z.string(),
    rows: z.int(),
    columns: z.int(),
    scores: Float32,
    classes: z.array(z.int()),
    maps: Float32,
  }),
  z.strictObject({ kind: z.literal('progress'), seen: z.int(), count: z.int() }),
  z.strictObject({
    kind: z.literal('predictions'),
    /** The first face's position in the job's list; the others follow it. */
    first: z.int().min(0),
    scores: Float32,
    losses: Float32,
    heatmaps: z
      .strictObject({
        method: z.enum(CAM_METHODS),
        layer: z.string(),
        maps: Float32,
        rows: z.int(),
        columns: z.int(),
        classes: z.array(z.int()),
        overlays: z.array(z.string()).nullable(),
      })
      .nullable(),
  }),
  /** The first picture's position in the job's list; the others follow it. */
  z.strictObject({ kind: z.literal('located-faces'), first: z.int().min(0), pictures: z.array(LocatedPicture) }),
  /** [faces, size], row by row; the first face's position in the job's list, the others follow it. */
  z.strictObject({ kind: z.literal('embeddings'), first: z.int().min(0), size: z.int(), vectors: Float32 }),
  KnockOutFact,
  FaithfulnessFact,
  z.strictObject({ kind: z.literal('notice'), text: z.string() }),
]);
export type Fact = z.infer<typeof Fact>;
export type FactOf<K extends Fact['kind']> = Extract<Fact, { kind: K }>;

/** What is left when a job is done. Only this counts as done: an exit code proves nothing. */
export const JobResult = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('train'),
    reason: z.enum(['completed', 'early-stopping', 'stopped']),
    state: TrainingState,
    checkpoints: z.array(CheckpointFact),
  }),
  z.strictObject({
    kind: z.literal('evaluate'),
    seen: z.int(),
    tensorflowMs: z.number(),
    durationMs: z.number(),
    wasStopped: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('synthesize'), count: z.int(), files: z.array(z.string()) }),
  z.strictObject({
    kind: z.literal('import-weights'),
    tensors: z.int(),
    parameters: z.int(),
    notes: z.array(z.string()),
  }),
  z.strictObject({
    kind: z.literal('inspect-weights'),
    sha256: z.string(),
    tensors: z.int(),
    parameters: z.int(),
    /** What Facet wrote into the file about the network; null in a file of others. */
    trained: z.strictObject({ model: ModelSettings, crop: z.boolean() }).nullable(),
  }),
  z.strictObject({ kind: z.literal('export-weights'), sha256: z.string(), sizeBytes: z.number(), tensors: z.int() }),
  ExportModelResult,
  DeviceAnswer,
  z.strictObject({
    kind: z.literal('describe-network'),
    parameters: z.int(),
    /** Of a file of its weights. */
    weightsBytes: z.int(),
    /** Of all outputs of its layers for one image, as float32. */
    activationBytes: z.int(),
    heatmapLayers: z.array(z.strictObject({ layer: z.string(), rows: z.int(), columns: z.int() })),
    defaultLayer: z.string(),
  }),
  z.strictObject({
    kind: z.literal('preview-batch'),
    /** In the order of the batch. `position` in the job's list; PNG. */
    faces: z.array(z.strictObject({ position: z.int(), png: Bytes })),
  }),
  z.strictObject({ kind: z.literal('embed'), seen: z.int(), wasStopped: z.boolean() }),
  z.strictObject({ kind: z.literal('locate-faces'), seen: z.int(), wasStopped: z.boolean() }),
  z.strictObject({ kind: z.literal('knock-out'), seen: z.int(), wasStopped: z.boolean() }),
  z.strictObject({ kind: z.literal('faithfulness'), seen: z.int(), wasStopped: z.boolean() }),
  z.strictObject({
    kind: z.literal('measure-speed'),
    trainImagesPerSecond: z.number().positive(),
    evaluateImagesPerSecond: z.number().positive(),
    /** Resident memory of the engine at its largest. */
    memoryBytes: z.number(),
  }),
]);
export type JobResult = z.infer<typeof JobResult>;
export type ResultOf<K extends Job['kind']> = Extract<JobResult, { kind: K }>;

const JobId = z.int();

export const ToEngine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), jobId: JobId, job: Job }),
  z.strictObject({ kind: z.literal('stop'), jobId: JobId }),
]);
export type ToEngine = z.infer<typeof ToEngine>;

export const FromEngine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('fact'), jobId: JobId, fact: Fact }),
  z.strictObject({ kind: z.literal('done'), jobId: JobId, result: JobResult }),
  z.strictObject({
    kind: z.literal('failed'),
    jobId: JobId,
    error: z.strictObject({
      code: z.enum(ERROR_CODES),
      message: z.string(),
      hint: z.string().nullable(),
      stack: z.string().nullable(),
    }),
  }),
]);
export type FromEngine = z.infer<typeof FromEngine>;
