/** The back end's side of the images children: asks them about files, and outlives them. */
import { AppError } from '#shared/errors.ts';
import { DECODER_THREADS, forkImages, type SpawnImages } from './fork.ts';
import type { ImageCheck, PictureMeasures, TaskOf } from './messages.ts';
import { createThumbnailCache, type ThumbnailCache } from './thumbnail-cache.ts';
import { createImagesWorker, FileRefusal, type ImagesWorker } from './worker.ts';

export { imagesEnvironment, type SpawnImages } from './fork.ts';
export type { ImageCheck, ImageFacts, ImageFormat, PictureMeasures } from './messages.ts';

export type CheckProgress = { readonly done: number; readonly total: number };

export type CheckOptions = {
  readonly onProgress?: (progress: CheckProgress) => void;
  readonly signal?: AbortSignal;
};

export type PictureFile = {
  readonly file: string;
  /** The content that is meant: another one under the name by now is an error. Null = whatever it holds. */
  readonly sha256: string | null;
};

export type MeasuredFile =
  | { readonly kind: 'ok'; readonly file: string; readonly measures: PictureMeasures }
  | { readonly kind: 'bad'; readonly file: string; readonly reason: string };

export type ThumbnailRequest = PictureFile & {
  /** Rounded up to one of THUMBNAIL_SIZES_PX. */
  readonly sizePx: number;
  readonly signal?: AbortSignal;
};

/** A heat map over its face: [rows, columns] raw values, 0 to `max` on the colour scale. */
export type OverlayRequest = Omit<TaskOf<'overlay'>, 'kind' | 'values'> & {
  readonly values: Float32Array;
  readonly signal?: AbortSignal;
};

/** A heat map alone, in colours. */
export type HeatmapRequest = Omit<TaskOf<'heatmap'>, 'kind' | 'values'> & {
  readonly values: Float32Array;
  readonly signal?: AbortSignal;
};

export type SeenRequest = Omit<TaskOf<'seen'>, 'kind'> & { readonly signal?: AbortSignal };

export type FigureRequest = Omit<TaskOf<'figure'>, 'kind'> & { readonly signal?: AbortSignal };

export type ImagesClient = {
  /**
   * Decodes every file once, several at a time; the answers stand in the order of the files. A file that kills or hangs the child is bad like any
   * other. Calls wait for one another. @throws cancelled, internal (the child dies again and again)
   */
  readonly check: (files: readonly string[], options?: CheckOptions) => Promise<readonly ImageCheck[]>;
  /** What a classifier could learn from files without looking at faces. Waits for checks, and they for it. */
  readonly measure: (files: readonly PictureFile[], options?: CheckOptions) => Promise<readonly MeasuredFile[]>;
  /** WebP of a picture in small, upright: from the cache, else made, in a child that has nothing else to do. @throws file_not_found, file_invalid, cancelled */
  readonly thumbnail: (request: ThumbnailRequest) => Promise<Uint8Array<ArrayBuffer>>;
  /** A page will ask for pictures in a moment: what makes them is started meanwhile. */
  readonly warm: () => void;
  /** WebP, longer side `sizePx`. @throws like thumbnail */
  readonly overlay: (request: OverlayRequest) => Promise<Uint8Array<ArrayBuffer>>;
  /** WebP, longer side `sizePx`. @throws cancelled */
  readonly heatmap: (request: HeatmapRequest) => Promise<Uint8Array<ArrayBuffer>>;
  /** A face as a network gets it, longer side `sizePx`. @throws like thumbnail */
  readonly seen: (request: SeenRequest) => Promise<Uint8Array<ArrayBuffer>>;
  /** PNG of a face with its map, for others. @throws like thumbnail */
  readonly figure: (request: FigureRequest) => Promise<Uint8Array<ArrayBuffer>>;
  readonly close: () => Promise<void>;
};

export type ImagesClientOptions = {
  readonly logger?: { readonly warn: (facts: object, message: string) => void };
  readonly spawn?: SpawnImages;
  /** Of thumbnails; absent = none are kept. */
  readonly cacheFolder?: string;
  /** Time without any answer after which a child counts as hung. An image's own limit is 10 s. */
  readonly hungMs?: number;
};

export const THUMBNAIL_SIZES_PX = [64, 128, 256, 512, 1024] as const;

/** More than run at once, so that no thread waits for the next message. */
const DECODES_AT_ONCE = 3 * DECODER_THREADS;

