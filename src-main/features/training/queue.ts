/** The queue of trainings: kept in the store, one at a time, the next by itself. */
import path from 'node:path';
import type { Store } from '#main/store/open.ts';
import type { NewQueuedTraining, QueuedTraining } from '#main/store/queue.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import { stringifyExperiment } from '#shared/config/stringify.ts';
import type { QueueEntry, QueueId, TrainingQueueState } from '#shared/contract/training.ts';
import { MAX_WAITING } from '#shared/contract/training.ts';
import type { ImageId, RunId } from '#shared/domain/records.ts';
import { assertStatusChange } from '#shared/domain/runs.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import type { History } from '../history/history.ts';
import type { JobRegistry } from '../jobs/registry.ts';
import { configOfRun, startWeightsOf } from './request.ts';
import { assertResumable } from './resumption.ts';
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

export type StartRequest = {
  readonly yaml: string;
  readonly configFile: string | null;
  readonly allowBad: boolean;
  readonly probes: readonly ImageId[];
};

export type ResumeRequest = {
  readonly runId: RunId;
  /** In all; absent = as planned. */
  readonly epochs?: number | undefined;
  readonly patience?: number | undefined;
};

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
      else if (running.runId() === null && !isClosed) take(entry); // a person ended it before it had a run
      changed();
      next();
    });
    changed();
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
  const assertNotQueued = (runId: RunId, name: string) => {
    if (current?.runId() === runId || current?.entry.runId === runId)
      throw new AppError('conflict', `Run "${name}" is being trained.`);
    if (waiting().some((entry) => entry.runId === runId))
      throw new AppError('conflict', `Run "${name}" waits in the queue already.`);
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

    /** @throws config_invalid, not_found (a pinned face), file_not_found (weights to begin with), conflict */
    start: ({ yaml, configFile, allowBad, probes }: StartRequest): QueueEntry => {
      const { config } = parseExperiment(yaml, { file: configFile ?? 'the configuration' });
      startWeightsOf(config); // what can be refused is refused now
      for (const imageId of probes) store.images.get(imageId);
      return add(
        {
          kind: 'train',
          ...describe(config, configFile),
          configYaml: yaml,
          configFile,
          runId: null,
          allowBad,
          probes: [...new Set(probes)],
        },
        'last',
      );
    },

    /** Before all others: somebody waits for it. @throws conflict, usage, not_found */
    resume: ({ runId, epochs, patience }: ResumeRequest): QueueEntry => {
      const run = store.runs.detail(runId);
      assertNotQueued(runId, run.name);
      assertStatusChange(run.status, 'running', run.name);
      if (run.place === 'trashed')
        throw new AppError('conflict', `Run "${run.name}" is in the trash.`, { hint: 'Restore it first.' });
      if (epochs !== undefined && epochs <= (run.lastEpoch ?? 0))
        throw new AppError('usage', `Run "${run.name}" has completed ${run.lastEpoch} epochs; ${epochs} are no more.`);
      const began = configOfRun(run);
      const config = configOfRun(run, [
        ...(epochs === undefined ? [] : [`num_epochs=${epochs}`]),
        ...(patience === undefined ? [] : [`EARLY_STOPPING_EPOCH=${patience}`]),
      ]);
      assertResumable(run, { began, config });
      return add(
        {
          kind: 'resume',
          name: run.name,
          network: run.network,
          epochs: config.num_epochs,
          configYaml: stringifyExperiment(config),
          configFile: run.configFile,
          runId,
          allowBad: true, // its rows were looked at when it began
          probes: [],
        },
        'first',
      );
    },

    configuration: (id: QueueId): string => find(id).configYaml,

    /** @throws config_invalid, conflict, not_found */
    edit: (id: QueueId, yaml: string): QueueEntry => {
      const entry = find(id);
      const { config } = parseExperiment(yaml, { file: entry.configFile ?? 'the configuration' });
      startWeightsOf(config);
      if (entry.runId !== null) {
        const run = store.runs.get(entry.runId);
        assertResumable(run, { began: configOfRun(run), config });
      }
      const described =
        entry.runId === null ? describe(config, entry.configFile) : { ...describe(config, null), name: entry.name };
      const edited = store.queue.edit(id, { ...described, configYaml: yaml });
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

const describe = (config: ExperimentConfig, configFile: string | null) => ({
  name: config.name || (configFile === null ? config.network : path.basename(configFile, path.extname(configFile))),
  network: config.network,
  epochs: config.num_epochs,
});
