/**
 * Decoded images, so that later epochs do not decode: in memory first, then in one file of a bounded size, and what neither has room for is decoded again.
 * Whatever came first stays: every epoch asks for every image once in another order, and there a least-recently-used cache would miss most.
 */
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, statfs, unlink } from 'node:fs/promises';
import path from 'node:path';
import { assert } from '#shared/errors.ts';

export type ImageCacheOptions = {
  readonly decode: (file: string) => Promise<Uint8Array>;
  /** Bytes of one decoded image; all have the same size. */
  readonly imageBytes: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
  /** Where the file goes. Nobody sees it there: it has no name, and vanishes with the process however that ends. */
  readonly folder: string;
  /** Hears once that the file cannot be written or takes no more; the cache goes on without. */
  readonly notify?: (text: string) => void;
};

export type CacheStats = {
  readonly memoryImages: number;
  readonly diskImages: number;
  readonly memoryHits: number;
  readonly diskHits: number;
  readonly decodes: number;
};

export type ImageCache = {
  /** The pixels of image `index`, whose file is `file`. Do not write into them: the next epoch gets the same. @throws what `decode` throws */
  readonly get: (index: number, file: string) => Promise<Uint8Array>;
  readonly stats: () => CacheStats;
  /** Waits for what is being written, then lets go of the memory and the file. */
  readonly close: () => Promise<void>;
};

/** Left free on the disk: a checkpoint matters more than a cache. */
const FREE_BYTES = 2 ** 30;

export function createImageCache(options: ImageCacheOptions): ImageCache {
  const { decode, imageBytes, memoryBytes } = options;
  const memory = new Map<number, Uint8Array>();
  const disk = createDiskCache(options);
  const pending = new Map<number, Promise<Uint8Array>>();
  const counts = { memoryHits: 0, diskHits: 0, decodes: 0 };

  const load = async (index: number, file: string) => {
    const stored = disk.has(index) ? await disk.read(index) : null;
    if (stored !== null) {
      counts.diskHits++;
      return stored;
    }
    counts.decodes++;
    const pixels = await decode(file);
    assert(pixels.length === imageBytes, `"${file}" is decoded to ${imageBytes} bytes, and these are ${pixels.length}`);
    if ((memory.size + 1) * imageBytes <= memoryBytes) memory.set(index, pixels);
    else disk.write(index, pixels);
    return pixels;
  };

  return {
    get: (index, file) => {
      const kept = memory.get(index);
      if (kept !== undefined) {
        counts.memoryHits++;
        return Promise.resolve(kept);
      }
      const running = pending.get(index);
      if (running !== undefined) return running;
      const loading = load(index, file).finally(() => pending.delete(index));
      pending.set(index, loading);
      return loading;
    },
    stats: () => ({ memoryImages: memory.size, diskImages: disk.size(), ...counts }),
    close: async () => {
      memory.clear();
      await disk.close();
    },
  };
}

/** Images in slots of one file. A slot can be read once its write is over. */
function createDiskCache({ imageBytes, diskBytes, folder, notify }: ImageCacheOptions) {
  const capacity = Math.floor(diskBytes / imageBytes);
  const slots = new Map<number, number>();
  const writes = new Set<Promise<void>>();
  let scratch: Promise<Scratch> | null = null;
  let reserved = 0;
  let isOver = false;

  const end = (reason: string) => {
    if (!isOver)
      notify?.(
        `The cache of decoded images takes no more than ${slots.size}; the others are decoded each time. ${reason}`,
      );
    isOver = true;
  };
  const store = async (index: number, slot: number, pixels: Uint8Array) => {
    try {
      scratch ??= openScratch(folder);
      const { handle, freeBytes } = await scratch;
      if ((slot + 1) * imageBytes > freeBytes) return end(`The disk of "${folder}" is nearly full.`);
      for (let written = 0; written < imageBytes; ) {
        const { bytesWritten } = await handle.write(pixels, written, imageBytes - written, slot * imageBytes + written);
        written += bytesWritten;
      }
      slots.set(index, slot);
    } catch (error) {
      end(error instanceof Error ? error.message : String(error));
    }
  };

  return {
    has: (index: number) => slots.has(index),
    size: () => slots.size,
    write: (index: number, pixels: Uint8Array) => {
      if (isOver || reserved >= capacity) return;
      const writing = store(index, reserved++, pixels).finally(() => writes.delete(writing));
      writes.add(writing);
    },
    /** Null where the file does not hold the image any more. */
    read: async (index: number): Promise<Uint8Array | null> => {
      const slot = slots.get(index);
      assert(slot !== undefined && scratch !== null, `image ${index} is in the cache's file`);
      const { handle } = await scratch;
      const { bytesRead, buffer } = await handle.read(
        Buffer.allocUnsafeSlow(imageBytes),
        0,
        imageBytes,
        slot * imageBytes,
      );
      return bytesRead === imageBytes ? buffer : null;
    },
    close: async () => {
      await Promise.all(writes);
      isOver = true;
      const opened = await scratch?.catch(() => null); // an error of opening was reported when it came up
      scratch = null;
      slots.clear();
      await opened?.handle.close();
    },
  };
}

type Scratch = { readonly handle: FileHandle; readonly freeBytes: number };

/** An open file without a name: it is unlinked at once, so nothing stays behind even after kill -9. */
async function openScratch(folder: string): Promise<Scratch> {
  const { bavail, bsize } = await statfs(folder);
  const file = path.join(folder, `images-${randomUUID()}.tmp`);
  const handle = await open(file, 'wx+', 0o600);
  await unlink(file);
  return { handle, freeBytes: bavail * bsize - FREE_BYTES };
}
