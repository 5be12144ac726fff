import { describe, expect, it } from 'vitest';
import { binaryMetrics, confusion } from '#shared/metrics/confusion.ts';
import { expected, scoredOf } from './expected.ts';

describe('binaryMetrics', () => {
  for (const set of expected.sets)
    it(`gives scikit-learn's figures for either positive class: ${set.name}`, () => {
      for (const { threshold, ...wanted } of set.thresholds)
        for (const positive of ['fake', 'real'] as const) {
          const found = binaryMetrics({ ...scoredOf(set), threshold, positive });

          expect(found.positiveClass).toBe(positive);
          expect(found).toMatchObject(closeTo(wanted[positive]));
        }
    });

  it('calls an image fake where its score is at the threshold', () => {
    const scored = { scores: [0.5, 0.5], labels: [0, 1] };

    expect(binaryMetrics({ ...scored, threshold: 0.5, positive: 'fake' })).toMatchObject({
      truePositives: 1,
      falsePositives: 1,
    });
  });

  it('has no figure for an empty set', () => {
    expect(binaryMetrics({ scores: [], labels: [], threshold: 0.5, positive: 'fake' })).toMatchObject({
      n: 0,
      accuracy: null,
      precision: null,
      recall: null,
      f1: null,
      specificity: null,
      balancedAccuracy: null,
    });
  });
});

describe('confusion', () => {
  it('counts each image once, by what it is and what it was called', () => {
    const matrix = confusion({ scores: [0.9, 0.8, 0.2, 0.6, 0.1, 0.3], labels: [0, 0, 0, 1, 1, 1], threshold: 0.5 });

    expect(matrix).toEqual({
      threshold: 0.5,
      n: 6,
      fakeCalledFake: 2,
      fakeCalledReal: 1,
      realCalledFake: 1,
      realCalledReal: 2,
    });
  });

  it('refuses a score that is no number, with its place', () => {
    expect(() => confusion({ scores: [0.1, Number.NaN], labels: [0, 1], threshold: 0.5 })).toThrow(/score 1 .*NaN/);
  });

  it('refuses a label that is no class, and lists of different length', () => {
    expect(() => confusion({ scores: [0.1], labels: [2], threshold: 0.5 })).toThrow(/label 0 or 1 \(2\)/);
    expect(() => confusion({ scores: [0.1], labels: [], threshold: 0.5 })).toThrow(
      /as many labels \(0\) as scores \(1\)/,
    );
  });
});

/** Counts and nulls exact; shares are one division of exact counts, so they may differ by rounding alone. */
const closeTo = (figures: Readonly<Record<string, number | null>>) =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      name,
      value === null || Number.isInteger(value) ? value : expect.closeTo(value, 14),
    ]),
  );
