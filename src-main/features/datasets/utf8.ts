import { isUtf8 } from 'node:buffer';

const NONE = Buffer.alloc(0);

export type Utf8Check = {
  /** The byte offset of the first thing that is not UTF-8 in the bytes given so far, or null. */
  readonly add: (chunk: Buffer) => number | null;
  /** The same once the bytes are over: a character cut off at the end counts as well. */
  readonly end: () => number | null;
};

/** Checks a stream of bytes, whose chunks may cut characters in two. */
export function createUtf8Check(): Utf8Check {
  let offset = 0;
  let held: Buffer = NONE;
  return {
    add: (chunk) => {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const complete = bytes.length - unfinishedBytes(bytes);
      const checked = bytes.subarray(0, complete);
      if (!isUtf8(checked)) return offset + firstInvalid(checked);
      offset += complete;
      held = bytes.subarray(complete);
      return null;
    },
    end: () => (held.length === 0 ? null : offset),
  };
}

/** 0 for a byte that begins no character. */
function characterBytes(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

/** How many bytes at the end begin a character that is not all there yet. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) !== 0x80) return characterBytes(byte) > back ? back : 0;
  }
  return 0;
}

function firstInvalid(bytes: Buffer): number {
  let position = 0;
  while (position < bytes.length) {
    const length = characterBytes(bytes[position] ?? 0);
    if (length === 0 || !isUtf8(bytes.subarray(position, position + length))) return position;
    position += length;
  }
  return position;
}
