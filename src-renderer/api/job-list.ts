import type { Job } from '#shared/contract/jobs.ts';

/** The list with the job as it is now, in the order in which the back end lists: running ones first, then the latest that ended. */
export function withJob(jobs: readonly Job[], job: Job): Job[] {
  const isKnown = jobs.some(({ id }) => id === job.id);
  const all = isKnown ? jobs.map((other) => (other.id === job.id ? job : other)) : [...jobs, job];
  const running = all.filter(({ status }) => status === 'running');
  const ended = all.filter(({ status }) => status !== 'running');
  return [...running, ...ended.sort((a, b) => (b.endedAtMs ?? 0) - (a.endedAtMs ?? 0))];
}
