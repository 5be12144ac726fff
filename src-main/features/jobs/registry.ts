/** Work in progress: started by a call that answers at once, watched through events, stopped by its id. */
import { randomBytes } from 'node:crypto';
import { type Job, JobId, type JobKind, type JobProgress } from '#shared/contract/jobs.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import type { ProgramLog } from '../workspace/program-log.ts';

export type JobWork<T> = {
  readonly kind: JobKind;
  readonly title: string;
  readonly link?: string;
  /** "Stop the check"; absent where it cannot be stopped. */
  readonly stopLabel?: string;
  /** Rejects with `cancelled` where `signal` ended it. */
  readonly run: (job: JobHandle) => Promise<T>;
};

export type JobHandle = {
  readonly id: JobId;
  readonly signal: AbortSignal;
  readonly report: (progress: JobProgress) => void;
  /** Where its result can be seen, once that is known. */
  readonly link: (page: string) => void;
};

export type JobRegistry = {
  /** Starts the work. Its failure is told by an event and a notice, never thrown here; `result` is for the caller that wants it. */
  readonly start: <T>(work: JobWork<T>) => { readonly jobId: JobId; readonly result: Promise<T> };
  readonly list: () => readonly Job[];
  /** @throws not_found */
  readonly get: (jobId: JobId) => Job;
  /** @throws not_found, conflict */
  readonly stop: (jobId: JobId) => void;
  /** Asks all to end and waits for them. */
  readonly close: () => Promise<void>;
};

export type JobsDependencies = { readonly events: EventBus; readonly log: ProgramLog; readonly clock: () => number };

const KEPT_ENDED = 50;
/** Before that, the rate is a guess. */
const ETA_AFTER_MS = 1_000;

type Entry = { job: Job; readonly controller: AbortController; readonly settled: Promise<unknown> };

export function createJobRegistry({ events, log, clock }: JobsDependencies): JobRegistry {
  const entries = new Map<JobId, Entry>();

  const update = (id: JobId, change: Partial<Job>) => {
    const entry = entries.get(id);
    if (entry === undefined) return;
    entry.job = { ...entry.job, ...change };
    events.publish({ topic: 'job.changed', job: entry.job });
  };
  const forgetOld = () => {
    const ended = [...entries.values()].filter(({ job }) => job.status !== 'running');
    for (const { job } of ended.slice(0, Math.max(0, ended.length - KEPT_ENDED))) entries.delete(job.id);
  };
  const find = (jobId: JobId): Entry => {
    const entry = entries.get(jobId);
    if (entry !== undefined) return entry;
    throw new AppError('not_found', 'That job is no longer known.', {
      hint: 'The program was started anew meanwhile; start it again.',
    });
  };

  const start: JobRegistry['start'] = ({ kind, title, link, stopLabel, run }) => {
    const id = JobId.parse(randomBytes(6).toString('hex'));
    const controller = new AbortController();
    const startedAtMs = clock();
    const job: Job = {
      id,
      kind,
      title,
      status: 'running',
      progress: null,
      startedAtMs,
      endedAtMs: null,
      remainingMs: null,
      error: null,
      link: link ?? null,
      stopLabel: stopLabel ?? null,
    };
    let count: { readonly first: Report; readonly last: Report } | null = null;
    const handle: JobHandle = {
      id,
      signal: controller.signal,
      report: (progress) => {
        const now = { ...progress, atMs: clock() };
        const first = count === null || isAnotherCount(count.last, now) ? now : count.first; // waiting before it is no work
        count = { first, last: now };
        update(id, { progress, remainingMs: remaining(first, now) });
      },
      link: (page) => update(id, { link: page }),
    };
    const result = Promise.resolve().then(() => run(handle));
    const settled = result.then(
      () =>
        update(id, {
          status: controller.signal.aborted ? 'stopped' : 'finished',
          endedAtMs: clock(),
          remainingMs: null,
        }),
      (error: unknown) => fail(id, error, controller.signal.aborted),
    );
    entries.set(id, { job, controller, settled });
    forgetOld();
    events.publish({ topic: 'job.changed', job });
    return { jobId: id, result };
  };

  const fail = (id: JobId, error: unknown, wasStopped: boolean) => {
    const known = error instanceof AppError ? error : new AppError('internal', messageOf(error), { cause: error });
    if (wasStopped && known.code === 'cancelled')
      return update(id, { status: 'stopped', endedAtMs: clock(), remainingMs: null });
    const { code, message, hint } = known;
    const { title, link } = find(id).job;
    log.error({ code, jobId: id, stack: known.stack }, `${title}: ${message}`);
    update(id, { status: 'failed', endedAtMs: clock(), remainingMs: null, error: { code, message, hint } });
    events.publish({ topic: 'notice.raised', notice: { level: 'error', title, code, message, hint, link } });
  };

  return {
    start,
    list: () => {
      const all = [...entries.values()].map(({ job }) => job);
      return [
        ...all.filter((job) => job.status === 'running'),
        ...all.filter((job) => job.status !== 'running').reverse(),
      ];
    },
    get: (jobId) => find(jobId).job,
    stop: (jobId) => {
      const { job, controller } = find(jobId);
      if (job.status !== 'running') throw new AppError('conflict', `"${job.title}" is over already.`);
      if (job.stopLabel === null) throw new AppError('conflict', `"${job.title}" cannot be stopped.`);
      controller.abort();
    },
    close: async () => {
      for (const { controller } of entries.values()) controller.abort();
      await Promise.all([...entries.values()].map(({ settled }) => settled));
    },
  };
}

type Report = JobProgress & { readonly atMs: number };

/** A job may count its images twice: first checked, then tested. */
const isAnotherCount = (before: Report, now: Report) =>
  now.unit !== before.unit || now.total !== before.total || now.done < before.done;

/** At the rate since the first report of this count. */
function remaining(first: Report, { done, total, atMs }: Report): number | null {
  const [elapsedMs, doneSince] = [atMs - first.atMs, done - first.done];
  if (total === null || doneSince <= 0 || elapsedMs < ETA_AFTER_MS) return null;
  return (Math.max(0, total - done) * elapsedMs) / doneSince;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
