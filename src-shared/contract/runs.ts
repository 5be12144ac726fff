/** Runs: the table of all, and everything that is known of one. */
import { type } from '@orpc/contract';
import { z } from 'zod';
import { CheckpointRecord, EpochRecord, Run, RunId, RunSummary } from '../domain/records.ts';
import { procedure } from './procedure.ts';

const Column = z.array(z.number().nullable());

/** Curves travel as columns of one length, in the order of the steps. */
export const StepColumns = z.object({
  step: z.array(z.number()),
  epoch: z.array(z.number()),
  loss: Column,
  accuracy: Column,
  learningRate: Column,
  imagesPerSecond: Column,
  memoryBytes: Column,
  atMs: z.array(z.number()),
});
export type StepColumns = z.infer<typeof StepColumns>;

/** Figures of the newest finished test; null where there is none. */
export const TestFigures = z.object({
  evaluationId: z.int(),
  datasetName: z.string(),
  imageCount: z.int(),
  loss: z.number().nullable(),
  accuracy: z.number().nullable(),
  auc: z.number().nullable(),
  eer: z.number().nullable(),
});
export type TestFigures = z.infer<typeof TestFigures>;

export const RunPlace = z.enum(['active', 'archived', 'trashed']);
export type RunPlace = z.infer<typeof RunPlace>;

export const RunRow = RunSummary.extend({
  place: RunPlace,
  isPinned: z.boolean(),
  /** Spent in completed epochs: pauses between a stop and its resuming do not count. Null where none was completed. */
  durationMs: z.number().nullable(),
  test: TestFigures.nullable(),
  /** Configuration keys that are not alike in all runs, "optimizer.lr" -> value. */
  settings: z.record(z.string(), z.json()),
});
export type RunRow = z.infer<typeof RunRow>;

export const NetworkFacts = z.object({
  parameters: z.int(),
  trainableParameters: z.int(),
  layers: z.array(z.object({ type: z.string(), outputShape: z.array(z.int()), parameters: z.int() })),
  heatmapLayers: z.array(z.object({ layer: z.string(), rows: z.int(), columns: z.int() })),
  defaultLayer: z.string(),
});
export type NetworkFacts = z.infer<typeof NetworkFacts>;

export const RunDetail = Run.extend({
  place: RunPlace,
  isPinned: z.boolean(),
  durationMs: z.number().nullable(),
  /** Of the data set, when it began; 0 = the CSV as it is. */
  datasetRevision: z.int(),
  parentName: z.string().nullable(),
  /** Runs that began with its weights. */
  children: z.array(z.object({ id: RunId, name: z.string() })),
  /** Null until the engine has built it. */
  networkFacts: NetworkFacts.nullable(),
  /** Absolute. */
  absoluteFolder: z.string(),
});
export type RunDetail = z.infer<typeof RunDetail>;

/** `path` is relative to the run's folder, with slashes. */
export const RunFile = z.object({ path: z.string(), sizeBytes: z.number(), changedAtMs: z.number() });
export type RunFile = z.infer<typeof RunFile>;

const One = z.object({ runId: RunId });
const Many = z.object({ runIds: z.array(RunId).min(1).max(10_000) });

export const runs = {
  /** Newest first. Each was read by its schema as it left the store: a thousand of them are not looked at once more. */
  list: procedure.output(type<RunRow[]>()),
  /** The configuration keys that are alike in all runs, with their value: what `settings` of a row leaves out. */
  commonSettings: procedure.output(z.record(z.string(), z.json())),
  get: procedure.input(One).output(RunDetail),
  /** Epochs whole; steps thinned to at most `points` by taking mean of neighbours. */
  curves: procedure
    .input(One.extend({ points: z.int().min(10).max(20_000) }))
    .output(z.object({ epochs: z.array(EpochRecord), steps: StepColumns })),
  checkpoints: procedure.input(One).output(z.array(CheckpointRecord)),
  /** By path; `isCut` where there are more than are listed. */
  files: procedure.input(One).output(z.object({ files: z.array(RunFile), isCut: z.boolean() })),
  /** The newest lines of log.txt. */
  log: procedure.input(One.extend({ lines: z.int().min(1).max(10_000) })).output(z.array(z.string())),
  /** @throws conflict (the name is taken) */
  edit: procedure
    .input(
      One.extend({
        name: z.string().min(1).max(100).optional(),
        notes: z.string().max(10_000).optional(),
        tags: z.array(z.string().min(1).max(50)).max(50).optional(),
      }),
    )
    .output(z.void()),
  /** Archive hides, trash waits to be purged, active brings back; all of them or none. @throws conflict (a running run stays where it is) */
  move: procedure.input(Many.extend({ to: RunPlace })).output(z.void()),
  pin: procedure.input(Many.extend({ isPinned: z.boolean() })).output(z.void()),
  tag: procedure
    .input(Many.extend({ add: z.array(z.string().min(1).max(50)), remove: z.array(z.string()) }))
    .output(z.void()),
  /** Deletes trashed runs and their files for good: the one thing that cannot be undone. @throws conflict (one is not in the trash) */
  purge: procedure.input(Many).output(z.object({ freedBytes: z.number() })),
};
