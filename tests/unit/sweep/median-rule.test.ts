import { describe, expect, it } from 'vitest';
import { bestOf, medianRule } from '#shared/sweep/median-rule.ts';

const rule = { min_epochs: 2, min_trials: 3, objective: 'valid_loss' } as const;

/** Means of the first two epochs: 0.5, 0.35, 0.3; median 0.35. Of the first three: 0.4, 0.3, 0.4; median 0.4. */
const COMPLETED = [
  [0.6, 0.4, 0.2, 0.1],
  [0.4, 0.3, 0.2, 0.2],
  [0.3, 0.3, 0.6, 0.9],
];

describe('the median rule', () => {
  it('stops a trial whose best objective is strictly worse than the median of the completed running means', () => {
    expect(medianRule([0.5, 0.36], COMPLETED, rule)).toEqual({
      shouldStop: true,
      epoch: 2,
      best: 0.36,
      median: expect.closeTo(0.35, 12),
    });
  });

  it('goes by the best epoch so far, not by the last one', () => {
    expect(medianRule([0.34, 0.9], COMPLETED, rule)).toMatchObject({ shouldStop: false, best: 0.34 });
  });

  it('lets one be that is exactly as good as the median', () => {
    const equal = [
      [0.5, 0.25],
      [0.5, 0.25],
      [0.5, 0.25],
    ]; // 0.375, exact in binary
    expect(medianRule([0.5, 0.375], equal, rule)).toMatchObject({ shouldStop: false, best: 0.375, median: 0.375 });
    expect(medianRule([0.5, 0.3750001], equal, rule).shouldStop).toBe(true);
  });

  it('compares with what the others had up to the same epoch', () => {
    expect(medianRule([0.5, 0.36, 0.36], COMPLETED, rule)).toMatchObject({
      shouldStop: false,
      median: expect.closeTo(0.4, 12),
    });
  });

  it('judges nobody before min_epochs, nor before min_trials are completed', () => {
    expect(medianRule([9], COMPLETED, rule)).toEqual({ shouldStop: false, epoch: 1, best: 9, median: null });
    expect(medianRule([9, 9], COMPLETED.slice(1), rule)).toMatchObject({ shouldStop: false, median: null });
    expect(medianRule([], COMPLETED, { ...rule, min_epochs: 1 })).toEqual({
      shouldStop: false,
      epoch: 0,
      best: null,
      median: null,
    });
  });

  it('takes the mean of the two in the middle where there is an even number', () => {
    const four = [...COMPLETED, [0.9, 0.9]]; // 0.5, 0.35, 0.3, 0.9: between 0.35 and 0.5
    expect(medianRule([0.5, 0.43], four, rule)).toMatchObject({ shouldStop: true, median: expect.closeTo(0.425, 12) });
  });

  it('counts a completed trial with fewer epochs by those that it has', () => {
    const short = [[0.2], [0.2], [0.8, 0.8, 0.8]];
    expect(medianRule([0.3, 0.3, 0.3], short, rule)).toMatchObject({ shouldStop: true, median: 0.2 });
  });

  it('turns round for an accuracy, of which more is better', () => {
    const accuracies = [
      [0.5, 0.75],
      [0.5, 0.75],
      [0.5, 0.75],
    ]; // 0.625
    const up = { ...rule, objective: 'valid_accuracy' } as const;
    expect(medianRule([0.6, 0.5], accuracies, up)).toEqual({ shouldStop: true, epoch: 2, best: 0.6, median: 0.625 });
    expect(medianRule([0.6, 0.7], accuracies, up).shouldStop).toBe(false);
  });

  it('calls what is no number worse than every number', () => {
    expect(medianRule([null, null], COMPLETED, rule)).toMatchObject({ shouldStop: true, best: null });
    expect(medianRule([0.9, 0.9], [[null], [null], [0.1]], rule)).toMatchObject({ shouldStop: false, median: null });
    expect(medianRule([null, null], [[null], [null], [0.1]], rule).shouldStop).toBe(false);
    expect(bestOf([null, 0.4, 0.5], 'valid_loss')).toBe(0.4);
    expect(bestOf([null], 'valid_accuracy')).toBeNull();
    expect(bestOf([0], 'valid_accuracy')).toBe(0);
  });
});
