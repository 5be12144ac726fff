/** Configurations: presets, the person's own, and what one would mean on this machine before it is started. */
import { z } from 'zod';
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
});
export type NetworkChoice = z.infer<typeof NetworkChoice>;

/** How long an epoch takes here, and how that is known. */
export const SpeedEstimate = z.object({
  secondsPerEpoch: z.number(),
  /** "measured on calm-heron-1, 24 Nov" */
  basis: z.string(),
  /** True where it was measured with this very network, size, batch and device; else scaled from another. */
  isExact: z.boolean(),
});
export type SpeedEstimate = z.infer<typeof SpeedEstimate>;

const Count = z.int().min(0);
const ClassCounts = z.object({ real: Count, fake: Count });

export const Preflight = z.object({
  /** Null where the training CSV is in no data set of the workspace yet: it is checked when training starts. */
  split: z
    .object({
      train: ClassCounts,
      valid: ClassCounts,
      groupCount: Count,
      revision: Count,
      datasetId: z.int(),
      datasetName: z.string(),
    })
    .nullable(),
  disk: z.object({ neededBytes: z.number(), freeBytes: z.number(), isEnough: z.boolean() }),
  /** Of the engine, estimated from the network, the batch and the cache. */
  memory: z.object({ neededBytes: z.number(), freeBytes: z.number(), isEnough: z.boolean() }),
  device: z.object({ asked: z.string(), willBe: z.string(), isAvailable: z.boolean() }),
  estimate: SpeedEstimate.nullable(),
  /** What keeps it from starting, and what a careful colleague would mention. */
  findings: z.array(z.object({ level: z.enum(['error', 'warning', 'info']), text: z.string() })),
});
export type Preflight = z.infer<typeof Preflight>;

export const BatchPreview = z.object({
  /** Addresses: /media/batches/<id>/<index>. */
  id: z.string(),
  widthPx: z.int(),
  heightPx: z.int(),
  faces: z.array(z.object({ index: z.int(), path: z.string(), label: z.union([z.literal(0), z.literal(1)]) })),
  /** What was done to them, in words: "flip 0.5, JPEG quality 40 to 100"; "nothing" where augmentation is off. */
  augmentation: z.string(),
});
export type BatchPreview = z.infer<typeof BatchPreview>;

const Yaml = z.object({ yaml: z.string().max(2 ** 20) });

export const configurations = {
  presets: procedure.output(z.array(Preset)),
  /** Into the workspace's configurations/; an earlier one of that name is replaced where `replaces` says so. @throws conflict, config_invalid (a name that is no file name) */
  save: procedure.input(Yaml.extend({ name: z.string().min(1).max(80), replaces: z.boolean() })).output(Preset),
  remove: procedure.input(z.object({ name: z.string() })).output(z.void()),
  networks: procedure
    .input(z.object({ heightPx: z.int().min(32).max(1024), widthPx: z.int().min(32).max(1024) }))
    .output(z.array(NetworkChoice)),
  /** @throws config_invalid */
  preflight: procedure.input(Yaml).output(Preflight),
  /** The first batch of the given epoch as the network will see it: same order, same augmentation as in training. @throws config_invalid, data_invalid */
  firstBatch: procedure.input(Yaml.extend({ epoch: z.int().min(1) })).output(BatchPreview),
  /** A few steps with this network, size, batch and device on random images, remembered for estimates. */
  measureSpeed: procedure.input(Yaml).output(z.object({ jobId: JobId })),
};
