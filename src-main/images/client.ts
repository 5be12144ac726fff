/** The back end's side of the images child: asks it about files, and outlives it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AppError } from '#shared/errors.ts';
import { type ImageCheck, ImagesReply, type ImagesRequest } from './messages.ts';

export type { ImageCheck, ImageFacts, ImageFormat } from './messages.ts';

export type CheckProgress = { readonly done: number; readonly total: number };

export type CheckOptions = {
  readonly onProgress?: (progress: CheckProgress) => void;
  readonly signal?: AbortSignal;
};

export type ImagesClient = {
  /**
   * Decodes every file once, several at a time; the answers stand in the order of the files. A file that kills or hangs the child is bad like any
   * other. Calls wait for one another. @throws cancelled, internal (the child died four times)
   */
  readonly check: (files: readonly string[], options?: CheckOptions) => Promise<readonly ImageCheck[]>;
  readonly close: () => Promise<void>;
};

export type ImagesClientOptions = {
  readonly logger?: { readonly warn: (facts: object, message: string) => void };
  /** The module that runs in the child. */
  readonly entry?: string;
  /** Time without any answer after which the child counts as hung. An image's own limit is 10 s. */
  readonly hungMs?: number;
};

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const MAX_RESTARTS = 3;
const BACK_OFF_MS = 100; // doubles with each restart
const CLOSE_MS = 2_000;
const THREADS = availableParallelism();
/** More than run at once, so that no thread waits for the next message. */
const DECODES_AT_ONCE = 3 * THREADS;

/** Nothing else of our environment reaches the child. */
const ALLOWED = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'SystemRoot'];

export function createImagesClient({ logger, entry = CHILD, hungMs = 30_000 }: ImagesClientOptions = {}): ImagesClient {
  let child: ChildProcess | null = null;
  let isClosed = false;
  let previous: Promise<unknown> = Promise.resolve();
  let lastId = 0;

  const start = () => {
    const allowed = Object.fromEntries(
      ALLOWED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
    );
    const started = fork(entry, [], {
      serialization: 'advanced',
      env: { ...allowed, UV_THREADPOOL_SIZE: String(THREADS) },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    started.once('close', () => {
      if (child === started) child = null;
    });
    return started;
  };

  /** Sends the positions of `queue`, last one first and `atOnce` at a time, until all have an answer or the child is gone. */
  const work = (files: readonly string[], queue: number[], { atOnce, answer, signal }: WorkOptions) =>
    new Promise<Outcome>((resolve, reject) => {
      child ??= start();
      const worker = child;
      const inFlight = new Map<number, number>();
      let isHung = false;
      const watchdog = setTimeout(() => {
        isHung = true;
        worker.kill('SIGKILL');
      }, hungMs);
      const settle = (conclude: () => void) => {
        clearTimeout(watchdog);
        worker.off('message', onMessage).off('close', onClose).off('error', onError);
        signal?.removeEventListener('abort', onAbort);
        conclude();
      };
      const feed = () => {
        while (queue.length > 0 && inFlight.size < atOnce) {
          const position = queue.pop() as number; // the queue is not empty
          lastId++;
          inFlight.set(lastId, position);
          worker.send(
            { kind: 'check', id: lastId, file: files[position] ?? '' } satisfies ImagesRequest,
            ignoreSendError,
          );
        }
        if (inFlight.size === 0) settle(() => resolve({ kind: 'done' }));
      };
      const onMessage = (message: unknown) => {
        const { id, check } = ImagesReply.parse(message);
        const position = inFlight.get(id);
        if (position === undefined) return; // of a call that was cancelled
        inFlight.delete(id);
        watchdog.refresh();
        answer(position, check);
        if (!signal?.aborted) feed();
      };
      const onClose = (code: number | null, name: NodeJS.Signals | null) => {
        const how = isHung ? `did not answer for ${hungMs / 1000} s` : name === null ? `exit code ${code}` : name;
        settle(() => resolve({ kind: 'died', lost: [...inFlight.values()], how }));
      };
      const onError = (error: Error) => settle(() => reject(error));
      const onAbort = () => settle(() => reject(cancelled()));
      worker.on('message', onMessage).once('close', onClose).once('error', onError);
      signal?.addEventListener('abort', onAbort, { once: true });
      feed();
    });

  const check = async (files: readonly string[], { onProgress, signal }: CheckOptions): Promise<ImageCheck[]> => {
    const results = new Map<number, ImageCheck>();
    const answer = (position: number, result: ImageCheck) => {
      results.set(position, result);
      onProgress?.({ done: results.size, total: files.length });
    };
    const waiting = [...files.keys()].reverse(); // taken from the end

    // What was in the child's hands when it died is tried again one by one: only alone does a file show that it is the one.
    const suspects: number[] = [];
    for (let deaths = 0; waiting.length + suspects.length > 0; ) {
      if (isClosed || signal?.aborted) throw cancelled();
      const [queue, atOnce] = suspects.length > 0 ? [suspects, 1] : [waiting, DECODES_AT_ONCE];
      const outcome = await work(files, queue, { atOnce, answer, signal });
      if (outcome.kind === 'done') continue;
      if (isClosed) throw cancelled();
      const { lost, how } = outcome;
      logger?.warn({ how, files: lost.map((position) => files[position]) }, 'the images child died');
      const [culprit] = lost;
      if (lost.length === 1 && culprit !== undefined)
        answer(culprit, { kind: 'bad', file: files[culprit] ?? '', reason: `crashed the decoder (${how})` });
      else suspects.push(...lost);
      if (++deaths > MAX_RESTARTS)
        throw tooManyDeaths(
          how,
          lost.map((position) => files[position] ?? ''),
        );
      await delay(BACK_OFF_MS * 2 ** (deaths - 1));
    }
    return files.map((_, position) => results.get(position) as ImageCheck); // every position has an answer by now
  };

  return {
    check: (files, options = {}) => {
      const result = previous.then(() => check(files, options));
      previous = result.catch(() => null); // the next call starts whether this one failed or not; its caller hears of it
      return result;
    },
    close: async () => {
      isClosed = true;
      const closing = child;
      child = null;
      if (closing === null) return;
      const exited = once(closing, 'exit'); // not 'close': Node does not emit it where this side has disconnected
      closing.disconnect();
      const impatience = setTimeout(() => closing.kill('SIGKILL'), CLOSE_MS);
      await exited;
      clearTimeout(impatience);
    },
  };
}

type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'died'; readonly lost: readonly number[]; readonly how: string };

type WorkOptions = {
  readonly atOnce: number;
  readonly answer: (position: number, check: ImageCheck) => void;
  readonly signal: AbortSignal | undefined;
};

/** A child that is gone cannot be sent to; its `close` event says the rest. */
function ignoreSendError(): void {
  return;
}

const cancelled = () => new AppError('cancelled', 'The check of the images was stopped.');

function tooManyDeaths(how: string, files: readonly string[]): AppError {
  const last =
    files.length === 0 ? 'while it had nothing to do' : `over ${files.map((file) => `"${file}"`).join(', ')}`;
  return new AppError('internal', `The image decoder died ${MAX_RESTARTS + 1} times, the last time ${last} (${how}).`, {
    hint:
      files.length === 0
        ? 'Run `facet doctor`: sharp may be missing or damaged.'
        : 'Take these files out of the data set and try again.',
  });
}