export function createImagesClient({
  logger,
  spawn = forkImages,
  cacheFolder,
  hungMs = 30_000,
}: ImagesClientOptions = {}): ImagesClient {
  const common = { spawn, logger, hungMs };
  /** Long lists: a check of 100,000 files. */
  const lists = createImagesWorker({ ...common, atOnce: DECODES_AT_ONCE, order: 'oldest first' });
  /** What a page waits for. A child of its own, so that no list stands before it. */
  const pictures = createImagesWorker({ ...common, atOnce: 2 * DECODER_THREADS, order: 'newest first' });
  const cache = cacheFolder === undefined ? null : createThumbnailCache({ folder: cacheFolder, logger });
  const oneAfterAnother = createTurns();

  return {
    check: (files, options = {}) =>
      oneAfterAnother(() => inLanes(files, options, (file, signal) => checkOne(lists, file, signal))),
    measure: (files, options = {}) =>
      oneAfterAnother(() => inLanes(files, options, (file, signal) => measureOne(lists, file, signal))),
    thumbnail: (request) => thumbnail(request, { pictures, cache }),
    warm: pictures.warm,
    overlay: async ({ signal, values, ...task }) => {
      const map = Float32Array.from(values); // not a view into something larger, which would all be sent
      const { webp } = await pictures.run({ kind: 'overlay', ...task, values: map }, { signal });
      return webp;
    },
    heatmap: async ({ signal, values, ...task }) => {
      const map = Float32Array.from(values); // as above
      return (await pictures.run({ kind: 'heatmap', ...task, values: map }, { signal })).webp;
    },
    seen: async ({ signal, ...task }) => (await pictures.run({ kind: 'seen', ...task }, { signal })).picture,
    figure: async ({ signal, map, ...task }) => {
      const own = map === null ? null : { ...map, values: Float32Array.from(map.values) }; // as above
      return (await pictures.run({ kind: 'figure', ...task, map: own }, { signal })).png;
    },
    close: async () => {
      await Promise.all([lists.close(), pictures.close(), cache?.close()]);
    },
  };
}

async function thumbnail(
  { file, sha256, sizePx: wantedPx, signal }: ThumbnailRequest,
  { pictures, cache }: { readonly pictures: ImagesWorker; readonly cache: ThumbnailCache | null },
): Promise<Uint8Array<ArrayBuffer>> {
  const sizePx = THUMBNAIL_SIZES_PX.find((size) => size >= wantedPx) ?? 1024;
  const key = sha256 === null ? null : { sha256, sizePx };
  const kept = key === null ? null : await cache?.read(key);
  if (kept != null) return kept;
  const { webp } = await pictures.run({ kind: 'thumbnail', file, sha256, sizePx }, { signal });
  if (key !== null) cache?.write(key, webp);
  return webp;
}

async function checkOne(worker: ImagesWorker, file: string, signal: AbortSignal | undefined): Promise<ImageCheck> {
  try {
    return (await worker.run({ kind: 'check', file }, { signal })).check;
  } catch (error) {
    if (error instanceof FileRefusal) return { kind: 'bad', file, reason: error.reason };
    throw error;
  }
}

async function measureOne(
  worker: ImagesWorker,
  { file, sha256 }: PictureFile,
  signal: AbortSignal | undefined,
): Promise<MeasuredFile> {
  try {
    const { measures } = await worker.run({ kind: 'measure', file, sha256 }, { signal });
    return { kind: 'ok', file, measures };
  } catch (error) {
    if (error instanceof FileRefusal) return { kind: 'bad', file, reason: error.reason };
    throw error;
  }
}

/** As many at once as the child takes, so that a list of any length costs no more memory than its answers. */
async function inLanes<T, R>(
  items: readonly T[],
  { onProgress, signal }: CheckOptions,
  run: (item: T, signal: AbortSignal | undefined) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  let done = 0;
  const lane = async () => {
    while (next < items.length) {
      const position = next++;
      results[position] = await run(items[position] as T, signal); // next is below the length
      done += 1;
      onProgress?.({ done, total: items.length });
    }
  };
  try {
    await Promise.all(Array.from({ length: DECODES_AT_ONCE }, lane));
  } catch (error) {
    next = items.length; // the other lanes end with what they have begun
    if (error instanceof AppError && error.code === 'cancelled')
      throw new AppError('cancelled', 'The check of the images was stopped.', { cause: error });
    throw error;
  }
  return results;
}

/** Runs one call after another; each hears of its own failure only. */
function createTurns(): <T>(run: () => Promise<T>) => Promise<T> {
  let previous: Promise<unknown> = Promise.resolve();
  return (run) => {
    const result = previous.then(run);
    previous = result.catch(() => null); // its caller hears of it
    return result;
  };
}
