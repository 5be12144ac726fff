/** Tests of a run: figures over a whole set, each face's score in the store. */
import { z } from 'zod';
import { EvaluationId, EvaluationSummary, RunId } from '../domain/records.ts';
import { JobId } from './jobs.ts';
import { procedure } from './procedure.ts';

export const evaluations = {
  /** Newest first; of one run, or of all. */
  list: procedure.input(z.object({ runId: RunId.nullable() })).output(z.array(EvaluationSummary)),
  get: procedure.input(z.object({ evaluationId: EvaluationId })).output(EvaluationSummary),
  /** `csvPath` null = the faces that the run validates on. `checkpoint` null = the best one. @throws conflict (no checkpoint yet) */
  start: procedure
    .input(
      z.object({
        runId: RunId,
        checkpoint: z.string().nullable(),
        csvPath: z.string().nullable(),
        hasHeatmaps: z.boolean(),
        allowBad: z.boolean(),
      }),
    )
    .output(z.object({ jobId: JobId })),
};
