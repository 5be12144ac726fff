/** Whether a file is the one that was meant. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Hexadecimal digits: the first eight, and all 64 where they are known. */
export type Expected = { readonly sha256Start: string; readonly sha256: string | null };

export type FoundHash = {
  readonly sha256: string;
  /** What it was compared with: 8 or 64 digits. */
  readonly expected: string;
  readonly fits: boolean;
};

const PIECE_BYTES = 2 ** 20;

/** Reads the whole file: about half a second for the largest, VGG-16's. */
export async function findHash(file: string, { sha256Start, sha256: whole }: Expected): Promise<FoundHash> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: PIECE_BYTES })) hash.update(piece as Uint8Array); // no encoding is set
  const sha256 = hash.digest('hex');
  const expected = whole ?? sha256Start;
  return { sha256, expected, fits: sha256.startsWith(expected) };
}
