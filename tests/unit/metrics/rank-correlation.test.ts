import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/domain/random.ts';
import { meanInterval } from '#shared/metrics/mean-interval.ts';
import { ranksOf, spearman } from '#shared/metrics/rank-correlation.ts';

describe("Spearman's rank correlation", () => {
  it('gives equal values the mean of their ranks', () => {
    expect([...ranksOf([3, 1, 3, 2, 3])]).toEqual([4, 1, 4, 2, 4]);
  });

  it('is 1 for any rising relation and -1 for any falling one', () => {
    expect(spearman([1, 2, 5, 9], [0, 1, 10, 1000])).toBe(1);
    expect(spearman([1, 2, 5, 9], [7, 6, 5, -100])).toBe(-1);
  });

  it('does not exist where one side does not vary, or there are no two pairs', () => {
    expect(spearman([1, 2, 3], [4, 4, 4])).toBeNull();
    expect(spearman([1], [2])).toBeNull();
    expect(spearman([], [])).toBeNull();
  });
});

describe('a mean with its interval', () => {
  const drawn = (count: number) => {
    const random = createRandom(5, count);
    return Array.from({ length: count }, () => 3 + random.normal());
  };

  it('is as wide as 1.96 standard errors to either side, of few values and of many', () => {
    for (const count of [200, 10_000]) {
      const values = drawn(count);
      const interval = meanInterval(values, { seed: 1 });
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
      expect(interval?.mean).toBeCloseTo(mean, 12);
      const width = ((interval?.high ?? 0) - (interval?.low ?? 0)) / (2 * 1.96 * (deviation / Math.sqrt(count)));
      expect(width).toBeGreaterThan(0.9); // of 1000 resamples: a few per cent either way
      expect(width).toBeLessThan(1.1);
    }
  });

  it('is the same for the same seed, and null of nothing', () => {
    expect(meanInterval(drawn(50), { seed: 4 })).toEqual(meanInterval(drawn(50), { seed: 4 }));
    expect(meanInterval([], { seed: 4 })).toBeNull();
  });
});
