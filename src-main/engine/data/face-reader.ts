/** Faces as batches for a network: decoded ahead of the step, kept decoded for the next epoch. */
import type { FaceFile, InputSettings, ModelSettings } from '../messages.ts';
import type { Augment } from './augmentation.ts';
import { type Batch, batches } from './batches.ts';
import { createImageCache } from './cache.ts';
import { decodeFace } from './decode.ts';

export type FaceReaderOptions = {
  readonly model: ModelSettings;
  readonly input: InputSettings;
  /** Where decoded images go that memory has no room for. */
  readonly folder: string;
  readonly notify: (text: string) => void;
};

export type BatchRequest = {
  /** Positions in the list of faces, in the order in which they are read. */
  readonly order: Uint32Array;
  readonly augment: Augment | null;
  readonly seed: number;
  readonly epoch: number;
  readonly firstBatch: number;
};

export type FaceReader = {
  readonly batches: (request: BatchRequest) => AsyncGenerator<Batch>;
  readonly close: () => Promise<void>;
};

/** Reads `faces` at the size of the network's input. Close it: it holds memory and perhaps a file. */
export function createFaceReader(
  faces: readonly FaceFile[],
  { model, input, folder, notify }: FaceReaderOptions,
): FaceReader {
  const shape = { height: model.height, width: model.width, channels: model.channels };
  const cache = createImageCache({
    decode: (file) => decodeFace(file, { ...shape, crop: input.crop }),
    imageBytes: shape.height * shape.width * shape.channels,
    memoryBytes: input.cacheMemoryBytes,
    diskBytes: input.cacheDiskBytes,
    folder,
    notify,
  });
  return {
    batches: (request) =>
      batches({ images: faces, batchSize: input.batchSize, lookahead: input.lookahead, shape, cache, ...request }),
    close: () => cache.close(),
  };
}
