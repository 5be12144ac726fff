import { describe, expect, it } from 'vitest';
import { compareClassifiers, mcnemarExact } from '#shared/metrics/mcnemar.ts';
import { expected } from './expected.ts';

describe('mcnemarExact', () => {
  it("is SciPy's two-sided binomial test, for 80,000 images too", () => {
    for (const { onlyFirstRight, onlySecondRight, pValue } of expected.mcnemar)
      expect(Math.abs(mcnemarExact(onlyFirstRight, onlySecondRight) - pValue)).toBeLessThanOrEqual(1e-9 * pValue);
  });

  it('does not depend on which classifier is the first', () => {
    expect(mcnemarExact(12, 30)).toBe(mcnemarExact(30, 12));
  });
});

describe('compareClassifiers', () => {
  it('counts who was right on the same images, each at its own threshold', () => {
    const comparison = compareClassifiers({
      labels: [0, 0, 0, 1, 1],
      first: { scores: [0.9, 0.8, 0.1, 0.6, 0.1], threshold: 0.5 },
      second: { scores: [0.9, 0.2, 0.2, 0.6, 0.1], threshold: 0.7 },
    });

    expect(comparison).toEqual({
      n: 5,
      bothRight: 2,
      onlyFirstRight: 1,
      onlySecondRight: 1,
      bothWrong: 1,
      pValue: 1,
    });
  });
});
