import { describe, expect, it } from 'vitest';
import { type Histogram, histogramOf } from '#main/engine/tensorboard/histogram.ts';
import { createRandom } from '#shared/domain/random.ts';

describe('histogramOf', () => {
  it('counts every finite value, and gives least, largest, sum and sum of squares', () => {
    expect(histogramOf(Float32Array.of(1.5, -2, 0.25, -2))).toMatchObject({
      count: 4,
      min: -2,
      max: 1.5,
      sum: -2.25,
      sumOfSquares: 10.3125,
    });
  });

  it('puts each value between the limits of its bucket, and only there', () => {
    const random = createRandom(5);
    const values = Float32Array.from({ length: 5_000 }, () => random.normal() * 10 ** random.between(-30, 30));
    const histogram = histogramOf(values);

    expect(histogram.limits).toEqual([...new Set(histogram.limits)].sort((a, b) => a - b));
    expect(histogram.counts).toEqual(countedBetween(histogram, values));
  });

  it('has buckets of 6 to 12 % of their lower end', () => {
    const values = Float32Array.from({ length: 2_000 }, (_, i) => 0.01 * 1.004 ** i);
    const { limits } = histogramOf(values);
    const growth = limits.slice(1).map((limit, i) => limit / limits[i]!);

    expect(Math.min(...growth)).toBeCloseTo(16 / 15, 6);
    expect(Math.max(...growth)).toBeCloseTo(9 / 8, 6);
  });

  it('writes a gap between two values as one empty bucket', () => {
    expect(histogramOf(Float32Array.of(-1, 0, 0, 4))).toMatchObject({
      limits: [-1, 0, expect.closeTo(2 ** -129, 45), 4, 4.5],
      counts: [1, 0, 2, 0, 1],
    });
  });

  it('leaves values that are not finite out of every figure', () => {
    const values = Float32Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 127);

    expect(histogramOf(values)).toMatchObject({ count: 2, min: 1, max: 2 ** 127, sum: 1 + 2 ** 127 });
  });

  it('has no bucket for no value', () => {
    expect(histogramOf(new Float32Array(0))).toEqual({
      count: 0,
      min: 0,
      max: 0,
      sum: 0,
      sumOfSquares: 0,
      limits: [],
      counts: [],
    });
  });

  it('reads a part of a larger array', () => {
    expect(histogramOf(Float32Array.of(9, 1, 2, 9).subarray(1, 3))).toMatchObject({ count: 2, sum: 3 });
  });
});

/** By comparison with the limits, one value at a time. */
function countedBetween({ limits }: Histogram, values: Float32Array): number[] {
  const counts = limits.map(() => 0);
  for (const value of values) {
    const bucket = value < 0 ? limits.findIndex((limit) => value <= limit) : limits.findIndex((limit) => value < limit);
    counts[bucket]! += 1;
  }
  return counts;
}
