/** Tests of a run: figures over a whole set, each face's score in the store. */
import { z } from 'zod';
import { EvaluationId, EvaluationSummary, RunId } from '../domain/records.ts';
import { JobId } from './jobs.ts';
import { procedure } from './procedure.ts';

const Count = z.int().min(0);
/** Null = there is none: a class is missing, or nothing was called positive. */
const Share = z.number().nullable();

const ClassFigures = z.object({
  precision: Share,
  recall: Share,
  f1: Share,
  specificity: Share,
  balancedAccuracy: Share,
  averagePrecision: Share,
});

/** What `metrics` of a finished evaluation holds: src-shared/metrics/summary.ts wrote it. */
export const TestMetrics = z.object({
  n: Count,
  threshold: z.number(),
  /** Mean cross entropy, in nats. */
  loss: z.number().nullable(),
  accuracy: Share,
  auc: Share,
  equalErrorRate: z.object({ rate: z.number(), threshold: z.number() }).nullable(),
  confusion: z.object({
    fakeCalledFake: Count,
    fakeCalledReal: Count,
    realCalledFake: Count,
    realCalledReal: Count,
  }),
  byPositiveClass: z.object({ fake: ClassFigures, real: ClassFigures }),
});
export type TestMetrics = z.infer<typeof TestMetrics>;

const Points = z.array(z.number());

/** From stored scores, for the evaluation's positive class; each curve at most `CURVE_POINTS` long. Null where a class is missing. */
export const ScoreCurves = z.object({
  positiveClass: z.enum(['fake', 'real']),
  roc: z.object({ falsePositiveRate: Points, truePositiveRate: Points }).nullable(),
  precisionRecall: z.object({ recall: Points, precision: Points }).nullable(),
});
export type ScoreCurves = z.infer<typeof ScoreCurves>;

export const CURVE_POINTS = 500;

export const evaluations = {
  /** Newest first; of one run, or of all. */
  list: procedure.input(z.object({ runId: RunId.nullable() })).output(z.array(EvaluationSummary)),
  get: procedure.input(z.object({ evaluationId: EvaluationId })).output(EvaluationSummary),
  curves: procedure.input(z.object({ evaluationId: EvaluationId })).output(ScoreCurves),
  /** `csvPath` null = the faces that the run validates on. `checkpoint` null = the best one, else an epoch. @throws not_found (no checkpoint yet) */
  start: procedure
    .input(
      z.object({
        runId: RunId,
        checkpoint: z.string().nullable(),
        csvPath: z.string().max(4096).nullable(),
        hasHeatmaps: z.boolean(),
        allowBad: z.boolean(),
      }),
    )
    .output(z.object({ jobId: JobId })),
};
