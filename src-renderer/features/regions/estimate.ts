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

/** In milliseconds; null where nothing is known to tell it by. */
export function estimateMs({ kind, count, passes }: Effort, { jobs, durationMs, imageCount }: Known): number | null {
  const last = jobs.find(
    (job) => job.kind === kind && job.endedAtMs !== null && (job.progress?.done ?? 0) >= FEWEST_TOLD,
  );
  if (last?.progress != null && last.endedAtMs !== null)
    return ((last.endedAtMs - last.startedAtMs) / last.progress.done) * count;
  if (passes === null || durationMs === null || imageCount === 0) return null;
  return (durationMs / imageCount) * passes * count;
}

/** "about 40 s", "about 3 min"; empty where it is not known. */
export function aboutWords(ms: number | null): string {
  if (ms === null) return '';
  if (ms < 10_000) return 'a few seconds';
  if (ms < 55_000) return `about ${10 * Math.ceil(ms / 10_000)} s`;
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return `about ${minutes} min`;
  return `about ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
