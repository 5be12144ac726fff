import { describe, expect, it } from 'vitest';
import {
  largestDifference,
  type ReadableTensor,
  sampledDistance,
  unpacked,
  unpackedLevels,
} from '#tests/helpers/expectations.ts';
import { formulaTensor, samplePositions } from '#tests/helpers/formula.ts';

const sampleOf = (name: string, values: Float32Array) =>
  Float32Array.from(samplePositions(name, values.length), (position) => values[position]!);

const tensor = (name: string, values: Float32Array): ReadableTensor => ({
  name,
  count: values.length,
  at: (position) => values[position]!,
});

describe('the sampled distance', () => {
  it('is a hand-worked relative distance where tensors are small enough to be taken whole', () => {
    const ours = [tensor('a', Float32Array.of(3, 1)), tensor('b', Float32Array.of(4))];
    expect(sampledDistance(ours, Float32Array.of(3, 0, 4))).toBeCloseTo(1 / 5, 12); // |exact| = 5
  });

  it('is relative to how far the exact tensors moved where an origin is given', () => {
    const origin = [tensor('a', Float32Array.of(10, 10))];
    const ours = [tensor('a', Float32Array.of(13, 15))];
    expect(sampledDistance(ours, Float32Array.of(13, 14), { origin })).toBeCloseTo(1 / 5, 12); // moved by (3, 4)
  });

  it('gives every tensor the weight of its size', () => {
    const big = formulaTensor('big', 100_000);
    const small = formulaTensor('small', 10);
    const exact = Float32Array.of(...sampleOf('big', big), ...small);
    const bigPart = tensor('big', big);
    const doubledSmall = tensor(
      'small',
      small.map((value) => 2 * value),
    );
    const doubledBig = tensor(
      'big',
      big.map((value) => 2 * value),
    );
    expect(sampledDistance([doubledBig, doubledSmall], exact)).toBeCloseTo(1, 12); // whatever the sample
    // The small tensor is 1e-4 of the entries: a distance near sqrt(1e-4), to what 64 and 10 draws of a uniform number leave to chance.
    const ratio = sampledDistance([bigPart, doubledSmall], exact) / 0.01;
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.4);
  });

  it('notices a tensor in the wrong layout', () => {
    const values = formulaTensor('weight', 512 * 64);
    const transposed = values.map((_, i) => values[(i % 512) * 64 + Math.floor(i / 512)]!);
    const distance = sampledDistance([tensor('weight', transposed)], sampleOf('weight', values));
    expect(distance).toBeGreaterThan(1); // unrelated values of equal size are sqrt(2) apart
  });

  it('refuses a sample of another size', () => {
    expect(() => sampledDistance([tensor('a', Float32Array.of(1, 2))], Float32Array.of(1, 2, 3))).toThrow(
      '3 entries, 2 were compared',
    );
  });
});

describe('the largest difference', () => {
  it('is relative to the largest expected value', () => {
    expect(largestDifference([1, 2, -3.5], [1, 2, -4])).toBe(0.125);
  });

  it('is NaN, which passes no tolerance, where a value is missing or no number', () => {
    expect(largestDifference([1, Number.NaN, 3], [1, 2, 3])).toBeNaN();
    expect(largestDifference([1], [1, 2])).toBeNaN();
  });
});

it('unpacks base64 of little-endian uint16 as shares of the largest value', () => {
  expect([...unpackedLevels({ largest: 2, levels: 'AAAzM///' })]).toEqual([0, 0.4, 2]); // 0000 3333 ffff
});

it('unpacks base64 of little-endian float32', () => {
  expect(unpacked('AACAPwAAAMA=')).toEqual(Float32Array.of(1, -2)); // 0000803f 000000c0
});
