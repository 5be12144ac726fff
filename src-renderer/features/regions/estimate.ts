/** How long a step will probably take: as the last one of its kind did, else from how long the test itself took. */
import type { Job, JobKind } from '#shared/contract/jobs.ts';

export type Effort = {
  readonly kind: JobKind;
  /** Faces that are still to be done. */
  readonly count: number;
  /** How many times as long as a test takes for a face, where no step of the kind ran yet; null = not known. */
  readonly passes: number | null;
};

export type Known = {
  readonly jobs: readonly Job[];
  /** Of the test: scoring takes one pass a face. */
  readonly durationMs: number | null;
  readonly imageCount: number;
};

/** Below this many a job's start is longer than its work. */
const FEWEST_TOLD = 20;

export type Estimate = {
  readonly ms: number;
  /** From a job of the kind; else from the test, which also read the pictures and may have made maps: more than it will take, if anything. */
  readonly isMeasured: boolean;
};

/** Null where nothing is known to tell it by. */
export function estimate({ kind, count, passes }: Effort, { jobs, durationMs, imageCount }: Known): Estimate | null {
  const last = jobs.find(
    (job) => job.kind === kind && job.endedAtMs !== null && (job.progress?.done ?? 0) >= FEWEST_TOLD,
  );
  if (last?.progress != null && last.endedAtMs !== null)
    return { ms: ((last.endedAtMs - last.startedAtMs) / last.progress.done) * count, isMeasured: true };
  if (passes === null || durationMs === null || imageCount === 0) return null;
  return { ms: (durationMs / imageCount) * passes * count, isMeasured: false };
}

/** "about 40 s", "at most about 3 min"; empty where it is not known. */
export function aboutWords(known: Estimate | null): string {
  if (known === null) return '';
  const { ms, isMeasured } = known;
  if (ms < 10_000) return 'a few seconds';
  return `${isMeasured ? '' : 'at most '}about ${durationWords(ms)}`;
}

function durationWords(ms: number): string {
  if (ms < 55_000) return `${10 * Math.ceil(ms / 10_000)} s`;
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
