/** Opening and reading files of weights, the limits that all formats share, and the one way to say that a file is bad. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';

/** ResNet-18 takes 45 MB, VGG-16, the largest that we know, 0.55 GB. */
export const MAX_FILE_BYTES = 2 ** 31;
export const MAX_TENSORS = 20_000;
export const MAX_RANK = 8;

/**
 * What a file may grow to in memory, by unpacking or by tensors that share their values: so that a small file cannot take the
 * machine's memory. Trained weights hardly shrink when packed; fresh ones, mostly zeros, do, and are small.
 */
export const maxUnpackedBytes = (fileBytes: number): number => Math.min(MAX_FILE_BYTES, 64 * 2 ** 20 + 16 * fileBytes);

/** Read and hashed in turn, so that the one goes on during the other. */
const PIECE_BYTES = 8 * 2 ** 20;

const MAX_MESSAGE_LENGTH = 500;
const RETRY = 'It may be damaged or half copied: fetch or save it again.';

/** `fact` ends the sentence that begins with the file's name; where possible it names the tensor and the byte. */
export function invalidFile(
  file: string,
  fact: string,
  { hint = RETRY, cause }: { hint?: string; cause?: unknown } = {},
) {
  return new AppError('file_invalid', `"${file}" cannot be used: ${printable(fact)}.`, { hint, cause });
}

/** Names come out of the file: long ones are cut, and none may steer a terminal. */
function printable(text: string): string {
  const cut = text.length > MAX_MESSAGE_LENGTH ? `${text.slice(0, MAX_MESSAGE_LENGTH)}...` : text;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Opens a regular file of at most `MAX_FILE_BYTES`. The caller closes it (`await using`). */
export async function openWeightsFile(file: string): Promise<{ handle: FileHandle; sizeBytes: number }> {
  const sizeBytes = await checkedSize(file);
  try {
    return { handle: await open(file, 'r'), sizeBytes };
  } catch (cause) {
    throw invalidFile(file, `it cannot be opened (${codeOf(cause)})`, { hint: 'Check who may read it.', cause });
  }
}

/** Bytes [start, end) of an open file, handed to `onPiece` in order while the next are read. */
export async function readRange(
  handle: FileHandle,
  { file, start, end, onPiece }: { file: string; start: number; end: number; onPiece?: (piece: Uint8Array) => void },
): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - start);
  const readPiece = (from: number) =>
    handle.read(bytes, from, Math.min(PIECE_BYTES, bytes.length - from), start + from).catch((cause: unknown) => {
      throw invalidFile(file, `reading failed at byte ${start + from} (${codeOf(cause)})`, { cause });
    });
  let pending = bytes.length > 0 ? readPiece(0) : null;
  for (let read = 0; pending !== null; ) {
    const { bytesRead } = await pending;
    if (bytesRead === 0) throw invalidFile(file, `it ended at byte ${start + read} while it was read`);
    const piece = bytes.subarray(read, read + bytesRead);
    read += bytesRead;
    pending = read < bytes.length ? readPiece(read) : null;
    onPiece?.(piece);
  }
  return bytes;
}

export type WholeFile = { readonly bytes: Uint8Array; readonly sha256: string };

export async function readWholeFile(file: string): Promise<WholeFile> {
  const { handle, sizeBytes } = await openWeightsFile(file);
  await using _ = handle;
  const hash = createHash('sha256');
  const bytes = await readRange(handle, { file, start: 0, end: sizeBytes, onPiece: (piece) => hash.update(piece) });
  return { bytes, sha256: hash.digest('hex') };
}

/** SHA-256 in hexadecimal, of a file of any size and kind. */
export async function hashFile(file: string): Promise<string> {
  await checkedSize(file);
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: PIECE_BYTES })) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}

/** The code of a system call's error ("EACCES"), or what there is. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);

async function checkedSize(file: string): Promise<number> {
  const stats = await stat(file).catch((cause: unknown) => {
    if (codeOf(cause) !== 'ENOENT') throw invalidFile(file, `it cannot be looked at (${codeOf(cause)})`, { cause });
    throw new AppError('file_not_found', `There is no file "${file}".`, { hint: 'Check the path.', cause });
  });
  if (!stats.isFile()) throw invalidFile(file, 'it is not a regular file', { hint: 'Name a file of weights.' });
  if (stats.size > MAX_FILE_BYTES)
    throw invalidFile(file, `it has ${stats.size} bytes and the limit is ${MAX_FILE_BYTES}`, {
      hint: 'Facet reads weights of its own networks, the largest of which take 0.6 GB.',
    });
  return stats.size;
}
