import { expect, it } from 'vitest';
import { binaryMetrics } from '#shared/metrics/confusion.ts';
import { operatingPoints, rankScores } from '#shared/metrics/ranking.ts';
import { areaUnderRoc } from '#shared/metrics/roc.ts';
import { randomSet } from './expected.ts';

const spec = { seed: 21, n: 200, levels: 30, fakeShare: 0.4, separation: 0.2 };

it('gives at each threshold the counts of the confusion matrix at that threshold, for either positive class', () => {
  const scored = randomSet(spec);
  const ranking = rankScores(scored);

  for (const positive of ['fake', 'real'] as const) {
    const points = operatingPoints(ranking, positive);
    expect(points.thresholds.length).toBeGreaterThan(20);
    for (const [k, threshold] of points.thresholds.entries())
      expect(binaryMetrics({ ...scored, threshold, positive })).toMatchObject({
        truePositives: points.truePositives[k],
        falsePositives: points.falsePositives[k],
      });
  }
});

it('does not depend on the order of the images', () => {
  const { scores, labels } = randomSet(spec);
  const reversed = { scores: Array.from(scores).reverse(), labels: Array.from(labels).reverse() };

  expect(rankScores(reversed)).toEqual(rankScores({ scores, labels }));
});

it('leaves the scores it was given as they are', () => {
  const scores = Float32Array.of(0.25, 0.75, 0.5);
  rankScores({ scores, labels: [0, 1, 0] });

  expect([...scores]).toEqual([0.25, 0.75, 0.5]);
});

it('keeps scores apart that differ by less than 1 - score could tell', () => {
  const ranking = rankScores({ scores: [1e-30, 2e-30], labels: [1, 0] });

  expect(areaUnderRoc(ranking)).toBe(1);
  expect([...operatingPoints(ranking, 'real').truePositives]).toEqual([0, 1, 1]);
});
