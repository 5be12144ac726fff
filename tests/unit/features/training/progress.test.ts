import { describe, expect, it } from 'vitest';
import type { Fact, FactOf } from '#main/engine/messages.ts';
import { createProgressTracker } from '#main/features/training/progress.ts';
import { silenceLimitMs } from '#main/features/training/silence.ts';
import { QueueId } from '#shared/contract/training.ts';
import { RunId } from '#shared/domain/records.ts';

const BATCHES = 4;

/** A tracker of a training of 3 epochs of 4 batches of 8 images; a step takes 100 ms, a validation 60 ms. */
function tracked() {
  let nowMs = 5_000;
  const tracker = createProgressTracker({ entryId: QueueId.parse(1), name: 'tiny', epochs: 3, now: () => nowMs });
  const tell = (fact: Fact) => tracker.hear({ kind: 'fact', fact, epochs: 3, trainCount: 32 });
  const step = (epoch: number, batch: number, durationMs = 100) => {
    nowMs += durationMs;
    tell(stepFact(epoch, batch, durationMs));
  };
  const epoch = (number: number, durationMs = BATCHES * 100 + 60) => {
    for (const seen of [4, 8]) tell({ kind: 'validation', epoch: number, seen, count: 8 });
    nowMs += 60;
    tell(epochFact(number, durationMs));
  };
  const steps = (number: number) => {
    for (let batch = 1; batch <= BATCHES; batch++) step(number, batch);
  };
  return { tracker, tell, step, steps, epoch };
}

const stepFact = (epoch: number, batch: number, durationMs: number): FactOf<'step'> => ({
  ...{ kind: 'step', epoch, batch, batches: BATCHES, step: (epoch - 1) * BATCHES + batch, images: 8, durationMs },
  ...{
    train: { loss: 1, accuracy: 0.5 },
    batchLoss: 1,
    learningRate: 0.1,
    tensorflowMs: 90,
    waitMs: 1,
    memoryBytes: 2 ** 30,
  },
});

const epochFact = (epoch: number, durationMs: number): FactOf<'epoch'> => ({
  ...{ kind: 'epoch', epoch, step: epoch * BATCHES, durationMs, tensorflowMs: 400, imagesPerSecond: 80 },
  ...{ train: { loss: 1, accuracy: 0.5 }, valid: { loss: 1, accuracy: 0.5 }, learningRate: 0.1, isBest: true },
  ...{ bestEpoch: epoch, checkpoints: [], pruned: [] },
});

describe('where a training stands', () => {
  it('goes through its phases: starting, checking, training, validating, explaining, training', () => {
    const { tracker, tell, step, epoch } = tracked();
    const phases = [tracker.current().phase];
    const look = () => phases.push(tracker.current().phase);
    tracker.hear({ kind: 'checking', done: 3, total: 40 });
    look();
    expect(tracker.current()).toMatchObject({ done: 3, total: 40, unit: 'images', runId: null });
    tracker.hear({
      kind: 'run',
      runId: RunId.parse('0123456789abc'),
      name: 'calm-heron-1',
      folder: '/runs/calm-heron-1',
    });
    look();
    tell({ kind: 'started', epoch: 0, batch: 0, step: 0 });
    step(1, 1);
    look();
    tell({ kind: 'validation', epoch: 1, seen: 4, count: 8 });
    look();
    tell({ kind: 'validation', epoch: 1, seen: 8, count: 8 });
    look();
    epoch(1);
    look();
    expect(phases).toEqual(['starting', 'checking', 'starting', 'training', 'validating', 'explaining', 'training']);
    expect(tracker.current()).toMatchObject({ name: 'calm-heron-1', epoch: 2, done: 0 });
  });

  it('tells images a second, memory and the share of all epochs', () => {
    const { tracker, step } = tracked();
    step(1, 1);
    step(1, 2, 300);
    expect(tracker.current()).toMatchObject({
      imagesPerSecond: 40, // 16 images in 400 ms
      memoryBytes: 2 ** 30,
      share: 2 / 12,
      elapsedMs: 400,
      done: 2,
      total: 4,
      unit: 'batches',
    });
  });

  it('estimates from steps at first, then from epochs with what they take beside their steps', () => {
    const { tracker, steps, epoch, step } = tracked();
    step(1, 1);
    expect(tracker.current()).toMatchObject({ remainingMs: 11 * 100, remainingRangeMs: null });
    for (const batch of [2, 3, 4]) step(1, batch);
    epoch(1);
    expect(tracker.current()).toMatchObject({ remainingMs: 460 + 460, remainingRangeMs: [920, 920] });
    steps(2);
    expect(tracker.current().remainingMs).toBe(60 + 460);
  });

  it('does not take the steps of an earlier session for what an epoch takes beside its steps', () => {
    const { tracker, tell, step, epoch } = tracked();
    tell({ kind: 'started', epoch: 0, batch: 2, step: 2 });
    expect(tracker.current()).toMatchObject({ epoch: 1 });
    step(1, 3);
    step(1, 4);
    epoch(1, 460);
    expect(tracker.current().remainingMs).toBe(400 + 460); // not 660 for the one under way
  });

  it('is stopping from the moment it is asked to, whatever comes in meanwhile', () => {
    const { tracker, step } = tracked();
    step(1, 1);
    tracker.stopping();
    step(1, 2);
    expect(tracker.current()).toMatchObject({ phase: 'stopping', done: 2 });
  });

  it('is no longer silent as soon as something is heard', () => {
    const { tracker, step } = tracked();
    tracker.silentSince(123);
    expect(tracker.current().silentSinceMs).toBe(123);
    step(1, 1);
    expect(tracker.current().silentSinceMs).toBeNull();
  });

  it('is complete at the end of its last epoch', () => {
    const { tracker, steps, epoch } = tracked();
    for (const number of [1, 2, 3]) {
      steps(number);
      epoch(number);
    }
    expect(tracker.current()).toMatchObject({ epoch: 3, share: 1, remainingMs: 0, done: 4, total: 4 });
  });
});

describe('silence', () => {
  it('is judged by the median step, and never under the shortest time', () => {
    expect([silenceLimitMs(null, 60_000), silenceLimitMs(50, 60_000), silenceLimitMs(9_000, 60_000)]).toEqual([
      60_000, 60_000, 180_000,
    ]);
  });
});
