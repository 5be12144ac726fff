import { beforeEach, describe, expect, it } from 'vitest';
import type { EventBus } from '#main/features/events/bus.ts';
import { createJobRegistry, type JobHandle, type JobRegistry, type JobWork } from '#main/features/jobs/registry.ts';
import type { EventBody } from '#shared/contract/events.ts';
import type { Job, JobId } from '#shared/contract/jobs.ts';
import { AppError } from '#shared/errors.ts';
import { refusalOf } from '#tests/unit/store/workspace.ts';

let told: EventBody[];
let logged: string[];
let nowMs: number;
let jobs: JobRegistry;
beforeEach(() => {
  told = [];
  logged = [];
  nowMs = 1_000;
  const events: EventBus = {
    publish: (body) => void told.push(body),
    subscribe: () => {
      throw new Error('nobody listens here');
    },
    close: () => undefined,
  };
  const write = (_facts: object, message: string) => void logged.push(message);
  const log = {
    info: write,
    warn: write,
    error: write,
    newest: () => [],
    onLine: () => undefined,
    close: () => undefined,
  };
  jobs = createJobRegistry({ events, log, clock: () => nowMs });
});

const work = <T>(run: (job: JobHandle) => Promise<T>, overrides: Partial<JobWork<T>> = {}): JobWork<T> => ({
  kind: 'audit',
  title: 'Auditing faces.csv',
  stopLabel: 'Stops the audit',
  run,
  ...overrides,
});

/** A job that goes on until it is told how to end. */
function openWork() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const handle = Promise.withResolvers<JobHandle>();
  const { jobId, result } = jobs.start(
    work((job) => {
      handle.resolve(job);
      return promise;
    }),
  );
  return { jobId, result, handle: handle.promise, resolve, reject };
}

const tellings = (jobId: JobId): Job[] =>
  told.flatMap((body) => (body.topic === 'job.changed' && body.job.id === jobId ? [body.job] : []));

