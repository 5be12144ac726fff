/** Configurations: presets, the person's own, and what one would mean on this machine before it is started. */
import { z } from 'zod';
import { DatasetId, ImageId } from '../domain/records.ts';
import { JobId } from './jobs.ts';
import { procedure } from './procedure.ts';

export const Preset = z.object({
  /** "resnet18"; unique together with `origin`. */
  name: z.string(),
  origin: z.enum(['facet', 'workspace']),
  /** Its first comment line, or its name. */
  title: z.string(),
  yaml: z.string(),
  changedAtMs: z.number().nullable(),
});
export type Preset = z.infer<typeof Preset>;

export const NetworkChoice = z.object({
  name: z.string(),
  title: z.string(),
  /** "He et al. 2016" */
  source: z.string(),
  parameters: z.int(),
  /** Of a file of its weights. */
  sizeBytes: z.number(),
  /** At the input size that was asked for. */
  heatmapLayers: z.array(z.object({ layer: z.string(), rows: z.int(), columns: z.int() })),
  /** Whose heat map is shown where none is chosen. */
  defaultLayer: z.string(),
});
export type NetworkChoice = z.infer<typeof NetworkChoice>;

/** How fast this machine is with a network, and how that is known. */
export const SpeedEstimate = z.object({
  trainImagesPerSecond: z.number(),
  /** Training and validation; null while the number of images is not known. */
  secondsPerEpoch: z.number().nullable(),
  /** "measured on calm-heron-1, 24 Nov 2026" */
  basis: z.string(),
  /** True where it was measured with this very network, size, batch and device; else scaled from another: a guess. */
  isExact: z.boolean(),
});
export type SpeedEstimate = z.infer<typeof SpeedEstimate>;

/** What keeps a training from starting, and what a careful colleague would mention. */
export const Finding = z.object({
  level: z.enum(['error', 'warning', 'info']),
  text: z.string(),
  /** The key that it is about: optimizer.lr; null = none. */
  path: z.string().nullable(),
  /** A page that says more, or mends it: "/datasets/3"; null = none. */
  link: z.string().nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** What is needed of something, what there is, and how the first is made up. */
const Need = z.object({
  neededBytes: z.number(),
  freeBytes: z.number(),
  isEnough: z.boolean(),
  parts: z.array(z.object({ name: z.string(), bytes: z.number() })),
});

const Count = z.int().min(0);
const ClassCounts = z.object({ real: Count, fake: Count });

export const Preflight = z.object({
  /** Null where the training CSV is in no data set of the workspace yet: it is checked when training starts. */
  split: z
    .object({
      train: ClassCounts,
      valid: ClassCounts,
      /** Different groups among both. */
      groupCount: Count,
      revision: Count,
      datasetId: DatasetId,
      datasetName: z.string(),
    })
    .nullable(),
  /** Of the workspace's disk, at the end of the last epoch. */
  disk: Need,
  /** Of the engine: measured, or estimated from the network, the batch and the cache. */
  memory: Need.extend({ basis: z.string() }),
  device: z.object({ asked: z.string(), willBe: z.string(), isAvailable: z.boolean() }),
  estimate: SpeedEstimate.nullable(),
  /** The same for every network, at this size, batch and device: for choosing one. */
  networks: z.array(z.object({ name: z.string(), estimate: SpeedEstimate.nullable() })),
  /** The gravest first. */
  findings: z.array(Finding),
});
export type Preflight = z.infer<typeof Preflight>;

export const BatchPreview = z.object({
  /** Addresses: /media/batches/<id>/<index>. The newest few are kept. */
  id: z.string(),
  epoch: z.int(),
  /** Of the whole batch; the first faces of a large one are shown. */
  batchSize: z.int(),
  widthPx: z.int(),
  heightPx: z.int(),
  faces: z.array(
    z.object({ index: z.int(), imageId: ImageId, path: z.string(), label: z.union([z.literal(0), z.literal(1)]) }),
  ),
  /** What was done to them, in words: "flip 0.5, JPEG quality 40 to 100"; "nothing" where augmentation is off. */
  augmentation: z.string(),
});
export type BatchPreview = z.infer<typeof BatchPreview>;

const Yaml = z.object({ yaml: z.string().max(2 ** 20) });

export const configurations = {
  presets: procedure.output(z.array(Preset)),
  /** Into the workspace's configurations/, right or wrong; an earlier one of that name is replaced where `replaces` says so. Can be undone. @throws conflict, config_invalid (a name that is no file name) */
  save: procedure.input(Yaml.extend({ name: z.string().min(1).max(80), replaces: z.boolean() })).output(Preset),
  /** Can be undone. @throws not_found */
  remove: procedure.input(z.object({ name: z.string() })).output(z.void()),
  networks: procedure
    .input(z.object({ heightPx: z.int().min(32).max(1024), widthPx: z.int().min(32).max(1024) }))
    .output(z.array(NetworkChoice)),
  /** @throws config_invalid */
  preflight: procedure.input(Yaml).output(Preflight),
  /** The first batch of the given epoch as the network will see it: same order, same augmentation as in training. @throws config_invalid, not_found (the CSV is in no data set yet), file_invalid */
  firstBatch: procedure.input(Yaml.extend({ epoch: z.int().min(1) })).output(BatchPreview),
  /** A few steps with this network, size, batch and device on random images, remembered for estimates. @throws config_invalid, conflict (a training runs: both would be slower) */
  measureSpeed: procedure.input(Yaml).output(z.object({ jobId: JobId })),
};
