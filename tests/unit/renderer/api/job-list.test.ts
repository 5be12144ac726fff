import { describe, expect, it } from 'vitest';
import { withJob } from '#renderer/api/job-list.ts';
import { Job } from '#shared/contract/jobs.ts';

const job = (id: string, endedAtMs: number | null = null): Job =>
  Job.parse({
    id,
    kind: 'audit',
    title: id,
    status: endedAtMs === null ? 'running' : 'finished',
    progress: null,
    startedAtMs: 0,
    endedAtMs,
    remainingMs: null,
    error: null,
    link: null,
    stopLabel: null,
  });

const ids = (jobs: readonly Job[]) => jobs.map(({ id }) => id);

describe('a list of jobs that hears of one', () => {
  it('takes a new one behind those that run already', () => {
    expect(ids(withJob([job('a'), job('z', 5)], job('b')))).toEqual(['a', 'b', 'z']);
  });

  it('moves one that ended to the head of those that are over', () => {
    expect(ids(withJob([job('a'), job('b'), job('z', 5)], job('a', 9)))).toEqual(['b', 'a', 'z']);
  });

  it('keeps the place of one that goes on', () => {
    const next = { ...job('a'), progress: { done: 1, total: 2, unit: 'images' } };
    expect(withJob([job('a'), job('b')], next)[0]).toEqual(next);
  });
});
