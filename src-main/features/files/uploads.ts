/**
 * Files that a browser drops: it names no paths, so their bytes come into the workspace, in parts. Until a drop is complete it lies in a hidden folder beside
 * its place; nothing that was sent decides about a path before it is checked.
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { MOST_PART_BYTES, MOST_UPLOAD_BYTES } from '#shared/contract/files.ts';
import { AppError } from '#shared/errors.ts';
import { kindOf } from './browse.ts';
import { assertInside, cleanName } from './upload-paths.ts';
import { writingFailed } from './write.ts';

export type Part = {
  readonly uploadId: string;
  /** Relative inside the drop. */
  readonly path: string;
  readonly offset: number;
  /** Of the whole file. */
  readonly sizeBytes: number;
  readonly file: Blob;
};

export type Uploads = ReturnType<typeof createUploads>;

type Upload = {
  readonly name: string;
  readonly folder: string;
  /** By their paths. */
  readonly files: Map<string, { sizeBytes: number; written: number; isBusy: boolean }>;
  usedAtMs: number;
};

const HIDDEN = '.upload-';
const MOST_UPLOADS = 8;
/** Without a part for so long, its page is gone. */
const IDLE_MS = 10 * 60_000;
const MOST_FILES = 1_000_000;

export type UploadsOptions = { readonly workspace: string; readonly clock?: () => number };

export function createUploads({ workspace, clock = Date.now }: UploadsOptions) {
  const imports = path.join(workspace, 'imports');
  const uploads = new Map<string, Upload>();

  const find = (uploadId: string): Upload => {
    const upload = uploads.get(uploadId);
    if (upload !== undefined) {
      upload.usedAtMs = clock();
      return upload;
    }
    throw new AppError('not_found', 'That drop is no longer known.', { hint: 'Drop the files once more.' });
  };

  const forgetIdle = () => {
    for (const [id, { usedAtMs }] of uploads) if (clock() - usedAtMs > IDLE_MS) uploads.delete(id);
  };
  const removeLeftovers = async () => {
    const known = new Set([...uploads.values()].map(({ folder }) => path.basename(folder)));
    const left = (await readdir(imports)).filter((name) => name.startsWith(HIDDEN) && !known.has(name));
    await Promise.all(left.map((name) => rm(path.join(imports, name), { recursive: true, force: true })));
  };

  return {
    /** @throws conflict (too many at once), disk_full */
    begin: async (name: string): Promise<string> => {
      forgetIdle();
      if (uploads.size >= MOST_UPLOADS)
        throw new AppError('conflict', `${MOST_UPLOADS} drops are being taken in already.`, {
          hint: 'Wait until one of them is done.',
        });
      const id = randomBytes(12).toString('hex');
      const folder = path.join(imports, `${HIDDEN}${id}`);
      uploads.set(id, { name: cleanName(name), folder, files: new Map(), usedAtMs: clock() });
      try {
        await mkdir(folder, { recursive: true });
        await removeLeftovers();
      } catch (cause) {
        uploads.delete(id);
        throw writingFailed(folder, cause);
      }
      return id;
    },

    /** @throws not_found, file_invalid (a path that climbs, a kind or size that is not taken), conflict (out of order), disk_full */
    add: async ({ uploadId, path: named, offset, sizeBytes, file }: Part): Promise<void> => {
      const upload = find(uploadId);
      assertInside(named);
      assertTaken(named, { sizeBytes, partBytes: file.size });
      const state = upload.files.get(named) ?? { sizeBytes, written: 0, isBusy: false };
      if (state.isBusy || offset !== state.written || sizeBytes !== state.sizeBytes || offset + file.size > sizeBytes)
        throw new AppError('conflict', `A part of "${named}" came out of order.`, {
          hint: 'Drop the files once more.',
        });
      if (upload.files.size >= MOST_FILES) throw new AppError('file_invalid', 'The drop holds too many files.');
      upload.files.set(named, state);
      state.isBusy = true;
      try {
        await append(path.join(upload.folder, named), { offset, bytes: await file.bytes() });
        state.written += file.size;
      } finally {
        state.isBusy = false;
      }
    },

    /** The CSV at the top of the drop where there is exactly one, else its folder. @throws not_found, conflict (incomplete), data_invalid (empty) */
    end: async (uploadId: string): Promise<string> => {
      const { name, folder, files } = find(uploadId);
      const open = [...files].find(([, { written, sizeBytes, isBusy }]) => isBusy || written < sizeBytes);
      if (open !== undefined)
        throw new AppError('conflict', `"${open[0]}" has not arrived completely.`, {
          hint: 'Drop the files once more.',
        });
      if (files.size === 0)
        throw new AppError('data_invalid', 'What was dropped holds neither images nor a CSV.', {
          hint: 'Drop a CSV with the images beside it, or a folder of images.',
        });
      const place = await moveToFreeName(folder, path.join(imports, name));
      uploads.delete(uploadId);
      const tables = [...files.keys()].filter((file) => !file.includes('/') && kindOf(file) === 'csv');
      return tables.length === 1 && tables[0] !== undefined ? path.join(place, tables[0]) : place;
    },

    cancel: async (uploadId: string): Promise<void> => {
      const { folder } = find(uploadId);
      uploads.delete(uploadId);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function assertTaken(named: string, { sizeBytes, partBytes }: { sizeBytes: number; partBytes: number }): void {
  const kind = kindOf(named);
  if (kind !== 'image' && kind !== 'csv')
    throw new AppError('file_invalid', `"${named}" is neither an image nor a CSV.`, {
      hint: 'JPEG, PNG, WebP, BMP and CSV files are taken.',
    });
  const most = MOST_UPLOAD_BYTES[kind];
  if (sizeBytes > most)
    throw new AppError(
      'file_invalid',
      `"${named}" has ${sizeBytes.toLocaleString('en-US')} bytes; at most ${most.toLocaleString('en-US')} are taken.`,
    );
  if (partBytes > MOST_PART_BYTES)
    throw new AppError('file_invalid', `A part of "${named}" has more than ${MOST_PART_BYTES} bytes.`);
}

/** Neither through a link nor over a file that is there: the folder is our own, and new. */
async function append(file: string, { offset, bytes }: { readonly offset: number; readonly bytes: Uint8Array }) {
  const begins = offset === 0 ? constants.O_CREAT | constants.O_EXCL : 0;
  try {
    if (offset === 0) await mkdir(path.dirname(file), { recursive: true });
    await using handle = await open(file, constants.O_WRONLY | constants.O_NOFOLLOW | begins);
    await writeAt(handle, { offset, bytes });
  } catch (cause) {
    throw writingFailed(file, cause);
  }
}

async function writeAt(handle: FileHandle, { offset, bytes }: { readonly offset: number; readonly bytes: Uint8Array }) {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}

/** "faces", else "faces-2" and so on. */
async function moveToFreeName(from: string, wanted: string): Promise<string> {
  for (let number = 1; ; number++) {
    const place = number === 1 ? wanted : `${wanted}-${number}`;
    const isTaken = await stat(place).then(
      () => true,
      () => false, // nothing there
    );
    if (isTaken) continue;
    try {
      await rename(from, place);
      return place;
    } catch (cause) {
      throw writingFailed(place, cause);
    }
  }
}
