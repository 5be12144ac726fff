/** What was submitted, in the sweep's own folder: written before sbatch is asked, so that no array is ever forgotten. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';

const Submission = z.strictObject({
  /** A name that no other job has: by it the array is found again, whatever happened after sbatch took it. */
  jobName: z.string(),
  /** Task n does the n-th. */
  trials: z.array(z.string()),
  submittedAtMs: z.number(),
});
export type Submission = Readonly<z.infer<typeof Submission>>;

const Records = z.strictObject({
  format: z.literal(1),
  submissions: z.array(Submission),
  /** Trials that the median rule ended, with the sentence that says why. */
  stoppedEarly: z.record(z.string(), z.string()),
});
export type SlurmRecords = Readonly<z.infer<typeof Records>>;

const FILE = 'jobs.json';

export function readRecords(folder: string): SlurmRecords {
  const file = path.join(folder, FILE);
  if (!existsSync(file)) return { format: 1, submissions: [], stoppedEarly: {} };
  try {
    return Records.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new AppError('file_invalid', `"${file}" is not as Facet wrote it.`, {
      hint: 'Cancel what still runs of the sweep (scancel), remove the file, and run the command again.',
      cause,
    });
  }
}

/** Whole or not at all. */
export function writeRecords(folder: string, records: SlurmRecords): void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, FILE);
  writeFileSync(`${file}.partial`, `${JSON.stringify(records, null, 2)}\n`);
  renameSync(`${file}.partial`, file);
}

/** The newest task of each trial. */
export function tasksOf({
  submissions,
}: SlurmRecords): ReadonlyMap<string, { readonly jobName: string; readonly task: number }> {
  return new Map(
    submissions.flatMap(({ jobName, trials }) => trials.map((trial, task) => [trial, { jobName, task }] as const)),
  );
}
