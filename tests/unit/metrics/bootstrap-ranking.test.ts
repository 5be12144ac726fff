import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/domain/random.ts';
import { bootstrapRanking, type RankedIntervals } from '#shared/metrics/bootstrap-ranking.ts';
import { bootstrapInterval } from '#shared/metrics/intervals.ts';
import { averagePrecision } from '#shared/metrics/precision-recall.ts';
import { rankScores } from '#shared/metrics/ranking.ts';
import { areaUnderRoc, equalErrorRate } from '#shared/metrics/roc.ts';
import type { Scored } from '#shared/metrics/scored.ts';

const SEED = 3;
const RESAMPLES = 200;

/** Scores of two decimals: many ties. */
function scoredOf(count: number): Scored {
  const random = createRandom(7);
  const labels = Uint8Array.from({ length: count }, () => random.integer(2));
  const scores = Float64Array.from(labels, (label) => {
    const score = 0.35 * (1 - label) + 0.6 * random.next();
    return Math.round(100 * Math.min(1, score)) / 100;
  });
  return { scores, labels };
}

function intervals(scored: Scored): RankedIntervals {
  const work = bootstrapRanking(scored, { seed: SEED, resamples: RESAMPLES });
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

describe('bootstrapRanking', () => {
  it('gives the very intervals that sorting each resample anew gives', () => {
    const scored = scoredOf(150);
    const slow = (figure: (resample: Scored) => number | null) =>
      bootstrapInterval(scored, figure, { seed: SEED, resamples: RESAMPLES });
    expect(intervals(scored)).toEqual({
      auc: slow((resample) => areaUnderRoc(rankScores(resample))),
      equalErrorRate: slow((resample) => equalErrorRate(rankScores(resample))?.rate ?? null),
      averagePrecisionFake: slow((resample) => averagePrecision(rankScores(resample), 'fake')?.value ?? null),
      averagePrecisionReal: slow((resample) => averagePrecision(rankScores(resample), 'real')?.value ?? null),
    });
  });

  it('has none where a class is missing', () => {
    const {
      auc,
      equalErrorRate: rate,
      averagePrecisionReal,
    } = intervals({ scores: [0.2, 0.4, 0.4], labels: [1, 1, 1] });
    expect([auc, rate]).toEqual([null, null]);
    expect(averagePrecisionReal).toMatchObject({ low: 1, high: 1 });
  });
});
