/** What tests/parity/expectations.py wrote: numbers of PyTorch's own, with the versions they were made with. */
import { readFileSync } from 'node:fs';
import { samplePositions } from './formula.ts';

export function readExpectations<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../parity/${name}.expected.json`, import.meta.url), 'utf8')) as T;
}

/** Base64 of little-endian float32. */
export function unpacked(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

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

export type NamedValues = { readonly name: string; readonly values: Float32Array };

/**
 * |tensors - exact| / |exact - origin| as tests/parity/sampling.py estimates it from at most 64 entries of each tensor, each of which stands for its
 * share of the tensor. `sample` holds the exact ones, tensor after tensor; origin is zero where none is given.
 */
export function sampledDistance(
  tensors: readonly NamedValues[],
  sample: Float32Array,
  origin?: readonly NamedValues[],
  most?: number,
): number {
  let difference = 0;
  let moved = 0;
  let offset = 0;
  for (const [index, { name, values }] of tensors.entries()) {
    const positions = samplePositions(name, values.length, most);
    const share = values.length / positions.length;
    for (const position of positions) {
      const exact = sample[offset++] as number;
      const start = origin?.[index]?.values[position] ?? 0;
      difference += share * ((values[position] as number) - exact) ** 2;
      moved += share * (exact - start) ** 2;
    }
  }
  if (offset !== sample.length) throw new Error(`the sample has ${sample.length} entries, ${offset} were compared`);
  return Math.sqrt(difference / moved);
}
