import { describe, expect, it } from 'vitest';
import { scoreCurves } from '#main/features/evaluation/score-curves.ts';
import { CURVE_POINTS } from '#shared/contract/evaluations.ts';
import { createRandom } from '#shared/domain/random.ts';

describe('curves from stored scores', () => {
  it('are those of four faces, worked by hand', () => {
    const scored = { scores: [0.9, 0.6, 0.4, 0.1], labels: [0, 1, 0, 1] };
    expect(scoreCurves(scored, 'fake')).toEqual({
      positiveClass: 'fake',
      roc: { falsePositiveRate: [0, 0, 0.5, 0.5, 1], truePositiveRate: [0, 0.5, 0.5, 1, 1] },
      precisionRecall: { recall: [0, 0.5, 0.5, 1, 1], precision: [1, 1, 0.5, 2 / 3, 0.5] },
    });
  });

  it('say that there is none where a class is missing', () => {
    const curves = scoreCurves({ scores: [0.1, 0.2], labels: [1, 1] }, 'fake');
    expect(curves).toEqual({ positiveClass: 'fake', roc: null, precisionRecall: null });
  });

  it('are short whatever the number of faces', () => {
    const random = createRandom(1);
    const labels = Array.from({ length: 20_000 }, (_, i) => i % 2);
    const scores = labels.map((label) => random.next() * (label === 0 ? 1 : 0.8));
    const { roc, precisionRecall } = scoreCurves({ scores, labels }, 'real');
    for (const column of [roc?.falsePositiveRate, precisionRecall?.precision]) {
      expect(column?.length).toBeLessThanOrEqual(CURVE_POINTS);
      expect(column?.length).toBeGreaterThan(CURVE_POINTS / 2);
    }
  });
});
