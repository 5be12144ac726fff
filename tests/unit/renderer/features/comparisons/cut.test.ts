import { describe, expect, it } from 'vitest';
import { countsAt, cutsOf, nearestCut, placeOnCurve } from '#renderer/features/comparisons/scores/cut.ts';
import { cutOfClick } from '#renderer/features/comparisons/scores/score-curve-option.ts';
import type { TestScores } from '#shared/contract/comparisons.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { confusion } from '#shared/metrics/confusion.ts';
import { rankScores } from '#shared/metrics/ranking.ts';
import { rocCurve } from '#shared/metrics/roc.ts';

/** Ties across the classes, scores at both ends. */
const SCORED = { scores: [0, 0.2, 0.2, 0.4, 0.7, 0.7, 0.9, 1], labels: [1, 1, 0, 1, 0, 1, 0, 0] as (0 | 1)[] };
const TEST = 7 as EvaluationId;

function scoresOf(positiveClass: 'fake' | 'real'): TestScores {
  const roc = rocCurve(rankScores(SCORED), positiveClass);
  if (roc === null) throw new Error('Both classes are there.');
  return {
    confusion: confusion({ ...SCORED, threshold: 0.5 }),
    positiveClass,
    roc: {
      falsePositiveRate: [...roc.falsePositiveRates],
      truePositiveRate: [...roc.truePositiveRates],
      threshold: [...roc.thresholds].map((threshold) => (Number.isFinite(threshold) ? threshold : null)),
    },
  } as TestScores; // the rest is not read here
}

describe('a threshold on the curves', () => {
  it.each(['fake', 'real'] as const)('has the counts of the confusion matrix there, %s positive', (positiveClass) => {
    const scores = scoresOf(positiveClass);
    const cuts = cutsOf(scores);
    expect(cuts).toEqual([0, 0.2, 0.4, 0.7, 0.9, 1]);
    for (const threshold of cuts) {
      const { fakeCalledReal, realCalledFake } = confusion({ ...SCORED, threshold });
      const wanted = { fakes: 4, reals: 4, missedFakes: fakeCalledReal, falseAlarms: realCalledFake };
      expect(countsAt(scores, threshold)).toEqual(wanted);
    }
    expect(countsAt(scores, 0.3)).toBeNull();
  });

  it('stands at the first one that calls the same faces fake, else at the last one', () => {
    const cuts = [0.1, 0.4, 0.8];
    expect([0, 0.4, 0.41, 0.9].map((threshold) => nearestCut(cuts, threshold))).toEqual([0, 1, 2, 2]);
  });

  it('is marked at the point of a thinned curve that is nearest', () => {
    expect(placeOnCurve([null, 0.9, 0.5, 0.1], 0.55)).toBe(2);
    expect(placeOnCurve([null], 0.5)).toBeNull();
  });
});

describe('a click on a curve', () => {
  const axis = { name: 'rate', format: String };
  const line = { name: 'a', colour: '#000', x: [0, 1], y: [0, 1] };
  const series = [
    { ...line, evaluationId: TEST, thresholds: [null, 0.25] },
    { ...line, evaluationId: null, thresholds: [null, null] },
  ];
  const chart = { series, xAxis: axis, yAxis: axis };

  it('is one on a threshold of its test', () => {
    expect(cutOfClick(chart, { seriesId: 'curve 0', dataIndex: 1 })).toEqual({ evaluationId: TEST, threshold: 0.25 });
  });

  it('leads nowhere where nothing is called fake, on the line of chance, and beside the curves', () => {
    expect(cutOfClick(chart, { seriesId: 'curve 0', dataIndex: 0 })).toBeNull();
    expect(cutOfClick(chart, { seriesId: 'curve 1', dataIndex: 1 })).toBeNull();
    expect(cutOfClick(chart, { seriesId: 'cut', dataIndex: 0 })).toBeNull();
    expect(cutOfClick(chart, {})).toBeNull();
  });
});
