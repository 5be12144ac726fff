/** Work that outlasts a call: a command answers with the job's id, events tell the rest. Jobs live as long as the program; what they made is in the store. */
import { z } from 'zod';
import { ERROR_CODES } from '../errors.ts';
import { procedure } from './procedure.ts';

export const JobId = z.string().min(1).max(40).brand<'JobId'>();
export type JobId = z.infer<typeof JobId>;

export const JOB_KINDS = [
  'dry-run',
  'add-dataset',
  'audit',
  'train',
  'evaluate',
  'sample',
  'measure-speed',
  'export',
  'explain',
  'locate-faces',
  'measure-regions',
  'knock-out',
  'faithfulness',
  'embed',
  'try-images',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export const JobProgress = z.object({
  done: z.int().min(0),
  /** Null while nobody knows how much there is. */
  total: z.int().min(0).nullable(),
  /** What is counted: "images", "batches". */
  unit: z.string(),
});
export type JobProgress = z.infer<typeof JobProgress>;

export const Job = z.object({
  id: JobId,
  kind: z.enum(JOB_KINDS),
  /** "Checking the images of train.csv" */
  title: z.string(),
  status: z.enum(['running', 'finished', 'stopped', 'failed']),
  progress: JobProgress.nullable(),
  startedAtMs: z.number(),
  endedAtMs: z.number().nullable(),
  /** How long it will probably take from now; null while nobody knows. */
  remainingMs: z.number().nullable(),
  error: z.object({ code: z.enum(ERROR_CODES), message: z.string(), hint: z.string().nullable() }).nullable(),
  /** The page that shows it: "/datasets/3". */
  link: z.string().nullable(),
  /** What `jobs.stop` does to it, in words; null where it cannot be stopped. */
  stopLabel: z.string().nullable(),
});
export type Job = z.infer<typeof Job>;

export const jobs = {
  /** Running ones first, then the latest that ended. */
  list: procedure.output(z.array(Job)),
  get: procedure.input(z.object({ jobId: JobId })).output(Job),
  /** Asks it to end; takes effect at its next step. */
  stop: procedure.input(z.object({ jobId: JobId })).output(z.void()),
};
