/** One images child and the tasks that wait for it. It is started when there is something to do and outlived: what kills it costs one file. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Channel } from '#main/processes/channel.ts';
import { AppError, assert } from '#shared/errors.ts';
import type { SpawnImages } from './fork.ts';
import { ImagesReply, type ImagesResult, type ImagesTask, type ResultOf } from './messages.ts';

export type RunOptions = { readonly signal?: AbortSignal | undefined };

export type ImagesWorker = {
  /** @throws FileRefusal (the file is no usable image, or ended the child), cancelled, internal (the child dies again and again) */
  readonly run: <T extends ImagesTask>(task: T, options?: RunOptions) => Promise<ResultOf<T['kind']>>;
  /** Starts the child where it does not run: it takes a while, and a task will come. */
  readonly warm: () => void;
  readonly close: () => Promise<void>;
};

export type ImagesWorkerOptions = {
  readonly spawn: SpawnImages;
  readonly logger?: { readonly warn: (facts: object, message: string) => void } | undefined;
  /** Tasks in the child's hands at once. */
  readonly atOnce: number;
  /** Which of the waiting ones comes next. Newest first is for a page that scrolls: what was asked for last is what is seen. */
  readonly order: 'oldest first' | 'newest first';
  /** Time without any answer, from its start on, after which the child counts as hung. */
  readonly hungMs: number;
};

/** What is wrong with a file; `reason` continues its name. */
export class FileRefusal extends AppError {
  readonly reason: string;

  constructor(file: string, reason: string, code: 'file_invalid' | 'file_not_found') {
    super(code, `"${file}" ${reason}.`);
    this.reason = reason;
  }
}

/** A busy machine takes seconds to start a process. */
const START_MS = 60_000;
const MAX_DEATHS = 3;
/** Deaths that lie further apart have nothing to do with each other. */
const DEATHS_WITHIN_MS = 60_000;
const BACK_OFF_MS = 100; // doubles with each death

type Job = {
  readonly task: ImagesTask;
  readonly settle: (outcome: { readonly result: ImagesResult } | { readonly error: AppError }) => void;
  /** It was in the child's hands when that died: only alone does a file show that it is the one. */
  isSuspect: boolean;
  /** Nobody waits for it any more. */
  isAbandoned: boolean;
};

