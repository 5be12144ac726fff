/** The median rule where trials are trained: after each epoch of the queue's training, whoever lined it up. A cluster's trials are judged by who watches them (run-sweep.ts). */
import type { Store } from '#main/store/open.ts';
import { trialOfRun } from '#main/store/sweep-runs.ts';
import type { RunId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { PlannedTrial } from '#shared/sweep/planned-sweep.ts';
import { EARLY_STOP_TAG } from '#shared/sweep/tags.ts';
import type { EventBus } from '../events/bus.ts';
import type { TrainingQueue } from '../training/queue.ts';
import { hopelessTrials, markStoppedEarly } from './early-stop.ts';
import { readPlannedSweep } from './planned-sweeps.ts';
import { runsOfTrials, standingsOf } from './standings.ts';

export type JudgeDependencies = {
  readonly store: Pick<Store, 'runs' | 'sweepRuns' | 'epochs'>;
  readonly queue: Pick<TrainingQueue, 'state' | 'stop'>;
  readonly events: EventBus;
  /** Absolute. */
  readonly workspace: string;
};

export type Stopped = { readonly sweep: string; readonly trial: PlannedTrial; readonly note: string };

export type TrialJudge = {
  /** Told of each trial that is stopped early, until the answer is called. */
  readonly onStopped: (listener: (stopped: Stopped) => void) => () => void;
};

/** Ends with the program's events. */
export function createTrialJudge({ store, queue, events, workspace }: JudgeDependencies): TrialJudge {
  const listeners = new Set<(stopped: Stopped) => void>();
  const marked = new Set<RunId>();

  const judge = (runId: RunId) => {
    const { progress } = queue.state();
    if (progress?.runId !== runId || progress.phase === 'stopping') return;
    const run = store.runs.get(runId);
    const of = trialOfRun(run);
    if (of === null || run.status !== 'running') return;
    if (run.tags.includes(EARLY_STOP_TAG)) {
      marked.add(runId); // a person lets it go on nevertheless
      return;
    }
    const sweep = readPlannedSweep(workspace, of.sweep);
    if (sweep?.early_stop === undefined) return;
    const runs = runsOfTrials(store, sweep);
    if (runs.get(of.trial)?.id !== runId) return;
    const standings = standingsOf(store.epochs.list, sweep, { runs, news: new Map() });
    const hopeless = hopelessTrials(sweep, standings).find(({ trial }) => trial.id === of.trial);
    if (hopeless === undefined) return;
    markStoppedEarly(store, run, hopeless.note);
    marked.add(runId);
    queue.stop();
    events.publish({ topic: 'run.changed', runIds: [runId] });
    events.publish({
      topic: 'notice.raised',
      notice: {
        ...{ level: 'info', title: `${run.name} was stopped early`, code: null },
        ...{ message: hopeless.note, hint: null, link: `/runs/${runId}` },
      },
    });
    for (const listener of listeners) listener({ sweep: sweep.name, ...hopeless });
  };

  /** One that was to be stopped and came to its own end all the same was not stopped. */
  const unmarkFinished = (runId: RunId) => {
    const { status, tags } = store.runs.get(runId);
    if (status === 'running') return;
    marked.delete(runId);
    if (status !== 'finished' || !tags.includes(EARLY_STOP_TAG)) return;
    store.runs.edit(runId, { tags: tags.filter((tag) => tag !== EARLY_STOP_TAG) });
    events.publish({ topic: 'run.changed', runIds: [runId] });
  };

  const stream = events.subscribe({ after: null, session: null });
  void (async () => {
    for await (const {
      event: { body },
    } of stream) {
      try {
        if (body.topic === 'run.epoch') judge(body.runId);
        if (body.topic === 'run.changed') for (const runId of body.runIds) if (marked.has(runId)) unmarkFinished(runId);
      } catch (error) {
        events.publish({ topic: 'notice.raised', notice: noticeOf(error) });
      }
    }
  })();

  return {
    onStopped: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function noticeOf(error: unknown) {
  const { code, message, hint } =
    error instanceof AppError ? error : new AppError('internal', String(error), { cause: error });
  const title = 'A trial goes on without the rule of its sweep';
  return { level: 'error', title, code, message, hint, link: '/training' } as const;
}
