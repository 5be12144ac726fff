import { describe, expect, it } from 'vitest';
import { formulaTensor, samplePositions } from '#tests/helpers/formula.ts';
import { largestDifference, sampledDistance, unpackSamples } from '#tests/parity/sampling.ts';

const sampleOf = (name: string, values: Float32Array) =>
  Float32Array.from(samplePositions(name, values.length), (position) => values[position]!);

describe('the sampled distance', () => {
  it('is a hand-worked relative distance where tensors are small enough to be taken whole', () => {
    const exact = new Map([
      ['a', Float32Array.of(3, 0)],
      ['b', Float32Array.of(4)],
    ]); // |exact| = 5
    const ours = new Map([
      ['a', Float32Array.of(3, 1)],
      ['b', Float32Array.of(4)],
    ]);
    expect(sampledDistance(ours, exact)).toBeCloseTo(1 / 5, 12);
  });

  it('is relative to how far the exact tensors moved where an origin is given', () => {
    const origin = new Map([['a', Float32Array.of(10, 10)]]);
    const exact = new Map([['a', Float32Array.of(13, 14)]]); // moved by 5
    const ours = new Map([['a', Float32Array.of(13, 15)]]);
    expect(sampledDistance(ours, exact, origin)).toBeCloseTo(1 / 5, 12);
  });

  it('gives every tensor the weight of its size', () => {
    const big = formulaTensor('big', 100_000);
    const small = formulaTensor('small', 10);
    const exact = new Map([
      ['big', sampleOf('big', big)],
      ['small', small],
    ]);
    // All entries twice as large: the distance is exactly 1, whatever the sample.
    const ours = new Map([
      ['big', big.map((value) => 2 * value)],
      ['small', small.map((value) => 2 * value)],
    ]);
    expect(sampledDistance(ours, exact)).toBeCloseTo(1, 12);
    // The small tensor is 1e-4 of the entries, so doubling it alone is a distance near sqrt(1e-4); 40 % is the chance of 64 draws.
    const smallOnly = sampledDistance(
      new Map([
        ['big', big],
        ['small', ours.get('small')!],
      ]),
      exact,
    );
    expect(smallOnly / 0.01).toBeGreaterThan(0.6);
    expect(smallOnly / 0.01).toBeLessThan(1.4);
  });

  it('notices a tensor in the wrong layout', () => {
    const values = formulaTensor('weight', 512 * 64);
    const transposed = values.map((_, i) => values[(i % 512) * 64 + Math.floor(i / 512)]!);
    const distance = sampledDistance(
      new Map([['weight', transposed]]),
      new Map([['weight', sampleOf('weight', values)]]),
    );
    expect(distance).toBeGreaterThan(1); // unrelated values of equal size are sqrt(2) apart
  });

  it('takes packed samples apart, and refuses a number of values that does not fit', () => {
    const packed = Float32Array.of(1, 2, 3);
    expect(
      unpackSamples(packed, [
        ['a', [2]],
        ['b', [1, 1]],
      ]),
    ).toEqual(
      new Map([
        ['a', Float32Array.of(1, 2)],
        ['b', Float32Array.of(3)],
      ]),
    );
    expect(() => unpackSamples(packed, [['a', [2]]])).toThrow('3 sampled values');
  });
});

describe('the largest difference', () => {
  it('is relative to the largest expected value', () => {
    expect(largestDifference([1, 2, -3.5], [1, 2, -4])).toBe(0.125);
  });

  it('is NaN where a value is', () => {
    expect(largestDifference([1, Number.NaN, 3], [1, 2, 3])).toBeNaN();
  });
});
