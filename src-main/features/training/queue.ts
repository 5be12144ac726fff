/** The queue of trainings: kept in the store, one at a time, the next by itself. */
import type { Store } from '#main/store/open.ts';
import type { NewQueuedTraining, QueuedTraining } from '#main/store/queue.ts';
import type { QueueEntry, QueueId, TrainingQueueState } from '#shared/contract/training.ts';
import { MAX_WAITING } from '#shared/contract/training.ts';
import type { RunId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import type { History } from '../history/history.ts';
import type { JobRegistry } from '../jobs/registry.ts';
import { editOf, entryToResume, entryToStart, type ResumeRequest, type StartRequest } from './queue-entries.ts';
import { type RunningTraining, startTraining } from './running.ts';
import type { TrainingService } from './service.ts';
import { SHORTEST_SILENCE_MS } from './silence.ts';

export type QueueDependencies = {
  readonly workspace: string;
  readonly store: Store;
  readonly training: TrainingService;
  readonly events: EventBus;
  readonly jobs: JobRegistry;
  readonly history: History;
  readonly clock: () => number;
  /** Without a word for this long at least, and for many steps, a training is called silent. */
  readonly shortestSilenceMs: number;
};

export type QueueOptions = Omit<QueueDependencies, 'shortestSilenceMs'> & {
  /** The program ended while one was running. */
  readonly wasInterrupted: boolean;
  readonly shortestSilenceMs?: number;
  /** A stop at the end of the program may take this long before the engine is ended. */
  readonly closingMs?: number;
};

const CLOSING_MS = 10_000;

export type TrainingQueue = ReturnType<typeof createTrainingQueue>;

const NOT_BEGUN = 'The program has not begun with the queue.';
const AFTER_INTERRUPTION =
  'Facet ended while a training was running. Look at that one first: what ended it may end the next as well.';

/**
 * After a start of the program the queue goes on by itself, unless a run was interrupted: whatever ended the program (memory, power, a kill) may well end it
 * again, and a person should see that before hours go into the next. Whoever starts or resumes a training has seen it: that lets the queue go.
 */
export function createTrainingQueue({
  wasInterrupted,
  shortestSilenceMs = SHORTEST_SILENCE_MS,
  closingMs = CLOSING_MS,
  ...given
}: QueueOptions) {
  const dependencies: QueueDependencies = { ...given, shortestSilenceMs };
  const { store, events, history } = dependencies;
  const problems = new Map<QueueId, AppError>();
  let hold: string | null = NOT_BEGUN;
  let current: RunningTraining | null = null;
  let isClosed = false;

  const changed = () => events.publish({ topic: 'queue.changed' });
  const waiting = () => store.queue.list().filter(({ id }) => id !== current?.entry.id);
  const toEntry = ({ id, kind, name, runId, network, epochs, createdAtMs }: QueuedTraining): QueueEntry => {
    const problem = problems.get(id);
    return {
      ...{ id, kind, name, runId, network, epochs, createdAtMs },
      problem: problem === undefined ? null : { message: problem.message, hint: problem.hint },
    };
  };

  /** One that could not begin is passed over until somebody changes it, or the program starts again. */
  const next = () => {
    if (current !== null || hold !== null || isClosed) return;
    const entry = store.queue.list().find(({ id }) => !problems.has(id));
    if (entry === undefined) return;
    const running = startTraining(entry, dependencies);
    current = running;
    void running.settled.then(({ problem }) => {
      current = null;
      if (problem !== null) problems.set(entry.id, problem);
      else if (running.runId() === null && !isClosed) takeOrTell(entry); // a person ended it before it had a run
      changed();
      next();
    });
    changed();
  };
  /** Where the store refuses it stays in the queue, and does not begin again by itself. */
  const takeOrTell = (entry: QueuedTraining) => {
    try {
      take(entry);
    } catch (error) {
      const cause = error instanceof AppError ? error : new AppError('internal', String(error), { cause: error });
      problems.set(entry.id, cause);
      const { code, message, hint } = cause;
      const title = `${entry.name} could not be taken out of the queue`;
      events.publish({
        topic: 'notice.raised',
        notice: { level: 'error', title, code, message, hint, link: '/training' },
      });
    }
  };
  /** Out of the queue, so that it can be undone: what it would have trained is nowhere else. */
  const take = (entry: QueuedTraining) => {
    const act = () => {
      find(entry.id);
      store.queue.remove(entry.id);
      changed();
    };
    const undo = () => {
      store.queue.restore(entry);
      changed();
      next();
    };
    act();
    history.record({ title: `Remove ${entry.name} from the queue`, undo, redo: act });
  };
  const release = () => {
    hold = null;
    next();
    changed();
  };
  const add = (entry: NewQueuedTraining, place: 'first' | 'last'): QueueEntry => {
    if (waiting().length >= MAX_WAITING)
      throw new AppError('conflict', `The queue is full: ${MAX_WAITING} trainings wait.`, {
        hint: 'Remove some of them first.',
      });
    const added = store.queue.add(entry, place);
    release();
    return toEntry(added);
  };
  /** @throws not_found, conflict where it has begun */
  const find = (id: QueueId): QueuedTraining => {
    if (current?.entry.id === id)
      throw new AppError('conflict', `The training of ${current.entry.name} has begun.`, {
        hint: 'Stop or cancel it.',
      });
    return store.queue.get(id);
  };
  /** @throws conflict */
  const running = (): RunningTraining => {
    if (current === null) throw new AppError('conflict', 'No training is running.');
    return current;
  };
  const assertNotQueued = (runId: RunId) => {
    if (current?.runId() === runId || current?.entry.runId === runId)
      throw new AppError('conflict', `Run "${store.runs.get(runId).name}" is being trained.`);
    if (waiting().some((entry) => entry.runId === runId))
      throw new AppError('conflict', `Run "${store.runs.get(runId).name}" waits in the queue already.`);
  };

  return {
    state: (): TrainingQueueState => {
      const entries = waiting();
      return {
        progress: current?.progress() ?? null,
        waiting: entries.map(toEntry),
        hold: entries.length === 0 ? null : hold,
      };
    },

    /** Once a shell is there that shows it. */
    begin: (): void => {
      if (hold !== NOT_BEGUN) return;
      hold = wasInterrupted ? AFTER_INTERRUPTION : null;
      next();
    },

    startQueue: release,

    /** What runs goes on; nothing else begins until somebody starts a training or the queue. `reason`: a sentence. */
    pause: (reason: string): void => {
      hold = reason;
      changed();
    },

    /** @throws config_invalid, not_found (a pinned face), file_not_found (weights to begin with), conflict */
    start: (request: StartRequest): QueueEntry => add(entryToStart(store, request), 'last'),

    /** Before all others: somebody waits for it. @throws conflict, usage, not_found */
    resume: (request: ResumeRequest): QueueEntry => {
      assertNotQueued(request.runId);
      return add(entryToResume(store, request), 'first');
    },

    /** @throws not_found */
    configuration: (id: QueueId): { name: string; configYaml: string } => {
      const { name, configYaml } = find(id);
      return { name, configYaml };
    },

    /** @throws config_invalid, conflict, not_found */
    edit: (id: QueueId, yaml: string): QueueEntry => {
      const edited = store.queue.edit(id, editOf(store, find(id), yaml));
      problems.delete(id);
      next();
      changed();
      return toEntry(edited);
    },

    reorder: (id: QueueId, position: number): void => {
      find(id);
      store.queue.move(id, position);
      changed();
    },

    remove: (id: QueueId): void => take(find(id)),

    stop: (): void => running().stop(),
    end: (): void => {
      const { stop, kill } = running();
      stop();
      kill();
    },
    cancel: (): void => running().discard(),

    /** Stops and keeps what runs, as Ctrl-C does. Where that takes too long the engine is ended: resuming then does at most the running epoch again. */
    close: async (): Promise<void> => {
      isClosed = true;
      if (current === null) return;
      const { stop, kill, settled } = current;
      stop();
      const timer = setTimeout(kill, closingMs);
      await settled;
      clearTimeout(timer);
    },
  };
}
