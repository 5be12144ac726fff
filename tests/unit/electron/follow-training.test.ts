import { describe, expect, it } from 'vitest';
import { overall } from '#main/electron/follow-training.ts';
import { TrainingProgress } from '#shared/contract/training.ts';

const progress = (change: object) =>
  TrainingProgress.parse({
    entryId: 1,
    runId: null,
    name: 'calm-heron-1',
    phase: 'training',
    device: 'CPU',
    epoch: 1,
    epochs: 4,
    done: 0,
    total: 10,
    unit: 'batches',
    imagesPerSecond: null,
    elapsedMs: 0,
    remainingMs: null,
    remainingRangeMs: null,
    memoryBytes: null,
    ...change,
  });

describe('the bar of the task bar', () => {
  it('covers all epochs, the running one by its batches', () => {
    expect(overall(progress({}))).toBe(0);
    expect(overall(progress({ epoch: 2, done: 5 }))).toBe(0.375);
    expect(overall(progress({ epoch: 4, phase: 'validating', done: 3 }))).toBe(1);
    expect(overall(progress({ phase: 'checking', epoch: 0, done: 900, total: 1000 }))).toBe(0);
  });
});
