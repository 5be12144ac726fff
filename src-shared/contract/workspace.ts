/** The workspace as a whole, and the machine under it. */
import { z } from 'zod';
import { JobId } from './jobs.ts';
import { procedure } from './procedure.ts';

export const DeviceFacts = z.object({
  kind: z.enum(['cpu', 'gpu']),
  /** In words: "NVIDIA GeForce RTX 3080", "CPU". */
  name: z.string(),
  gpus: z.int(),
  cpus: z.int(),
  memoryBytes: z.number(),
  tensorflow: z.string(),
  /** Which TensorFlow is set up: one for CPUs alone says so even where there is a GPU. */
  flavour: z.enum(['cpu', 'cuda']),
});
export type DeviceFacts = z.infer<typeof DeviceFacts>;

export const WorkspaceInfo = z.object({
  /** Absolute. */
  path: z.string(),
  name: z.string(),
  version: z.string(),
  shell: z.enum(['window', 'browser']),
  /** True where the shell can name the path of a dropped file. */
  knowsDroppedPaths: z.boolean(),
});
export type WorkspaceInfo = z.infer<typeof WorkspaceInfo>;

export const WorkspaceOverview = z.object({
  datasetCount: z.int(),
  imageCount: z.int(),
  runCount: z.int(),
  /** By status; statuses without a run are left out. */
  runsByStatus: z.record(z.string(), z.int()),
  evaluationCount: z.int(),
  predictionCount: z.int(),
  /** Of the database alone: quick to know. */
  databaseBytes: z.number(),
  freeBytes: z.number(),
});
export type WorkspaceOverview = z.infer<typeof WorkspaceOverview>;

export const CheckRow = z.object({
  name: z.string(),
  status: z.enum(['found', 'missing', 'optional']),
  found: z.string(),
  needed: z.string(),
  mend: z.string().nullable(),
});

export const workspace = {
  info: procedure.output(WorkspaceInfo),
  overview: procedure.output(WorkspaceOverview),
  /** Asks TensorFlow itself, once; null-safe: @throws runtime_missing where it does not load. */
  device: procedure.output(DeviceFacts),
  /** Draws a small data set (a job) and adds it, with a configuration to train on it. */
  createSample: procedure.output(z.object({ jobId: JobId })),
  /** The newest lines of the program's own log. */
  log: procedure.input(z.object({ lines: z.int().min(1).max(2000) })).output(
    z.array(
      z.object({
        atMs: z.number(),
        level: z.enum(['info', 'warning', 'error']),
        text: z.string(),
        callId: z.string().nullable(),
      }),
    ),
  ),
};
