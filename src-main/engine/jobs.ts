/** Each kind of job and who does it. */
import { assertNever } from '#shared/errors.ts';
import { runWeightsExport, runWeightsImport, runWeightsInspection } from './checkpoints/job.ts';
import { describe } from './describe.ts';
import { runEvaluation } from './evaluation/job.ts';
import type { Fact, Job, JobResult } from './messages.ts';
import { runSynthesis } from './synthetic/job.ts';
import { runTraining } from './training/job.ts';

export type JobContext = {
  readonly report: (fact: Fact) => void;
  /** Aborted when the job should end after its current step. */
  readonly signal: AbortSignal;
};

export function runJob(job: Job, context: JobContext): Promise<JobResult> {
  switch (job.kind) {
    case 'train':
      return runTraining(job, context);
    case 'evaluate':
      return runEvaluation(job, context);
    case 'synthesize':
      return runSynthesis(job, context);
    case 'import-weights':
      return runWeightsImport(job);
    case 'inspect-weights':
      return runWeightsInspection(job);
    case 'export-weights':
      return runWeightsExport(job);
    case 'describe':
      return describe();
    default:
      return assertNever(job);
  }
}
