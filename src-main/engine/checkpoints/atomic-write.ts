/**
 * Files that are whole or absent, whatever ends the process or the power: a temporary file in the same folder, fsync, rename over
 * the target, fsync of the folder. A failure leaves the file that was there before, no temporary one, and is thrown.
 */
import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, readdir, rename, rm, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { codeOf } from './weights-file.ts';

export type WrittenFile = { readonly sha256: string; readonly sizeBytes: number };

const UNFINISHED = /^\..+\.[0-9a-f-]{36}\.partial$/;

/** Large enough to keep the disk busy, small enough that writing and hashing go on side by side. */
const PIECE_BYTES = 8 * 2 ** 20;

/** Writes the chunks one after another; none is copied. Returns the SHA-256 of what was written, computed meanwhile. */
export async function writeFileAtomically(file: string, chunks: readonly Uint8Array[]): Promise<WrittenFile> {
  const folder = dirname(file);
  const temporary = join(folder, `.${basename(file)}.${randomUUID()}.partial`);
  const sizeBytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const sha256 = await writeDurably(temporary, chunks).catch(failed);
  await rename(temporary, file).catch(failed);
  await syncFolder(folder);
  return { sha256, sizeBytes };

  async function failed(cause: unknown): Promise<never> {
    const error = await writeError(file, { sizeBytes, cause });
    await rm(temporary, { force: true }).catch((second: unknown) => {
      error.message += ` Nor could the temporary file "${temporary}" be removed (${codeOf(second)}).`;
    });
    throw error;
  }
}

/**
 * Removes what writers that were killed have left in a folder; returns their names. For the one process that owns the folder,
 * before it writes there.
 */
export async function removeUnfinishedWrites(folder: string): Promise<readonly string[]> {
  const leftOver = (await readdir(folder)).filter((name) => UNFINISHED.test(name));
  await Promise.all(leftOver.map((name) => rm(join(folder, name), { force: true })));
  return leftOver;
}

async function writeDurably(file: string, chunks: readonly Uint8Array[]): Promise<string> {
  await using handle = await open(file, 'wx');
  const hash = createHash('sha256');
  for (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      const piece = chunk.subarray(start, start + PIECE_BYTES);
      const written = writeWhole(handle, piece);
      hash.update(piece);
      await written;
    }
  }
  await handle.sync();
  return hash.digest('hex');
}

/** A single `write` may take only a part. */
async function writeWhole(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let start = 0; start < piece.length; ) {
    const { bytesWritten } = await handle.write(piece, start);
    start += bytesWritten;
  }
}

/** Makes the rename itself durable. Windows has no such call for a folder; NTFS journals the rename. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    await using handle = await open(folder, 'r');
    await handle.sync();
  } catch (cause) {
    throw new AppError(
      'file_invalid',
      `A file in "${folder}" was written, but may not outlast a power cut (${codeOf(cause)}).`,
      {
        hint: 'Check the disk.',
        cause,
      },
    );
  }
}

async function writeError(
  file: string,
  { sizeBytes, cause }: { sizeBytes: number; cause: unknown },
): Promise<AppError> {
  const code = codeOf(cause);
  const folder = dirname(file);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const free = await statfs(folder).then(({ bavail, bsize }) => `${bavail * bsize} bytes are free`, codeOf);
    return new AppError('disk_full', `"${file}" was not written: it needs ${sizeBytes} bytes and ${free} (${code}).`, {
      hint: `Free at least ${sizeBytes} bytes on the disk of "${folder}". What was there before is unchanged.`,
      cause,
    });
  }
  if (code === 'ENOENT')
    return new AppError('file_not_found', `"${file}" was not written: there is no folder "${folder}".`, {
      hint: 'Make the folder, or name another one.',
      cause,
    });
  return new AppError('file_invalid', `"${file}" was not written: the system answered ${code}.`, {
    hint: `Check that "${folder}" may be written to, and its disk.`,
    cause,
  });
}
