import { describe, expect, it } from 'vitest';
import { binaryMetrics } from '#shared/metrics/confusion.ts';
import { bootstrapInterval, quantile, wilsonInterval } from '#shared/metrics/intervals.ts';
import { rankScores } from '#shared/metrics/ranking.ts';
import { areaUnderRoc } from '#shared/metrics/roc.ts';
import type { Scored } from '#shared/metrics/scored.ts';
import { expected, randomSet } from './expected.ts';

describe('wilsonInterval', () => {
  it("is SciPy's", () => {
    for (const { successes, n, confidence, low, high } of expected.wilson)
      expect(wilsonInterval(successes, n, { confidence })).toEqual({
        low: expect.closeTo(low, 13),
        high: expect.closeTo(high, 13),
        confidence,
      });
  });

  it('has none for no image', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});

describe('quantile', () => {
  it("is NumPy's", () => {
    const { values, results } = expected.quantiles;
    for (const { share, value } of results) expect(quantile(values, share)).toBeCloseTo(value, 14);
  });
});

describe('bootstrapInterval', () => {
  const { spec, auc, accuracy } = expected.bootstrap;
  const scored = randomSet(spec);
  const aucOf = (resample: Scored) => areaUnderRoc(rankScores(resample));
  const accuracyOf = (resample: Scored) => binaryMetrics({ ...resample, threshold: 0.5, positive: 'fake' }).accuracy;

  it("agrees with SciPy's, which drew other resamples, to a quarter of a standard error", () => {
    // The 2.5 % quantile of 4,000 normal draws has a standard error of 0.042 standard deviations; two of them differ by 0.06: 0.25 is four times that.
    for (const [figure, wanted] of [
      [aucOf, auc],
      [accuracyOf, accuracy],
    ] as const) {
      const found = bootstrapInterval(scored, figure, { seed: 1, resamples: 4000 })!;
      expect(Math.abs(found.low - wanted.low)).toBeLessThan(wanted.standardError / 4);
      expect(Math.abs(found.high - wanted.high)).toBeLessThan(wanted.standardError / 4);
    }
  });

  it('is a function of its seed', () => {
    const interval = (seed: number) => bootstrapInterval(scored, aucOf, { seed, resamples: 50 });

    expect(interval(3)).toEqual(interval(3));
    expect(interval(3)).not.toEqual(interval(4));
  });

  it('leaves out resamples without the figure, and has none where no resample has it', () => {
    const twoImages = { scores: [0.9, 0.1], labels: [0, 1] };

    expect(bootstrapInterval(twoImages, aucOf, { seed: 5, resamples: 40 })).toEqual({
      low: 1,
      high: 1,
      confidence: 0.95,
    });
    expect(bootstrapInterval({ scores: [0.9], labels: [0] }, aucOf, { seed: 5, resamples: 40 })).toBeNull();
  });
});
