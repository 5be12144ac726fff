/** Images in batches, got ready while the step before them runs. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Label } from '#shared/domain/labels.ts';
import { createRandom } from '#shared/domain/random.ts';
import { AppError } from '#shared/errors.ts';
import type { Augment } from './augmentation.ts';
import type { ImageCache } from './cache.ts';
import type { FaceShape } from './pixels.ts';

export type Batch = {
  /** Position in the epoch, from 0. */
  readonly index: number;
  /** [n, height, width, channels] uint8; new memory for each batch. */
  readonly pixels: Uint8Array;
  /** [n] */
  readonly labels: Int32Array;
  /** [n] Positions in the list of images. */
  readonly images: Uint32Array;
  /** How long the consumer waited for this batch. */
  readonly waitMs: number;
};

export type BatchesOptions = {
  readonly images: readonly { readonly file: string; readonly label: Label }[];
  /** Positions in `images`; those of one pass. The last batch is short where the count asks for it. */
  readonly order: Uint32Array;
  readonly batchSize: number;
  readonly shape: FaceShape;
  readonly cache: Pick<ImageCache, 'get'>;
  readonly augment: Augment | null;
  readonly seed: number;
  readonly epoch: number;
  /** Where to begin, from 0: a resumed epoch goes on here. */
  readonly firstBatch?: number;
  /** Batches that are under way while the consumer works on one. */
  readonly lookahead?: number;
  readonly signal?: AbortSignal;
};

/** One batch each for decoding, for augmenting and for a JPEG's way there and back: these are separate visits to libuv's threads. */
const DEFAULT_LOOKAHEAD = 3;

/** A permutation of 0..count-1 that depends on nothing but (seed, epoch): a resumed run needs no memory of it. Fisher and Yates. */
export function epochOrder(
  count: number,
  { seed, epoch }: { readonly seed: number; readonly epoch: number },
): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const random = createRandom(seed, epoch);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}

/**
 * A training step blocks the event loop for as long as TensorFlow runs. So before a batch is handed over, the work for the next `lookahead` ones has been
 * given to libuv's threads, and before the next one is, the loop gets a turn in which finished work passes on to its next stage.
 * @throws cancelled, and what reading an image throws
 */
export async function* batches(options: BatchesOptions): AsyncGenerator<Batch, void> {
  const { order, batchSize, firstBatch = 0, lookahead = DEFAULT_LOOKAHEAD, signal } = options;
  const count = Math.ceil(order.length / batchSize);
  const underWay: Promise<Omit<Batch, 'waitMs'>>[] = [];
  let next = firstBatch;
  const startUpTo = (last: number) => {
    for (; next <= Math.min(last, count - 1); next++) {
      const batch = assemble(options, next);
      batch.catch(reportedWhenAwaited);
      underWay.push(batch);
    }
  };
  try {
    for (let index = firstBatch; index < count; index++) {
      const asked = performance.now();
      startUpTo(index + lookahead);
      await turn();
      const batch = await underWay.shift();
      if (signal?.aborted) throw new AppError('cancelled', 'The reading of images was stopped.');
      if (batch !== undefined) yield { ...batch, waitMs: performance.now() - asked };
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}

async function assemble(
  { images, order, batchSize, shape, cache, augment, seed, epoch }: BatchesOptions,
  index: number,
) {
  const members = order.slice(index * batchSize, (index + 1) * batchSize);
  const imageBytes = shape.height * shape.width * shape.channels;
  const pixels = new Uint8Array(members.length * imageBytes);
  const labels = new Int32Array(members.length);
  const place = async (image: number, position: number) => {
    const face = images[image];
    if (face === undefined) throw new AppError('internal', `There is no image ${image} among ${images.length}.`);
    labels[position] = face.label;
    const plain = await cache.get(image, face.file);
    const final = augment === null ? plain : await augment(plain, { shape, seed, epoch, image });
    pixels.set(final, position * imageBytes);
  };
  await Promise.all(Array.from(members, place));
  return { index, pixels, labels, images: members };
}

/** A batch may fail long before its turn; without a listener Node would take that for a bug. */
function reportedWhenAwaited(): void {
  return;
}
