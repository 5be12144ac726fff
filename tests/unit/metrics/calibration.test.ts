import { describe, expect, it } from 'vitest';
import { brierScore, calibration, logLoss } from '#shared/metrics/calibration.ts';
import { expected, scoredOf } from './expected.ts';

for (const set of expected.sets)
  describe(`on ${set.name}`, () => {
    const scored = scoredOf(set);
    const wanted = set.calibration;

    it("has scikit-learn's log loss and Brier score", () => {
      expect(logLoss(scored)).toBeCloseTo(wanted.logLoss, 12);
      expect(brierScore(scored)).toBeCloseTo(wanted.brierScore, 12);
    });

    it("has the bins of scikit-learn's calibration curve, and the error that follows", () => {
      const { bins, expectedCalibrationError, n } = calibration(scored);
      const filled = bins.filter((bin) => bin.n > 0);

      expect(n).toBe(scored.scores.length);
      expect(bins.map((bin) => bin.n)).toEqual(wanted.binSizes);
      expect(filled.map((bin) => bin.fakeShare)).toEqual(wanted.fakeShares.map((share) => expect.closeTo(share, 12)));
      expect(filled.map((bin) => bin.meanScore)).toEqual(wanted.meanScores.map((mean) => expect.closeTo(mean, 12)));
      expect(expectedCalibrationError).toBeCloseTo(wanted.expectedCalibrationError, 12);
    });
  });

it('is calibrated where a score of 0.75 means three fakes in four', () => {
  const { bins, expectedCalibrationError } = calibration({ scores: [0.75, 0.75, 0.75, 0.75], labels: [0, 0, 0, 1] });

  expect(expectedCalibrationError).toBe(0);
  expect(bins[7]).toEqual({ from: expect.closeTo(0.7, 15), to: 0.8, n: 4, meanScore: 0.75, fakeShare: 0.75 });
});

it('says that an empty bin has neither mean nor share, and an empty set no figure', () => {
  const empty = { scores: [], labels: [] };

  expect(calibration(empty, 2)).toEqual({
    n: 0,
    bins: [
      { from: 0, to: 0.5, n: 0, meanScore: null, fakeShare: null },
      { from: 0.5, to: 1, n: 0, meanScore: null, fakeShare: null },
    ],
    expectedCalibrationError: null,
  });
  expect(logLoss(empty)).toBeNull();
  expect(brierScore(empty)).toBeNull();
});

it('is ln 2 for a coin toss', () => {
  expect(logLoss({ scores: [0.5, 0.5, 0.5], labels: [0, 1, 1] })).toBeCloseTo(Math.LN2, 15);
});
