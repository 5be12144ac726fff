import { describe, expect, it } from 'vitest';
import type { Augment } from '#main/engine/data/augmentation.ts';
import { type Batch, type BatchesOptions, batches, epochOrder } from '#main/engine/data/batches.ts';

const SHAPE = { height: 2, width: 2, channels: 3 } as const;
const IMAGES = Array.from({ length: 10 }, (_, i) => ({ file: String(i), label: (i % 2) as 0 | 1 }));

const collect = async (source: AsyncIterable<Batch>) => {
  const result: Batch[] = [];
  for await (const batch of source) result.push(batch);
  return result;
};

/** Image i has the pixel value i; `asked` is the order in which images were asked for. */
function reading(options: Partial<BatchesOptions> = {}) {
  const asked: number[] = [];
  const source = batches({
    images: IMAGES,
    order: Uint32Array.from(IMAGES.keys()),
    batchSize: 4,
    shape: SHAPE,
    cache: {
      get: (index) => {
        asked.push(index);
        return Promise.resolve(new Uint8Array(12).fill(index));
      },
    },
    augment: null,
    seed: 1,
    epoch: 1,
    ...options,
  });
  return { asked, source };
}

describe('epochOrder', () => {
  it('is a permutation, the same for the same seed and epoch and another for another', () => {
    const order = epochOrder(1_000, { seed: 42, epoch: 3 });
    expect([...order].sort((a, b) => a - b)).toEqual([...Array(1_000).keys()]);
    expect(epochOrder(1_000, { seed: 42, epoch: 3 })).toEqual(order);
    expect(epochOrder(1_000, { seed: 42, epoch: 4 })).not.toEqual(order);
    expect(epochOrder(1_000, { seed: 43, epoch: 3 })).not.toEqual(order);
  });

  it('puts each image anywhere with the same probability', () => {
    const firsts = Array.from({ length: 5_000 }, (_, epoch) => epochOrder(10, { seed: 7, epoch })[0] ?? -1);
    const counts = Array.from({ length: 10 }, (_, image) => firsts.filter((first) => first === image).length);
    // Binomial with n = 5,000 and p = 0.1: standard deviation 21; five of them.
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(107);
  });
});

describe('batches', () => {
  it('gives pixels, labels and positions in the order asked for, and keeps the short last batch', async () => {
    const order = Uint32Array.of(9, 3, 5, 1, 0, 2);
    const result = await collect(reading({ order }).source);
    expect(result.map((batch) => [batch.index, ...batch.images])).toEqual([
      [0, 9, 3, 5, 1],
      [1, 0, 2],
    ]);
    expect(result.map((batch) => [...batch.labels])).toEqual([
      [1, 1, 1, 1],
      [0, 0],
    ]);
    expect(result.map((batch) => batch.pixels.length)).toEqual([48, 24]);
    expect([...(result[0]?.pixels ?? [])].filter((_, i) => i % 12 === 0)).toEqual([9, 3, 5, 1]);
  });

  it('has asked for the images of the next batches by the time it hands one over', async () => {
    const { asked, source } = reading({ batchSize: 2, lookahead: 2 });
    await source.next();
    expect(asked).toEqual([0, 1, 2, 3, 4, 5]);
    await source.next();
    expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await source.return();
  });

  it('lets finished work go on to its next stage between two batches, though the consumer never waits', async () => {
    const stages: string[] = [];
    const augment: Augment = async (pixels, { image }) => {
      stages.push(`augment ${image}`);
      return pixels;
    };
    const cache = {
      get: (index: number) =>
        new Promise<Uint8Array>((done) => setImmediate(() => done(new Uint8Array(12).fill(index)))),
    };
    const { source } = reading({ batchSize: 1, lookahead: 1, cache, augment });
    await source.next();
    stages.push('step');
    await source.next();
    await source.return();
    expect(stages.slice(0, 3)).toEqual(['augment 0', 'augment 1', 'step']);
  });

  it('begins at a later batch as if it had come there by itself', async () => {
    const whole = await collect(reading().source);
    const rest = await collect(reading({ firstBatch: 1 }).source);
    expect(rest.map(({ waitMs, ...batch }) => batch)).toEqual(whole.slice(1).map(({ waitMs, ...batch }) => batch));
    expect(await collect(reading({ firstBatch: 3 }).source)).toEqual([]);
  });

  it('gives each batch memory of its own', async () => {
    const result = await collect(reading({ batchSize: 2, lookahead: 1 }).source);
    expect(new Set(result.map((batch) => batch.pixels.buffer)).size).toBe(5);
  });

  it('tells the augmentation which image of which epoch it has', async () => {
    const seen: string[] = [];
    const augment: Augment = async (pixels, { seed, epoch, image }) => {
      seen.push(`${seed} ${epoch} ${image}`);
      return pixels.map((value) => value + 100);
    };
    const [first] = await collect(reading({ order: Uint32Array.of(8), augment, seed: 5, epoch: 6 }).source);
    expect(seen).toEqual(['5 6 8']);
    expect(first?.pixels[0]).toBe(108);
  });

  it('throws what reading an image throws, when its batch is due and not before', async () => {
    const cache = {
      get: async (index: number) => (index === 5 ? Promise.reject(new Error('"5" is damaged')) : new Uint8Array(12)),
    };
    const { source } = reading({ cache });
    expect((await source.next()).value?.index).toBe(0);
    await expect(source.next()).rejects.toThrow('"5" is damaged');
  });

  it('ends when asked to', async () => {
    const controller = new AbortController();
    const { source } = reading({ signal: controller.signal });
    await source.next();
    controller.abort();
    await expect(source.next()).rejects.toMatchObject({ code: 'cancelled' });
  });
});
