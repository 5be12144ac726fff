/** Sweeps as the workspace knows them: what each tries, and what became of its trials. They are begun by `facet sweep`. */
import { z } from 'zod';
import { RunId } from '../domain/records.ts';
import { TRIAL_STATES } from '../sweep/standing.ts';
import { OBJECTIVES, SettingValue } from '../sweep/sweep-file.ts';
import { procedure } from './procedure.ts';

const Count = z.int().min(0);

export const SweepTrial = z.object({
  /** Its place in the sweep, from 1. */
  number: z.int().min(1),
  state: z.enum(TRIAL_STATES),
  /** Waits in the queue of trainings. */
  isQueued: z.boolean(),
  /** What it has that the base configuration has not, by key. */
  settings: z.record(z.string(), SettingValue),
  /** Null where it has none yet. */
  run: z.object({ id: RunId, name: z.string() }).nullable(),
  /** Completed. */
  epochs: Count,
  plannedEpochs: z.int().min(1),
  /** The objective's best of all its epochs; null before the first, and where it never was a number. */
  best: z.number().nullable(),
  /** Why it failed. */
  problem: z.string().nullable(),
});
export type SweepTrial = z.infer<typeof SweepTrial>;

export const SweepSummary = z.object({
  name: z.string(),
  /** As the user named it. */
  file: z.string(),
  objective: z.enum(OBJECTIVES),
  /** Whether hopeless trials are given up. */
  stopsEarly: z.boolean(),
  /** Some of it was handed to a cluster: what runs there is seen by the command alone. */
  isOnCluster: z.boolean(),
  counts: z.record(z.enum(TRIAL_STATES), Count),
  /** Number of the trial that is the best so far; null before the first epoch. */
  bestTrial: z.int().nullable(),
  /** Until all trials are over; null where nobody knows. */
  remainingMs: z.number().nullable(),
  /** In their order. */
  trials: z.array(SweepTrial),
});
export type SweepSummary = z.infer<typeof SweepSummary>;

export const sweeps = {
  /** By name. @throws file_invalid */
  list: procedure.output(z.array(SweepSummary)),
};
