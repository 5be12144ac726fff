/** The back end's side of an engine process: one job at a time, facts as they come, a death told as an error. */

import type { Channel } from '#main/processes/channel.ts';
import { AppError, assert, deserializeError } from '#shared/errors.ts';
import type { SpawnEngine } from './channel.ts';
import { type Fact, FromEngine, type Job, type ResultOf, type ToEngine } from './messages.ts';

export type EngineSettings = {
  /** Threads of TensorFlow's; 0 = one a core. */
  readonly threads: number;
  /** Images decoded at once, beside TensorFlow: threads of libuv's. */
  readonly decoders: number;
  /** 'cpu' hides the GPUs from TensorFlow. */
  readonly device: 'auto' | 'cpu' | 'cuda';
  /** TensorFlow's compiler XLA puts parts of each graph together. Absent = no. */
  readonly xla?: boolean;
};

export type RunOptions = {
  /** Called for each fact, in order, before the job's promise settles. An error it throws ends the job. */
  readonly onFact?: (fact: Fact) => void;
  /** Asks the job to end after the current step; its promise then resolves with what was done so far. */
  readonly signal?: AbortSignal;
};

export type Engine = {
  /** @throws conflict while another job runs, engine_died, or what the engine reported */
  readonly run: <J extends Job>(job: J, options?: RunOptions) => Promise<ResultOf<J['kind']>>;
  readonly close: () => void;
  readonly pid: number | null;
};

type Pending = {
  readonly jobId: number;
  readonly onFact: (fact: Fact) => void;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
};

/** Starts an engine process. Close it when its jobs are done: it holds a whole TensorFlow. */
export function startEngine(spawn: SpawnEngine, settings: EngineSettings): Engine {
  const channel = spawn({ environment: engineEnvironment(settings) });
  let pending: Pending | null = null;
  let lastJobId = 0;
  let death: string | null = null;

  const settle = (act: (job: Pending) => void) => {
    const job = pending;
    pending = null;
    if (job !== null) act(job);
  };
  channel.onMessage((raw) => {
    try {
      const message = FromEngine.parse(raw);
      if (message.kind === 'ready' || message.jobId !== pending?.jobId) return;
      if (message.kind === 'done') return settle((job) => job.resolve(message.result));
      if (message.kind === 'failed') return settle((job) => job.reject(deserializeError(message.error)));
      pending.onFact(message.fact);
    } catch (error) {
      settle((job) => job.reject(error as Error));
      channel.kill(); // what it does next could not be recorded
    }
  });
  channel.onClose((reason) => {
    death = reason;
    settle((job) => job.reject(diedError(reason)));
  });

  return {
    pid: channel.pid,
    close: () => channel.kill(),
    run: (job, { onFact = () => undefined, signal } = {}) =>
      new Promise((resolve, reject) => {
        if (death !== null) return reject(diedError(death));
        if (pending !== null) return reject(new AppError('conflict', 'The engine is at work on another job.'));
        lastJobId += 1;
        const jobId = lastJobId;
        const stop = () => send(channel, { kind: 'stop', jobId });
        const finish = () => signal?.removeEventListener('abort', stop);
        pending = {
          jobId,
          onFact,
          resolve: (result) => {
            finish();
            assert((result as { kind: string }).kind === job.kind, 'a job is answered by its own kind of result');
            resolve(result as never); // asserted in the line above: the compiler does not follow it
          },
          reject: (error) => {
            finish();
            reject(error);
          },
        };
        send(channel, { kind: 'start', jobId, job });
        if (signal?.aborted) stop();
        else signal?.addEventListener('abort', stop, { once: true });
      }),
  };
}

const send = (channel: Channel, message: ToEngine) => channel.send(message);

const diedError = (reason: string) =>
  new AppError('engine_died', `The engine ended without finishing its job (${reason}).`, {
    hint: 'What was stored is kept: resume the run. If this repeats, the machine may be short of memory: try a smaller batch_size.',
  });

/** Nothing else of our environment reaches the engine. */
const INHERITED =
  /^(PATH|HOME|TMPDIR|TEMP|TMP|LANG|LC_\w+|USERPROFILE|SYSTEMROOT|LD_LIBRARY_PATH|CUDA_\w+|NVIDIA_\w+|TF_\w+|FACET_\w+|GLIBC_TUNABLES)$/i;

/** Of tensorflow/compiler/jit/flags.cc: clusters of any size, on the CPU too. */
const XLA_FLAGS = '--tf_xla_auto_jit=2 --tf_xla_cpu_global_jit';

/** Large pages for what is allocated: a step allocates gigabytes, and the kernel then hands them over in far fewer pieces. Before glibc 2.35 it is ignored. */
const LARGE_PAGES = 'glibc.malloc.hugetlb=1';

/** The whole environment of an engine. TensorFlow reads its part once, when it loads. */
export function engineEnvironment({ threads, decoders, device, xla = false }: EngineSettings): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && INHERITED.test(name) ? [[name, value]] : [],
  );
  return {
    TF_CPP_MIN_LOG_LEVEL: '2',
    ...(process.platform === 'linux' ? { GLIBC_TUNABLES: LARGE_PAGES } : {}),
    ...Object.fromEntries(inherited),
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    UV_THREADPOOL_SIZE: String(Math.max(2, decoders)), // one is the file system's
    ...(threads > 0 ? { TF_NUM_INTRAOP_THREADS: String(threads), OMP_NUM_THREADS: String(threads) } : {}),
    ...(xla ? { TF_XLA_FLAGS: XLA_FLAGS } : {}),
    ...(device === 'cpu' ? { CUDA_VISIBLE_DEVICES: '-1' } : {}),
  };
}
