/** Learns from each epoch of a training how fast it was. */
import type { Fact } from '#main/engine/messages.ts';
import type { Store } from '#main/store/open.ts';
import type { SpeedKey } from '#main/store/speeds.ts';
import type { ImageCounts } from './speed.ts';

export type SpeedWatchOptions = {
  readonly store: Pick<Store, 'speeds'>;
  readonly key: SpeedKey;
  readonly runName: string;
  readonly counts: ImageCounts;
  /** Of the engine's cache of decoded images when it is full: no part of what the network needs. */
  readonly cacheBytes: number;
};

/** Give it every fact of a training. Whole epochs count: steps by their own time, all the rest of an epoch as its evaluation. */
export function createSpeedWatch({ store, key, runName, counts, cacheBytes }: SpeedWatchOptions): (fact: Fact) => void {
  let images = 0;
  let stepsMs = 0;
  let memoryBytes = 0;
  return (fact) => {
    if (fact.kind === 'step') {
      images += fact.images;
      stepsMs += fact.durationMs;
      memoryBytes = Math.max(memoryBytes, fact.memoryBytes);
    }
    if (fact.kind !== 'epoch') return;
    const restMs = fact.durationMs - stepsMs;
    const isWhole = images === counts.train && stepsMs > 0 && restMs > 0 && counts.valid > 0; // a resumed one has only its end
    if (isWhole) {
      store.speeds.record({
        ...key,
        trainImagesPerSecond: (1000 * images) / stepsMs,
        evaluateImagesPerSecond: (1000 * counts.valid) / restMs,
        memoryBytes: Math.max(0, memoryBytes - cacheBytes),
        runName,
      });
    }
    [images, stepsMs] = [0, 0];
  };
}
