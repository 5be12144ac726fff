/** The workspace as a whole, and the machine under it. */
import { z } from 'zod';
import { LowTypes } from '../domain/precision.ts';
import { DatasetSummary, RunSummary } from '../domain/records.ts';
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
  /** GPUs that the NVIDIA driver names and TensorFlow does not use. */
  unusedGpus: z.array(z.string()),
  lowTypes: LowTypes,
});
export type DeviceFacts = z.infer<typeof DeviceFacts>;

export const WorkspaceInfo = z.object({
  /** Absolute. */
  path: z.string(),
  name: z.string(),
  version: z.string(),
  /** Of Facet and what it runs on: "node" -> "24.21.0". */
  versions: z.record(z.string(), z.string()),
  shell: z.enum(['window', 'browser']),
  /** True where the shell can name the path of a dropped file. */
  knowsDroppedPaths: z.boolean(),
});
export type WorkspaceInfo = z.infer<typeof WorkspaceInfo>;

/** What Home says of a run. */
export const RecentRun = RunSummary.extend({ hasTest: z.boolean() });
export type RecentRun = z.infer<typeof RecentRun>;

/** Runs in the trash count for nothing here; archived ones count and are not named. */
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
  /** The newest few, newest first. */
  recentRuns: z.array(RecentRun),
  recentDatasets: z.array(DatasetSummary),
  /** The newest run that is finished and has no test; null where there is none. */
  untestedRun: RecentRun.nullable(),
  /** The newest run that was stopped, was interrupted or failed; null where there is none. */
  resumableRun: RecentRun.nullable(),
  /** The newest run that was interrupted; null where there is none. */
  interruptedRun: RecentRun.nullable(),
  hasSample: z.boolean(),
});
export type WorkspaceOverview = z.infer<typeof WorkspaceOverview>;

/** A line of `facet doctor`. */
export const CheckRow = z.object({
  name: z.string(),
  /** Without what is `missing`, nothing can be trained; without what is `optional`, it can. */
  status: z.enum(['ok', 'missing', 'optional']),
  found: z.string(),
  needed: z.string(),
  /** What to do; null where nothing is to be done. */
  mend: z.string().nullable(),
});
export type CheckRow = z.infer<typeof CheckRow>;

export const LogLine = z.object({
  atMs: z.number(),
  level: z.enum(['info', 'warning', 'error']),
  text: z.string(),
  /** Of the call that failed: what an error notice names. */
  callId: z.string().nullable(),
  /** What else is known: cause, stack. */
  details: z.string().nullable(),
});
export type LogLine = z.infer<typeof LogLine>;

export const workspace = {
  info: procedure.output(WorkspaceInfo),
  overview: procedure.output(WorkspaceOverview),
  /** What TensorFlow itself says; asked once in the life of the program. @throws runtime_missing where it does not load */
  device: procedure.output(DeviceFacts),
  /** What `facet doctor` says of this machine. @throws runtime_missing where the program was packed without it */
  checks: procedure.output(z.array(CheckRow)),
  /** Draws a small data set (a job) and adds it, with a configuration to train on it. Where that is under way or done, no second one is made. */
  createSample: procedure.output(z.object({ jobId: JobId })),
  /** The newest lines of the program's own log, oldest first. */
  log: procedure.input(z.object({ lines: z.int().min(1).max(2000) })).output(z.array(LogLine)),
};
