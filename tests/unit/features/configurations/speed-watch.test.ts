import { expect, it } from 'vitest';
import type { Fact, FactOf } from '#main/engine/messages.ts';
import { createSpeedWatch } from '#main/features/configurations/speed-watch.ts';
import type { Store } from '#main/store/open.ts';
import { temporaryStore } from '#tests/unit/store/workspace.ts';

const KEY = { network: 'resnet18', height: 32, width: 32, batchSize: 4, device: 'CPU (X), 2 threads' };

const step = (images: number, durationMs: number, memoryBytes = 1_000): Fact => ({
  kind: 'step',
  ...{ epoch: 1, batch: 1, batches: 2, step: 1, train: { loss: 1, accuracy: 0.5 }, batchLoss: 1, learningRate: 1e-3 },
  ...{ images, tensorflowMs: durationMs, waitMs: 0, durationMs, memoryBytes },
});

const epoch = (durationMs: number): Fact => ({ kind: 'epoch', durationMs }) as FactOf<'epoch'>; // nothing else of it is read

function watched(facts: readonly Fact[], store: Store = temporaryStore()) {
  const watch = createSpeedWatch({
    store,
    key: KEY,
    runName: 'calm-heron-1',
    counts: { train: 8, valid: 2 },
    cacheBytes: 600,
  });
  for (const fact of facts) watch(fact);
  return store.speeds.ofDevice(KEY.device);
}

it('keeps the speed of a whole epoch: steps by their own time, the rest as its evaluation; memory without the cache', () => {
  expect(watched([step(4, 100), step(4, 300, 5_000), epoch(500)])).toMatchObject([
    { ...KEY, trainImagesPerSecond: 20, evaluateImagesPerSecond: 20, memoryBytes: 4_400, runName: 'calm-heron-1' },
  ]);
});

it('keeps the newest epoch only', () => {
  const speeds = watched([step(8, 400), epoch(500), step(8, 800), epoch(1_000)]);
  expect(speeds).toMatchObject([{ trainImagesPerSecond: 10 }]);
});

it('learns nothing from the end of an epoch that was resumed', () => {
  expect(watched([step(4, 100), epoch(500)])).toEqual([]);
});

it('gives back the time of the epoch that it was measured on', () => {
  const [speed] = watched([step(4, 100), step(4, 300), epoch(500)]);
  expect(8 / (speed?.trainImagesPerSecond ?? 0) + 2 / (speed?.evaluateImagesPerSecond ?? 0)).toBeCloseTo(0.5, 10);
});
