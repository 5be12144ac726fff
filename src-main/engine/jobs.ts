/** Each kind of job and who does it. What a job does not need is not loaded. */
import { assertNever } from '#shared/errors.ts';
import type { Fact, Job, JobResult } from './messages.ts';

export type JobContext = {
  readonly report: (fact: Fact) => void;
  /** Aborted when the job should end after its current step. */
  readonly signal: AbortSignal;
};

export async function runJob(job: Job, context: JobContext): Promise<JobResult> {
  switch (job.kind) {
    case 'train':
      return (await import('./training/job.ts')).runTraining(job, context);
    case 'evaluate':
      return (await import('./evaluation/job.ts')).runEvaluation(job, context);
    case 'synthesize':
      return (await import('./synthetic/job.ts')).runSynthesis(job, context);
    case 'import-weights':
      return (await import('./checkpoints/job.ts')).runWeightsImport(job);
    case 'inspect-weights':
      return (await import('./checkpoints/job.ts')).runWeightsInspection(job);
    case 'export-weights':
      return (await import('./checkpoints/job.ts')).runWeightsExport(job);
    case 'export-model':
      return (await import('./export/job.ts')).runModelExport(job);
    case 'describe':
      return (await import('./describe.ts')).describe();
    case 'describe-network':
      return (await import('./networks/describe-network.ts')).describeNetwork(job);
    case 'preview-batch':
      return (await import('./data/preview-batch.ts')).previewBatch(job, context);
    case 'measure-speed':
      return (await import('./speed/job.ts')).measureSpeed(job, context);
    case 'locate-faces':
      return (await import('./faces/job.ts')).runFaceLocation(job, context);
    case 'embed':
      return (await import('./embedding/job.ts')).runEmbedding(job, context);
    case 'knock-out':
      return (await import('./perturbation/knock-out.ts')).runKnockOut(job, context);
    case 'faithfulness':
      return (await import('./perturbation/faithfulness.ts')).runFaithfulness(job, context);
    default:
      return assertNever(job);
  }
}
