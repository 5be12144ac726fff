/** One stream of what happened, in order: events make a page's cached answers stale, timers never do. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { DatasetId, EpochRecord, EvaluationId, RunId } from '../domain/records.ts';
import { ERROR_CODES } from '../errors.ts';
import { HistoryState } from './history.ts';
import { Job } from './jobs.ts';
import { procedure } from './procedure.ts';
import { StepColumns } from './runs.ts';
import { TrainingProgress } from './training.ts';

/** Something a person has to know; stays on the screen until it is dismissed. */
export const Notice = z.object({
  level: z.enum(['error', 'warning', 'info', 'success']),
  title: z.string(),
  code: z.enum(ERROR_CODES).nullable(),
  message: z.string(),
  hint: z.string().nullable(),
  /** A page of the window that says more: "/runs/01hz...". */
  link: z.string().nullable(),
});
export type Notice = z.infer<typeof Notice>;

export const EventBody = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('job.changed'), job: Job }),
  z.object({ topic: z.literal('dataset.changed'), datasetId: DatasetId.nullable() }),
  z.object({ topic: z.literal('run.changed'), runIds: z.array(RunId) }),
  /** New steps only, merged to at most five events a second. */
  z.object({ topic: z.literal('run.steps'), runId: RunId, columns: StepColumns }),
  z.object({ topic: z.literal('run.epoch'), runId: RunId, epoch: EpochRecord }),
  z.object({ topic: z.literal('run.log'), runId: RunId, lines: z.array(z.string()) }),
  z.object({ topic: z.literal('run.probes'), runId: RunId, epoch: z.int() }),
  z.object({ topic: z.literal('training.progress'), progress: TrainingProgress }),
  z.object({ topic: z.literal('queue.changed') }),
  z.object({ topic: z.literal('evaluation.changed'), runId: RunId.nullable() }),
  /** Heat maps, shares, knock-outs or embeddings of a test are there. */
  z.object({ topic: z.literal('explanation.changed'), evaluationId: EvaluationId.nullable() }),
  /** Tags, notes, verdicts or a frozen threshold are others now. */
  z.object({ topic: z.literal('marks.changed') }),
  z.object({ topic: z.literal('configuration.changed') }),
  z.object({ topic: z.literal('setting.changed'), key: z.string() }),
  /** `title` is the change's: "Exclude 12 faces". Forgotten: it could not be undone or redone. */
  z.object({
    topic: z.literal('history.changed'),
    change: z.enum(['recorded', 'undone', 'redone', 'forgotten']),
    title: z.string(),
    /** After it. */
    state: HistoryState,
  }),
  z.object({ topic: z.literal('workspace.changed') }),
  /** The program's own log has new lines. */
  z.object({ topic: z.literal('log.changed') }),
  z.object({ topic: z.literal('notice.raised'), notice: Notice }),
  /** Too much was missed: everything that is cached is stale. */
  z.object({ topic: z.literal('resync') }),
]);
export type EventBody = z.infer<typeof EventBody>;

/** `seq` rises by one with each event of this start of the program. */
export const AppEvent = z.object({ seq: z.int().min(0), atMs: z.number(), body: EventBody });
export type AppEvent = z.infer<typeof AppEvent>;

export const events = {
  /** From the event after `after` on (null = from now): what was missed first, as far as it is kept, else one `resync`. Never ends by itself. */
  subscribe: procedure
    .input(z.object({ after: z.int().min(0).nullable(), session: z.string().nullable() }))
    .output(eventIterator(z.object({ session: z.string(), event: AppEvent }))),
};
