import { describe, expect, it } from 'vitest';
import { rankScores } from '#shared/metrics/ranking.ts';
import { areaUnderRoc, detCurve, equalErrorRate, rocCurve } from '#shared/metrics/roc.ts';
import { distance, expected, SUMMATION, scoredOf } from './expected.ts';

for (const set of expected.sets)
  describe(`on ${set.name}`, () => {
    const ranking = rankScores(scoredOf(set));

    it("has scikit-learn's ROC curve for either positive class, or none where a class is missing", () => {
      for (const positive of ['fake', 'real'] as const) {
        const wanted = set[positive].roc;
        const curve = rocCurve(ranking, positive);
        if (wanted === null) {
          expect(curve).toBeNull();
          continue;
        }
        expect(curve?.positiveClass).toBe(positive);
        expect(distance(curve!.falsePositiveRates, wanted.falsePositiveRates)).toBeLessThan(SUMMATION);
        expect(distance(curve!.truePositiveRates, wanted.truePositiveRates)).toBeLessThan(SUMMATION);
        if (wanted.thresholds) expect(distance(curve!.thresholds.slice(1), wanted.thresholds)).toBeLessThan(SUMMATION);
      }
    });

    it("has scikit-learn's AUC for either positive class", () => {
      const auc = areaUnderRoc(ranking);

      if (set.fake.auc === undefined) expect(auc).toBeNull();
      else {
        expect(auc).toBeCloseTo(set.fake.auc, 12); // scikit-learn sums rounded rates, we sum counts
        expect(auc).toBeCloseTo(set.real.auc!, 12);
      }
    });

    it("has the EER at which SciPy's root finder crosses the curve", () => {
      const eer = equalErrorRate(ranking);

      if (set.fake.equalErrorRate === undefined) expect(eer).toBeNull();
      else {
        expect(eer!.rate).toBeCloseTo(set.fake.equalErrorRate, 12);
        expect(eer!.rate).toBeCloseTo(set.real.equalErrorRate!, 12);
      }
    });
  });

describe('detCurve', () => {
  for (const set of expected.sets.filter(({ fake }) => fake.det !== null))
    it(`has scikit-learn's points: ${set.name}`, () => {
      const wanted = set.fake.det!;
      const curve = detCurve(rankScores(scoredOf(set)), 'fake')!;

      for (const [i, threshold] of wanted.thresholds.values.entries()) {
        const k = curve.thresholds.indexOf(threshold);
        expect(curve.falsePositiveRates[k]).toBeCloseTo(wanted.falsePositiveRates.values[i]!, 14);
        expect(curve.falseNegativeRates[k]).toBeCloseTo(wanted.falseNegativeRates.values[i]!, 14);
      }
    });

  it('has none where a class is missing', () => {
    expect(detCurve(rankScores({ scores: [0.5], labels: [0] }), 'fake')).toBeNull();
  });

  it('gives its rates as normal deviates too: 0 for a half, infinite for none and all', () => {
    const curve = detCurve(rankScores({ scores: [0.9, 0.1, 0.9, 0.1], labels: [0, 0, 1, 1] }), 'fake')!;

    expect([...curve.falsePositiveDeviates]).toEqual([Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY]);
    expect([...curve.falseNegativeDeviates]).toEqual([Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY]);
  });
});

describe('equalErrorRate', () => {
  it('names the threshold of the nearer measured point, which can be used as an operating point', () => {
    // At 0.6: 1 of 4 fakes is missed and 1 of 4 reals called fake.
    const scored = { scores: [0.9, 0.8, 0.6, 0.2, 0.7, 0.3, 0.2, 0.1], labels: [0, 0, 0, 0, 1, 1, 1, 1] };

    expect(equalErrorRate(rankScores(scored))).toEqual({ rate: 0.25, threshold: 0.6 });
  });
});
