import { describe, expect, it } from 'vitest';
import { averagePrecision, precisionRecallCurve } from '#shared/metrics/precision-recall.ts';
import { rankScores } from '#shared/metrics/ranking.ts';
import { distance, expected, SUMMATION, scoredOf } from './expected.ts';

for (const set of expected.sets)
  describe(`on ${set.name}`, () => {
    const ranking = rankScores(scoredOf(set));

    it("has scikit-learn's curve and AP for either positive class, or none without an image of it", () => {
      for (const positive of ['fake', 'real'] as const) {
        const wanted = set[positive];
        const curve = precisionRecallCurve(ranking, positive);
        const ap = averagePrecision(ranking, positive);
        if (wanted.precisionRecall === null) {
          expect(curve).toBeNull();
          expect(ap).toBeNull();
          continue;
        }
        expect(distance(curve!.precisions, wanted.precisionRecall.precisions)).toBeLessThan(SUMMATION);
        expect(distance(curve!.recalls, wanted.precisionRecall.recalls)).toBeLessThan(SUMMATION);
        expect(ap).toEqual({ positiveClass: positive, value: expect.closeTo(wanted.averagePrecision!, 12) });
      }
    });
  });
