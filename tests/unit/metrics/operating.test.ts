import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOW_FALSE_ALARM_RATE } from '#shared/contract/predictions.ts';
import {
  bestF1Point,
  type Costs,
  type CountsAt,
  countsAt,
  equalErrorPoint,
  leastCostPoint,
  lowFalseAlarmPoint,
  thinnedPoints,
} from '#shared/metrics/operating.ts';
import { rankScores } from '#shared/metrics/ranking.ts';
import { expected, randomSet, scoredOf } from './expected.ts';

type Point = CountsAt | null;
type ExpectedPresets = {
  half: CountsAt;
  eer: Point;
  bestF1: Point;
  lowFalseAlarms: Point;
  costs: (Costs & { point: Point })[];
};

/** What scikit-learn gives (tests/parity/thresholds.py writes it). */
const file = new URL('./thresholds.expected.json', import.meta.url);
const wanted = (JSON.parse(readFileSync(file, 'utf8')) as { sets: Record<string, ExpectedPresets> }).sets; // our own script's

for (const set of expected.sets.filter(({ name }) => wanted[name] !== undefined))
  it(`finds scikit-learn's thresholds on ${set.name}, with exact counts`, () => {
    const ranking = rankScores(scoredOf(set));
    const presets = wanted[set.name];
    expect({
      half: countsAt(ranking, 0.5),
      eer: equalErrorPoint(ranking),
      bestF1: bestF1Point(ranking),
      lowFalseAlarms: lowFalseAlarmPoint(ranking, LOW_FALSE_ALARM_RATE),
      costs: presets?.costs.map(({ missedFake, falseAlarm }) => ({
        ...{ missedFake, falseAlarm },
        point: leastCostPoint(ranking, { missedFake, falseAlarm }),
      })),
    }).toEqual(presets);
  });

describe('operating points', () => {
  const scored = randomSet({ seed: 8, n: 20_000, levels: 2 ** 20, fakeShare: 0.4, separation: 0.3 });
  const ranking = rankScores(scored);

  it('are thinned to true ones, first and last among them, by rising threshold', () => {
    const points = thinnedPoints(ranking, 1_000);
    expect(points.length).toBeLessThanOrEqual(1_000);
    expect(points.length).toBeGreaterThan(900);
    for (const point of points) expect(countsAt(ranking, point.threshold)).toEqual(point);
    const thresholds = points.map(({ threshold }) => threshold);
    expect(thresholds).toEqual(thresholds.toSorted((a, b) => a - b));
    expect(points[0]).toMatchObject({ fakesCalledFake: ranking.fakes, realsCalledFake: ranking.reals });
    expect(points.at(-1)?.threshold).toBe(ranking.thresholds[1]);
  });

  it('are none where there is no face', () => {
    const none = rankScores({ scores: [], labels: [] });
    expect(thinnedPoints(none, 10)).toEqual([]);
    expect(leastCostPoint(none, { missedFake: 1, falseAlarm: 1 })).toBeNull();
  });

  it('count at any threshold what a look at each score counts', () => {
    for (const threshold of [0, 0.25, 0.5, 0.9999, 1]) {
      let [fakes, reals] = [0, 0];
      for (let i = 0; i < scored.scores.length; i++)
        if (scored.scores[i]! >= threshold) scored.labels[i] === 0 ? fakes++ : reals++;
      expect(countsAt(ranking, threshold)).toEqual({ threshold, fakesCalledFake: fakes, realsCalledFake: reals });
    }
  });
});
