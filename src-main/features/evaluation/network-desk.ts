/**
 * An engine beside the one that trains, for what a person waits for: a heat map, a picture to try. Started when something is asked, closed when nothing was for
 * a while, so that its memory is free again.
 */
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { Engine, RunOptions } from '#main/engine/client.ts';
import type { Job, ResultOf } from '#main/engine/messages.ts';
import { AppError } from '#shared/errors.ts';
import type { EngineDevice } from '../training/device.ts';
import { openEngine } from '../training/service.ts';

export type NetworkDesk = {
  /** One question after another, in the order they came; `signal` takes back one that waits. @throws what the engine reports, cancelled */
  readonly ask: <J extends Job>(job: J, options?: RunOptions) => Promise<ResultOf<J['kind']>>;
  /** What TensorFlow found; asked once a start. */
  readonly device: (signal?: AbortSignal) => Promise<EngineDevice>;
  readonly close: () => void;
};

/** The GPU where there is one; libuv's threads decode the few images of a question. */
const SETTINGS = { threads: 0, num_workers: 4, device: 'auto' } as const;
const IDLE_MS = 60_000;

export function createNetworkDesk(spawnEngine: SpawnEngine, { idleMs = IDLE_MS } = {}): NetworkDesk {
  let engine: Engine | null = null;
  let known: EngineDevice | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  const close = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    engine?.close();
    engine = null;
    known = null;
  };
  const work = async <T>(use: (engine: Engine) => Promise<T>, signal?: AbortSignal): Promise<T> => {
    if (isClosed || signal?.aborted) throw new AppError('cancelled', 'The question was called off.');
    if (timer !== null) clearTimeout(timer);
    engine ??= openEngine(spawnEngine, SETTINGS);
    try {
      return await use(engine);
    } catch (error) {
      if (error instanceof AppError && error.code === 'engine_died') close(); // the next question starts another
      throw error;
    } finally {
      timer = setTimeout(close, idleMs).unref();
      if (isClosed) close();
    }
  };
  const inTurn = <T>(use: (engine: Engine) => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const mine = last.then(() => work(use, signal));
    last = mine.catch(() => undefined); // its own caller hears of it
    return mine;
  };

  return {
    ask: (job, options = {}) => inTurn((open) => open.run(job, options), options.signal),
    device: (signal) => inTurn(async (open) => (known ??= await open.run({ kind: 'describe' })), signal),
    close: () => {
      isClosed = true;
      close();
    },
  };
}

/** "CPU", or "GPU: NVIDIA H100". */
export const deviceInWords = ({ device, deviceName }: EngineDevice): string =>
  device === 'gpu' ? `GPU: ${deviceName}` : 'CPU';