describe('a job', () => {
  it('answers at once, tells its beginning, and its end with what it made', async () => {
    const { jobId, result, resolve } = openWork();
    expect(jobs.get(jobId)).toMatchObject({
      status: 'running',
      title: 'Auditing faces.csv',
      progress: null,
      link: null,
    });
    nowMs = 3_000;
    resolve('a report');
    expect(await result).toBe('a report');
    expect(jobs.get(jobId)).toMatchObject({ status: 'finished', startedAtMs: 1_000, endedAtMs: 3_000, error: null });
    expect(tellings(jobId).map(({ status }) => status)).toEqual(['running', 'finished']);
  });

  it('tells how far it is, how long it will take once that is no guess, and where it can be seen', async () => {
    const { jobId, handle, resolve, result } = openWork();
    const job = await handle;
    nowMs = 9_000; // it waited for its turn
    job.report({ done: 0, total: 100, unit: 'images' });
    nowMs = 9_500;
    job.report({ done: 50, total: 100, unit: 'images' });
    expect(jobs.get(jobId).remainingMs).toBeNull(); // half a second says nothing yet
    nowMs = 11_000;
    job.report({ done: 0, total: 100, unit: 'images' }); // another count
    nowMs = 13_000;
    job.report({ done: 25, total: 100, unit: 'images' });
    expect(jobs.get(jobId)).toMatchObject({ progress: { done: 25, total: 100 }, remainingMs: 6_000 }); // 25 in 2 s
    job.report({ done: 110, total: 100, unit: 'images' });
    expect(jobs.get(jobId).remainingMs).toBe(0);
    job.report({ done: 3, total: null, unit: 'images' });
    expect(jobs.get(jobId).remainingMs).toBeNull();
    job.link('/datasets/3');
    resolve('');
    await result;
    expect(jobs.get(jobId)).toMatchObject({ link: '/datasets/3', remainingMs: null });
  });

  it('that fails says why: in its own state, in a notice and in the log', async () => {
    const { jobId, result, reject } = openWork();
    reject(new AppError('disk_full', 'The disk is full.', { hint: 'Make room.' }));
    await expect(result).rejects.toThrow('The disk is full.');
    const error = { code: 'disk_full', message: 'The disk is full.', hint: 'Make room.' };
    expect(jobs.get(jobId)).toMatchObject({ status: 'failed', error });
    expect(told.at(-1)).toEqual({
      topic: 'notice.raised',
      notice: { level: 'error', title: 'Auditing faces.csv', ...error, link: null },
    });
    expect(logged).toEqual(['Auditing faces.csv: The disk is full.']);
  });

  it('that breaks is a bug of ours, and its caller need not look at the result', async () => {
    const { jobId } = jobs.start(work(() => Promise.reject(new TypeError('x is undefined'))));
    await jobs.close(); // nothing is unhandled
    expect(jobs.get(jobId).error).toEqual({ code: 'internal', message: 'x is undefined', hint: null });
  });

  it('may also throw before its first await', async () => {
    const { jobId } = jobs.start(
      work(() => {
        throw new AppError('conflict', 'There is one already.');
      }),
    );
    await jobs.close();
    expect(jobs.get(jobId)).toMatchObject({ status: 'failed', error: { code: 'conflict' } });
  });

  it('is stopped by its id, and its refusal to go on is no failure', async () => {
    const { jobId, handle, result, reject } = openWork();
    jobs.stop(jobId);
    expect((await handle).signal.aborted).toBe(true);
    expect(jobs.get(jobId).status).toBe('running'); // until its next step
    reject(new AppError('cancelled', 'It was stopped.'));
    await result.catch(() => undefined);
    expect(jobs.get(jobId)).toMatchObject({ status: 'stopped', error: null });
    expect(told.filter(({ topic }) => topic === 'notice.raised')).toEqual([]);
  });

  it('that is over, unknown or not to be stopped refuses a stop and says which', async () => {
    const { jobId, result, resolve } = openWork();
    resolve('');
    await result;
    expect(refusalOf(() => jobs.stop(jobId))).toMatchObject({
      code: 'conflict',
      message: '"Auditing faces.csv" is over already.',
    });
    const { stopLabel: _, ...unstoppable } = work(() => new Promise<void>(() => undefined));
    const { jobId: endless } = jobs.start(unstoppable);
    expect(refusalOf(() => jobs.stop(endless))).toMatchObject({
      code: 'conflict',
      message: '"Auditing faces.csv" cannot be stopped.',
    });
    expect(refusalOf(() => jobs.get('nobody' as JobId))).toMatchObject({ code: 'not_found' });
  });
});

describe('the list of jobs', () => {
  it('begins with what runs, then the latest that ended', async () => {
    const [first, second, third] = [openWork(), openWork(), openWork()];
    first!.resolve('');
    await first!.result;
    third!.resolve('');
    await third!.result;
    expect(jobs.list().map(({ id }) => id)).toEqual([second!.jobId, third!.jobId, first!.jobId]);
  });

  it('forgets the oldest that ended, and none that runs', async () => {
    const running = openWork();
    const ended: JobId[] = [];
    for (let i = 0; i < 52; i++) {
      const { jobId, result } = jobs.start(work(() => Promise.resolve()));
      await result;
      ended.push(jobId);
    }
    jobs.start(work(() => Promise.resolve()));
    expect(() => jobs.get(ended[0]!)).toThrow('no longer known');
    expect(jobs.get(ended[51]!).status).toBe('finished');
    expect(jobs.get(running.jobId).status).toBe('running');
  });

  it('asks all to end when the program closes, and waits for them', async () => {
    const { jobId, handle, reject } = openWork();
    const closing = jobs.close();
    const { signal } = await handle;
    expect(signal.aborted).toBe(true);
    reject(new AppError('cancelled', 'Closing.'));
    await closing;
    expect(jobs.get(jobId).status).toBe('stopped');
  });
});
