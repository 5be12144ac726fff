/** Distances between sets of tensors on a sample of their entries: tests/parity/sampling.py says why this is a fair comparison. */
import { assert } from '#shared/errors.ts';
import { samplePositions } from '#tests/helpers/formula.ts';

/** Values by name, row-major in PyTorch's layout. */
export type Tensors = ReadonlyMap<string, Float32Array>;
export type NamedShape = readonly [name: string, shape: readonly number[]];

/** Takes the samples of several tensors, packed one after the other, apart again. */
export function unpackSamples(packed: Float32Array, tensors: readonly NamedShape[]): Tensors {
  const samples = new Map<string, Float32Array>();
  let start = 0;
  for (const [name, shape] of tensors) {
    const { length } = samplePositions(name, sizeOf(shape));
    samples.set(name, packed.subarray(start, start + length));
    start += length;
  }
  assert(start === packed.length, `${packed.length} sampled values are those of ${tensors.length} tensors`);
  return samples;
}

/**
 * Estimates |tensors - exact| / |exact - origin| over all entries, where `exactSamples` are the samples of the exact tensors.
 * Without an origin the denominator is |exact|.
 */
export function sampledDistance(tensors: Tensors, exactSamples: Tensors, origin: Tensors | null = null): number {
  let difference = 0;
  let moved = 0;
  for (const [name, exact] of exactSamples) {
    const values = tensors.get(name);
    assert(values !== undefined, `${name} is among the tensors`);
    const start = origin?.get(name);
    const positions = samplePositions(name, values.length);
    const weight = values.length / positions.length;
    positions.forEach((position, i) => {
      difference += weight * (values[position]! - exact[i]!) ** 2;
      moved += weight * (exact[i]! - (start?.[position] ?? 0)) ** 2;
    });
  }
  return Math.sqrt(difference / moved);
}

/** Largest absolute difference over the largest absolute expected value. */
export function largestDifference(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  assert(values.length === expected.length, `${values.length} values are compared with ${expected.length}`);
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const gap = Math.abs(values[i]! - expected[i]!);
    if (Number.isNaN(gap)) return Number.NaN;
    difference = Math.max(difference, gap);
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return difference / largest;
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
