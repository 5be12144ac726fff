/** What tests/parity/expectations.py wrote: numbers of PyTorch's own, with the versions they were made with. */
import { readFileSync } from 'node:fs';
import { samplePositions } from './formula.ts';

export function readExpectations<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../parity/${name}.expected.json`, import.meta.url), 'utf8')) as T;
}

/** Base64 of little-endian float32. */
export const unpacked = (text: string): Float32Array => new Float32Array(bytesOf(text));

/** Values from 0 on: base64 of little-endian uint16 in the largest's 65535ths. */
export type PackedLevels = { readonly largest: number; readonly levels: string };

export const unpackedLevels = ({ largest, levels }: PackedLevels): Float64Array =>
  Float64Array.from(new Uint16Array(bytesOf(levels)), (level) => (level / 65_535) * largest);

/** The largest difference over the largest value. */
export function largestDifference(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs((values[i] as number) - (expected[i] as number)));
    largest = Math.max(largest, Math.abs(expected[i] as number));
  }
  return difference / largest;
}

/** A tensor of `count` entries in PyTorch's order, of which a few are read. */
export type ReadableTensor = {
  readonly name: string;
  readonly count: number;
  readonly at: (position: number) => number;
};

/**
 * |tensors - exact| / |exact - origin| as tests/parity/sampling.py estimates it from at most `most` (64) entries of each tensor, each of which stands for its
 * share of the tensor. `sample` holds the exact ones, tensor after tensor; origin is zero where none is given.
 */
export function sampledDistance(
  tensors: readonly ReadableTensor[],
  sample: Float32Array,
  { most, origin }: { readonly most?: number; readonly origin?: readonly ReadableTensor[] } = {},
): number {
  let difference = 0;
  let moved = 0;
  let offset = 0;
  for (const [index, { name, count, at }] of tensors.entries()) {
    const positions = samplePositions(name, count, most);
    const share = count / positions.length;
    for (const position of positions) {
      const exact = sample[offset++] as number;
      const start = origin?.[index]?.at(position) ?? 0;
      difference += share * (at(position) - exact) ** 2;
      moved += share * (exact - start) ** 2;
    }
  }
  if (offset !== sample.length) throw new Error(`the sample has ${sample.length} entries, ${offset} were compared`);
  return Math.sqrt(difference / moved);
}

function bytesOf(base64: string): ArrayBuffer {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer; // a Buffer's, never shared
}
