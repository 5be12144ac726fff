/** An engine for short questions that need no TensorFlow: started when one is asked, closed when none was for a while. */
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { Engine } from '#main/engine/client.ts';
import type { Job, ResultOf } from '#main/engine/messages.ts';
import { AppError } from '#shared/errors.ts';
import { openEngine } from '../training/service.ts';

export type EngineDesk = {
  /** One question after another. @throws what the engine reports, cancelled */
  readonly ask: <J extends Job>(job: J, signal?: AbortSignal) => Promise<ResultOf<J['kind']>>;
  readonly close: () => void;
};

/** Decodes images for a preview at once; TensorFlow is not loaded, so the device does not matter. */
const SETTINGS = { threads: 0, num_workers: 4, device: 'cpu' } as const;

export function createEngineDesk(spawnEngine: SpawnEngine, { idleMs = 60_000 } = {}): EngineDesk {
  let engine: Engine | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  const close = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    engine?.close();
    engine = null;
  };
  const answer = async <J extends Job>(job: J, signal?: AbortSignal): Promise<ResultOf<J['kind']>> => {
    if (isClosed || signal?.aborted) throw new AppError('cancelled', 'The question was called off.');
    if (timer !== null) clearTimeout(timer);
    engine ??= openEngine(spawnEngine, SETTINGS);
    try {
      return await engine.run(job, signal === undefined ? {} : { signal });
    } catch (error) {
      if (error instanceof AppError && error.code === 'engine_died') engine = null; // the next question starts another
      throw error;
    } finally {
      timer = setTimeout(close, idleMs).unref();
      if (isClosed) close();
    }
  };

  return {
    ask: (job, signal) => {
      const answered = last.then(
        () => answer(job, signal),
        () => answer(job, signal),
      );
      last = answered;
      return answered;
    },
    close: () => {
      isClosed = true;
      close();
    },
  };
}