export function createImagesWorker(options: ImagesWorkerOptions): ImagesWorker {
  const { spawn, logger, atOnce, order, hungMs } = options;
  const waiting: Job[] = [];
  const suspects: Job[] = [];
  const inFlight = new Map<number, Job>();
  let channel: Channel | null = null;
  let closing: (() => void) | null = null;
  let isClosed = false;
  let isResting = false;
  let isReady = false;
  let isHung = false;
  let watchdog: NodeJS.Timeout | undefined;
  let lastId = 0;
  let deathsAtMs: number[] = [];

  const next = (): Job | undefined => {
    const isBusy = inFlight.size > 0;
    if (suspects.length > 0) return isBusy ? undefined : suspects.shift();
    const [current] = inFlight.values();
    if (current?.isSuspect || inFlight.size >= atOnce) return undefined;
    return order === 'newest first' ? waiting.pop() : waiting.shift();
  };

  const feed = () => {
    if (isResting || isClosed) return;
    for (let job = next(); job !== undefined; job = next()) {
      channel ??= start();
      lastId += 1;
      inFlight.set(lastId, job);
      if (inFlight.size === 1) watch();
      channel.send({ id: lastId, ...job.task });
    }
  };

  const watch = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(
      () => {
        isHung = true;
        channel?.kill();
      },
      isReady ? hungMs : Math.max(hungMs, START_MS),
    );
  };

  const start = (): Channel => {
    const started = spawn();
    isReady = false;
    isHung = false;
    started.onMessage((message) => {
      const reply = ImagesReply.parse(message);
      if (reply.outcome !== 'ready') return onReply(reply);
      isReady = true;
      if (inFlight.size > 0) watch();
    });
    started.onClose((reason) => {
      channel = null;
      clearTimeout(watchdog);
      closing?.();
      if (!isClosed) void onDeath(isHung ? `did not answer for ${hungMs / 1000} s` : reason);
    });
    return started;
  };

  const onReply = (reply: Exclude<ImagesReply, { outcome: 'ready' }>) => {
    const job = inFlight.get(reply.id);
    assert(job !== undefined, 'an images child answers what it was asked');
    inFlight.delete(reply.id);
    clearTimeout(watchdog);
    if (inFlight.size > 0) watch();
    job.settle(
      reply.outcome === 'done'
        ? { result: reply.result }
        : { error: new FileRefusal(job.task.file, reply.reason, reply.code) },
    );
    feed();
  };

  const onDeath = async (how: string) => {
    const lost = [...inFlight.values()];
    inFlight.clear();
    if (lost.length === 0) return; // with nothing to do; the next task starts another one
    const files = lost.map(({ task }) => task.file);
    logger?.warn({ how, files }, 'an images child died');
    const nowMs = performance.now();
    deathsAtMs = [...deathsAtMs.filter((atMs) => nowMs - atMs < DEATHS_WITHIN_MS), nowMs];
    const [culprit] = lost;
    if (lost.length === 1 && culprit !== undefined)
      culprit.settle({ error: new FileRefusal(culprit.task.file, `crashed the decoder (${how})`, 'file_invalid') });
    else for (const job of lost.filter(({ isAbandoned }) => !isAbandoned)) suspects.push(asSuspect(job));
    if (deathsAtMs.length > MAX_DEATHS) giveUp(tooManyDeaths(how, { deaths: deathsAtMs.length, files }));
    isResting = true;
    await delay(BACK_OFF_MS * 2 ** (Math.min(deathsAtMs.length, MAX_DEATHS) - 1));
    isResting = false;
    feed();
  };

  const giveUp = (error: AppError) => {
    for (const job of [...suspects.splice(0), ...waiting.splice(0)]) job.settle({ error });
  };

  return {
    run: <T extends ImagesTask>(task: T, { signal }: RunOptions = {}) =>
      new Promise<ResultOf<T['kind']>>((resolve, reject) => {
        if (isClosed || signal?.aborted) return reject(cancelled());
        const onAbort = () => {
          job.isAbandoned = true;
          for (const list of [waiting, suspects]) if (list.includes(job)) list.splice(list.indexOf(job), 1);
          reject(cancelled());
        };
        const job: Job = {
          task,
          isSuspect: false,
          isAbandoned: false,
          settle: (outcome) => {
            signal?.removeEventListener('abort', onAbort);
            if ('error' in outcome) reject(outcome.error);
            else resolve(outcome.result as ResultOf<T['kind']>); // the child answers each kind with its own
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(job);
        feed();
      }),
    warm: () => {
      if (!isResting && !isClosed) channel ??= start();
    },
    close: async () => {
      isClosed = true;
      for (const job of inFlight.values()) job.settle({ error: cancelled() });
      giveUp(cancelled());
      if (channel === null) return;
      const gone = new Promise<void>((resolve) => {
        closing = resolve;
      });
      channel.kill(); // it holds nothing that could be lost
      await gone;
    },
  };
}

function asSuspect(job: Job): Job {
  job.isSuspect = true;
  return job;
}

const cancelled = () => new AppError('cancelled', 'The work on images was stopped.');

function tooManyDeaths(how: string, { deaths, files }: { deaths: number; files: readonly string[] }): AppError {
  const named = files.map((file) => `"${file}"`).join(', ');
  return new AppError('internal', `The image decoder died ${deaths} times, the last time over ${named} (${how}).`, {
    hint: 'Take these files out of the data set and try again. If it dies over any file, run `facet doctor`: sharp may be damaged.',
  });
}
