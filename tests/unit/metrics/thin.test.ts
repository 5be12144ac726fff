import { describe, expect, it } from 'vitest';
import { thinCurve } from '#shared/metrics/thin.ts';

describe('a curve, thinned', () => {
  it('is whole where it has few points', () => {
    expect(thinCurve([0, 1, 2], [0, 0, 1], 3)).toEqual([0, 1, 2]);
  });

  it('keeps both ends, its order, and at most as many points as asked for', () => {
    const x = Float64Array.from({ length: 10_000 }, (_, i) => i / 9_999);
    const y = x.map((value) => value ** 0.1);
    const kept = thinCurve(x, y, 500);
    expect([kept[0], kept.at(-1)]).toEqual([0, 9_999]);
    expect(kept).toEqual([...new Set(kept)].toSorted((a, b) => a - b));
    expect(kept.length).toBeLessThanOrEqual(500);
    expect(kept.length).toBeGreaterThan(400);
  });

  it('has points where the curve is steep, though it is there for a moment only', () => {
    const steps = 10_000; // up along the first hundredth, flat for the rest
    const x = Float64Array.from({ length: steps }, (_, i) => i / (steps - 1));
    const y = x.map((_, i) => Math.min(1, i / 100));
    const kept = thinCurve(x, y, 101);
    expect(kept.filter((i) => i <= 100).length).toBeGreaterThan(45);
  });
});
