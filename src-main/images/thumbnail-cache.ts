/**
 * Thumbnails on the disk, by the content they show: `<first two digits>/<sha256>-<size>.webp`. One that is gone or damaged is made again, so nothing
 * here has to be safe; it has to be whole, quick to read, and bounded.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type ThumbnailKey = { readonly sha256: string; readonly sizePx: number };

export type ThumbnailCache = {
  /** Null where there is none. */
  readonly read: (key: ThumbnailKey) => Promise<Uint8Array<ArrayBuffer> | null>;
  /** Returns at once. What cannot be written is made again next time; the log says why, once. */
  readonly write: (key: ThumbnailKey, webp: Uint8Array) => void;
  /** Waits for what is being written. */
  readonly close: () => Promise<void>;
};

export type ThumbnailCacheOptions = {
  readonly folder: string;
  /** The oldest go where there are more. */
  readonly maxBytes?: number;
  readonly logger?: { readonly warn: (facts: object, message: string) => void } | undefined;
};

const MAX_BYTES = 2 ** 30;
/** Left after the oldest went, so that not every write has to look again. */
const KEPT_SHARE = 0.9;
const UNSEEN_SHARE = 15 / 16;

export function createThumbnailCache({ folder, maxBytes = MAX_BYTES, logger }: ThumbnailCacheOptions): ThumbnailCache {
  const pending = new Set<Promise<void>>();
  /** Until the folder has been looked through, which takes seconds where it is full, it counts as nearly full. */
  let knownBytes = UNSEEN_SHARE * maxBytes;
  let isPruning = false;
  let hasWarned = false;

  const warnOnce = (error: unknown) => {
    if (!hasWarned) logger?.warn({ folder, error: String(error) }, 'Thumbnails cannot be kept on the disk.');
    hasWarned = true;
  };
  const track = (work: Promise<void>) => {
    const settled: Promise<void> = work.catch(warnOnce).finally(() => pending.delete(settled));
    pending.add(settled);
  };
  const prune = async () => {
    isPruning = true;
    try {
      knownBytes = await removeOldest(folder, { maxBytes, keptBytes: KEPT_SHARE * maxBytes });
    } finally {
      isPruning = false;
    }
  };
  const store = async (key: ThumbnailKey, webp: Uint8Array) => {
    await writeWhole(placeOf(folder, key), webp);
    knownBytes += webp.length;
    if (knownBytes > maxBytes && !isPruning) await prune();
  };

  return {
    read: async (key) => {
      const { file } = placeOf(folder, key);
      const bytes = await readFile(file).catch(() => null); // none, or one that cannot be read: it is made again
      return bytes !== null && isWholeWebp(bytes) ? bytes : null;
    },
    write: (key, webp) => track(store(key, webp)),
    close: async () => {
      await Promise.all(pending);
    },
  };
}

function placeOf(folder: string, { sha256, sizePx }: ThumbnailKey) {
  const inside = join(folder, sha256.slice(0, 2));
  return { inside, file: join(inside, `${sha256}-${sizePx}.webp`) };
}

/** Under another name first: nobody reads half a file. */
async function writeWhole({ inside, file }: { inside: string; file: string }, webp: Uint8Array): Promise<void> {
  const unfinished = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  await mkdir(inside, { recursive: true });
  await writeFile(unfinished, webp);
  await rename(unfinished, file);
}

/** A RIFF container says how long it is: what the power took the end of is not shown. */
function isWholeWebp(bytes: Buffer): boolean {
  return bytes.length > 12 && bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.readUInt32LE(4) + 8 === bytes.length;
}

type KeptFile = { readonly file: string; readonly sizeBytes: number; readonly writtenAtMs: number };

/** Returns how many bytes are left. */
async function removeOldest(
  folder: string,
  { maxBytes, keptBytes }: { readonly maxBytes: number; readonly keptBytes: number },
): Promise<number> {
  const files = await filesIn(folder);
  let bytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  if (bytes <= maxBytes) return bytes;
  for (const { file, sizeBytes } of files.sort((a, b) => a.writtenAtMs - b.writtenAtMs)) {
    if (bytes <= keptBytes) break;
    await rm(file, { force: true });
    bytes -= sizeBytes;
  }
  return bytes;
}

async function filesIn(folder: string): Promise<KeptFile[]> {
  const files: KeptFile[] = [];
  for (const inside of await readdir(folder)) {
    const names = await readdir(join(folder, inside));
    for (const name of names) {
      const file = join(folder, inside, name);
      const found = await stat(file).catch(() => null); // gone meanwhile
      if (found !== null) files.push({ file, sizeBytes: found.size, writtenAtMs: found.mtimeMs });
    }
  }
  return files;
}
