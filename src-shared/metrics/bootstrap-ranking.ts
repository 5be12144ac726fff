/**
 * Percentile bootstrap intervals of the figures that are read from a ranking, all from the same resamples. Scores are sorted once: a resample is a count for
 * each of them, so 100,000 images cost milliseconds a resample instead of a sort. Draws as `bootstrapInterval` does: the same seed gives the same intervals.
 */

import { FAKE } from '../domain/labels.ts';
import { createRandom } from '../domain/random.ts';
import { type Interval, quantile } from './intervals.ts';
import { averagePrecision } from './precision-recall.ts';
import type { Ranking } from './ranking.ts';
import { areaUnderRoc, equalErrorRate } from './roc.ts';
import { assertScored, type Scored } from './scored.ts';

export const RANKED_FIGURES = ['auc', 'equalErrorRate', 'averagePrecisionFake', 'averagePrecisionReal'] as const;
export type RankedFigure = (typeof RANKED_FIGURES)[number];

export type RankedIntervals = Readonly<Record<RankedFigure, Interval | null>>;

export type RankedBootstrapOptions = {
  readonly seed: number;
  readonly resamples: number;
  readonly confidence?: number;
};

const DEFAULT_CONFIDENCE = 0.95;

/** Yields after each resample, so that whoever waits can let others in between; returns the intervals. Null where a figure exists in no resample. */
export function* bootstrapRanking(
  scored: Scored,
  { seed, resamples, confidence = DEFAULT_CONFIDENCE }: RankedBootstrapOptions,
): Generator<number, RankedIntervals> {
  const sorted = sortedOnce(scored);
  const random = createRandom(seed);
  const values: Record<RankedFigure, number[]> = {
    auc: [],
    equalErrorRate: [],
    averagePrecisionFake: [],
    averagePrecisionReal: [],
  };
  for (let resample = 1; resample <= resamples; resample++) {
    const ranking = drawn(sorted, random.integer);
    const found: Readonly<Record<RankedFigure, number | null | undefined>> = {
      auc: areaUnderRoc(ranking),
      equalErrorRate: equalErrorRate(ranking)?.rate,
      averagePrecisionFake: averagePrecision(ranking, 'fake')?.value,
      averagePrecisionReal: averagePrecision(ranking, 'real')?.value,
    };
    for (const name of RANKED_FIGURES) {
      const value = found[name];
      if (value !== null && value !== undefined) values[name].push(value);
    }
    yield resample;
  }
  const intervalOf = (name: RankedFigure): Interval | null => {
    if (values[name].length === 0) return null;
    const rising = Float64Array.from(values[name]).sort();
    return {
      low: quantile(rising, (1 - confidence) / 2),
      high: quantile(rising, (1 + confidence) / 2),
      confidence,
    };
  };
  return {
    auc: intervalOf('auc'),
    equalErrorRate: intervalOf('equalErrorRate'),
    averagePrecisionFake: intervalOf('averagePrecisionFake'),
    averagePrecisionReal: intervalOf('averagePrecisionReal'),
  };
}

type Sorted = {
  /** Distinct, falling. */
  readonly scores: Float64Array;
  /** [N] Which of them an image has; negative less one where it is a fake: one number an image. */
  readonly places: Int32Array;
  readonly fakeCounts: Float64Array;
  readonly realCounts: Float64Array;
};

function sortedOnce(scored: Scored): Sorted {
  assertScored(scored);
  const { scores, labels } = scored;
  const n = scores.length;
  const distinct = Float64Array.from(new Set(Array.from(scores)))
    .sort()
    .reverse();
  const placeOf = new Map(Array.from(distinct, (score, place) => [score, place]));
  const places = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const place = placeOf.get(scores[i]!)!;
    places[i] = labels[i] === FAKE ? -place - 1 : place;
  }
  return {
    scores: distinct,
    places,
    fakeCounts: new Float64Array(distinct.length),
    realCounts: new Float64Array(distinct.length),
  };
}

/** As `rankScores` makes it of the images that were drawn: scores that no image has are no thresholds. */
function drawn({ scores, places, fakeCounts, realCounts }: Sorted, integer: (below: number) => number): Ranking {
  const n = places.length;
  fakeCounts.fill(0);
  realCounts.fill(0);
  for (let i = 0; i < n; i++) {
    const place = places[integer(n)]!;
    if (place < 0) fakeCounts[-place - 1]! += 1;
    else realCounts[place]! += 1;
  }
  const thresholds = new Float64Array(scores.length + 1);
  const fakesCalledFake = new Float64Array(scores.length + 1);
  const realsCalledFake = new Float64Array(scores.length + 1);
  thresholds[0] = Number.POSITIVE_INFINITY;
  let [points, fakes, reals] = [1, 0, 0];
  for (let place = 0; place < scores.length; place++) {
    if (fakeCounts[place]! + realCounts[place]! === 0) continue;
    fakes += fakeCounts[place]!;
    reals += realCounts[place]!;
    thresholds[points] = scores[place]!;
    fakesCalledFake[points] = fakes;
    realsCalledFake[points] = reals;
    points++;
  }
  return {
    thresholds: thresholds.subarray(0, points),
    fakesCalledFake: fakesCalledFake.subarray(0, points),
    realsCalledFake: realsCalledFake.subarray(0, points),
    fakes,
    reals,
  };
}
