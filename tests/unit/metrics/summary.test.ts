import { describe, expect, it } from 'vitest';
import { summarize } from '#shared/metrics/summary.ts';
import { expected, randomSet, scoredOf } from './expected.ts';

describe('summarize', () => {
  it('puts the figures of one set together, with the positive class named', () => {
    for (const set of expected.sets) {
      const found = summarize({ ...scoredOf(set), threshold: 0.5 });

      expect(found.auc).toEqual(set.fake.auc === undefined ? null : expect.closeTo(set.fake.auc, 12));
      for (const positive of ['fake', 'real'] as const) {
        const wanted = set[positive].averagePrecision;
        expect(found.byPositiveClass[positive].positiveClass).toBe(positive);
        expect(found.byPositiveClass[positive].averagePrecision).toEqual(
          wanted === null ? null : expect.closeTo(wanted, 12),
        );
      }
    }
  });

  it('takes 100,000 scores', () => {
    const scored = randomSet({ seed: 9, n: 100_000, levels: 2 ** 24, fakeShare: 0.5, separation: 0.5 });

    // Two uniform laws of width 1/2 that touch: every fake scores at least as high as every real.
    expect(summarize({ ...scored, threshold: 0.5 })).toMatchObject({ n: 100_000, auc: expect.closeTo(1, 6) });
  });
});
