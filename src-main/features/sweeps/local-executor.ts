/** Trials on this machine, one after the other, through the queue of trainings. */
import type { Store } from '#main/store/open.ts';
import type { EventBody } from '#shared/contract/events.ts';
import type { QueueId } from '#shared/contract/training.ts';
import { AppError } from '#shared/errors.ts';
import type { Sweep, Trial } from '#shared/sweep/plan-sweep.ts';
import type { EventBus } from '../events/bus.ts';
import type { TrainingQueue } from '../training/queue.ts';
import type { SweepExecutor, TrialNews, TrialWork } from './executor.ts';
import { trialOfEntry } from './queued-trial.ts';

export type LocalDependencies = {
  readonly store: Store;
  readonly queue: TrainingQueue;
  readonly events: EventBus;
};

/** No more than these wait at once: the queue has an end, and others may use it. */
const IN_THE_QUEUE = 100;

/** What may have changed where a trial stands. */
const TOPICS: ReadonlySet<EventBody['topic']> = new Set([
  'queue.changed',
  'run.changed',
  'run.epoch',
  'training.progress',
  'job.changed',
]);

export function createLocalExecutor(sweep: Sweep, { store, queue, events }: LocalDependencies): SweepExecutor {
  const entries = new Map<QueueId, Trial>();
  const problems = new Map<string, string>();
  const backlog: TrialWork[] = [];
  /** Events since the last look count: what happens between looking and waiting is not missed. */
  const heard = listen(events);

  const ours = () => queue.state().waiting.filter(({ id }) => entries.has(id));
  const enqueue = ({ trial, run }: TrialWork) => {
    try {
      const request = { yaml: trial.yaml, configFile: sweep.file, allowBad: false, probes: [] };
      entries.set((run === null ? queue.start(request) : queue.resume({ runId: run.id })).id, trial);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      problems.set(trial.id, error.message);
    }
  };
  const refill = () => {
    while (backlog.length > 0 && ours().length < IN_THE_QUEUE) enqueue(backlog.shift() as TrialWork); // not empty
  };
  /** One that could not begin would wait for ever. */
  const takeOutWhatFailed = () => {
    for (const { id, problem } of ours()) {
      const trial = entries.get(id);
      if (problem === null || trial === undefined) continue;
      problems.set(trial.id, problem.message);
      queue.remove(id);
      entries.delete(id);
    }
  };
  const running = () => {
    const { progress } = queue.state();
    const trial = progress === null ? undefined : entries.get(progress.entryId);
    return progress === null || trial === undefined ? null : { progress, trial };
  };

  return {
    parallel: 1,

    /** A command that was killed left its trials waiting: they are lined up anew, as the file says now. */
    adopt: async () => {
      for (const { id, configYaml } of store.queue.list())
        if (trialOfEntry(configYaml)?.sweep === sweep.name) queue.remove(id);
      return new Set();
    },

    submit: async (works) => {
      backlog.push(...works);
      refill();
    },

    look: async () => {
      takeOutWhatFailed();
      refill();
      const now = running();
      const waiting = [...backlog.map(({ trial }) => trial), ...ours().flatMap(({ id }) => entries.get(id) ?? [])];
      const news = new Map<string, TrialNews>([
        ...[...problems].map(([id, problem]) => [id, { ...NOTHING, state: 'failed', problem }] as const),
        ...waiting.map(({ id }) => [id, { ...NOTHING, state: 'waiting' }] as const),
      ]);
      if (now !== null) news.set(now.trial.id, { ...NOTHING, state: 'running', remainingMs: now.progress.remainingMs });
      return { news, isBusy: now !== null || waiting.length > 0 };
    },

    changed: (signal) => heard.next(signal),

    stopEarly: null,

    leave: async () => {
      queue.pause('The sweep was stopped. Run the same command again to go on with it.');
      backlog.length = 0;
      for (const { id } of ours()) queue.remove(id);
      if (queue.state().progress !== null) queue.stop();
      while (queue.state().progress !== null) await heard.next(null);
    },
  };
}

const NOTHING = { word: null, history: null, epochMs: null, remainingMs: null, problem: null } as const;

/** Ends with the program's events. */
function listen(events: EventBus): { readonly next: (signal: AbortSignal | null) => Promise<void> } {
  let isNew = false;
  let wake: () => void = () => undefined;
  const stream = events.subscribe({ after: null, session: null });
  void (async () => {
    for await (const { event } of stream) {
      if (!TOPICS.has(event.body.topic)) continue;
      isNew = true;
      wake();
    }
    isNew = true;
    wake();
  })();
  return {
    next: async (signal) => {
      if (!isNew && signal?.aborted !== true)
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal?.addEventListener('abort', () => resolve(), { once: true });
        });
      isNew = false;
    },
  };
}
