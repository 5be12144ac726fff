import { describe, expect, it } from 'vitest';
import { currentWork, workOfTraining } from '#renderer/frame/work.ts';
import { Job } from '#shared/contract/jobs.ts';
import { TrainingProgress } from '#shared/contract/training.ts';

const progress = (overrides: Partial<TrainingProgress> = {}): TrainingProgress => ({
  ...TrainingProgress.parse({
    entryId: 1,
    runId: null,
    name: 'calm-heron-1',
    phase: 'training',
    device: 'CPU',
    epoch: 7,
    epochs: 10,
    share: 0.65,
    done: 50,
    total: 100,
    unit: 'batches',
    imagesPerSecond: 22,
    elapsedMs: 60_000,
    remainingMs: 180_000,
    remainingRangeMs: null,
    memoryBytes: null,
    silentSinceMs: null,
  }),
  ...overrides,
});

const job = (overrides: Partial<Job>): Job => ({
  ...Job.parse({
    id: 'one',
    kind: 'audit',
    title: 'Auditing',
    status: 'running',
    progress: null,
    startedAtMs: 0,
    endedAtMs: null,
    remainingMs: null,
    error: null,
    link: null,
    stopLabel: null,
  }),
  ...overrides,
});

describe('what goes on now', () => {
  it('is a training in its epochs, as a share of all of them', () => {
    expect(workOfTraining(progress())).toMatchObject({
      title: 'calm-heron-1',
      state: 'epoch 7 of 10 · 65 % · about 3 min left',
      share: 0.65,
      link: '/training',
    });
    expect(workOfTraining(progress({ phase: 'validating', share: 0.7 }))).toMatchObject({
      share: 0.7,
      state: 'epoch 7 of 10 · validating · about 3 min left',
    });
  });

  it('is a check of the images by its own count, before there are epochs', () => {
    const checking = progress({ phase: 'checking', epoch: 0, done: 25, total: 100, unit: 'images', remainingMs: null });
    expect(workOfTraining(checking)).toMatchObject({ share: 0.25, state: 'checking the images' });
    expect(workOfTraining(progress({ phase: 'starting', done: 0, total: 0, remainingMs: null })).share).toBeNull();
  });

  it('says so where nothing was heard for far too long', () => {
    expect(workOfTraining(progress({ silentSinceMs: 1_000 }), { nowMs: 181_000 }).state).toBe(
      'epoch 7 of 10 · 65 % · nothing heard for 3:00',
    );
  });

  it('cannot be stopped a second time', () => {
    expect(workOfTraining(progress({ phase: 'stopping' })).stopLabel).toBeNull();
    expect(workOfTraining(progress()).stopLabel).toContain('keeps everything');
  });

  it('is the training once, then the other jobs that run', () => {
    const jobs = [
      job({ id: 'a' as Job['id'], kind: 'train' }),
      job({ id: 'b' as Job['id'], progress: { done: 1, total: 4, unit: 'images' } }),
      job({ id: 'c' as Job['id'], status: 'finished' }),
    ];
    expect(currentWork(jobs, progress()).map(({ id, share }) => [id, share])).toEqual([
      ['training', 0.65],
      ['b', 0.25],
    ]);
    expect(currentWork([], null)).toEqual([]);
  });
});
