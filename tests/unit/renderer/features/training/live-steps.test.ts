import { describe, expect, it } from 'vitest';
import {
  afterFetched,
  type Curves,
  NO_CURVES,
  newerThan,
  withEpoch,
  withSteps,
} from '#renderer/features/training/live-steps.ts';
import type { StepColumns } from '#shared/contract/runs.ts';
import type { EpochRecord } from '#shared/domain/records.ts';

/** Steps with a loss of `loss` each. */
const steps = (numbers: readonly number[], loss = 1): StepColumns => ({
  step: [...numbers],
  epoch: numbers.map(() => 1),
  loss: numbers.map(() => loss),
  accuracy: numbers.map(() => 0.5),
  learningRate: numbers.map(() => 0.1),
  imagesPerSecond: numbers.map(() => 20),
  memoryBytes: numbers.map(() => 1),
  atMs: numbers.map((step) => step * 1000),
});

const epoch = (number: number): EpochRecord => ({
  ...{ epoch: number, step: number * 4, learningRate: 0.1, durationMs: 1, outsideTensorflowMs: 0 },
  ...{ trainLoss: 1, trainAccuracy: 0.5, validLoss: 1, validAccuracy: 0.5 },
  ...{ imagesPerSecond: 20, isBest: false, endedAtMs: number },
});

const heard = (...events: readonly (readonly number[])[]): Curves =>
  events.reduce((curves, numbers) => withSteps(curves, steps(numbers)), NO_CURVES);
const stepsOf = (curves: Curves) => curves.steps.step;

describe('curves that grow', () => {
  it('have every step once, whatever was heard before the fetched ones came', () => {
    const fetched: Curves = { epochs: [], steps: steps([1, 2, 3, 4]) };
    expect(stepsOf(afterFetched(fetched, heard([3, 4], [5], [6, 7])))).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(afterFetched(fetched, heard([3, 4])).steps).toBe(fetched.steps); // nothing new: nothing is copied
  });

  it('take steps that are done again for the ones from before', () => {
    const again = withSteps(withSteps(heard([1, 2, 3, 4, 5]), steps([4], 9)), steps([5], 9));
    expect(stepsOf(again)).toEqual([1, 2, 3, 4, 5]);
    expect(again.steps.loss).toEqual([1, 1, 1, 9, 9]);
    expect(again.steps.atMs).toHaveLength(5);
  });

  it('have each epoch once, and forget later ones where an epoch is done again', () => {
    const curves = [1, 2, 3, 2].map(epoch).reduce(withEpoch, NO_CURVES);
    expect(curves.epochs.map((record) => record.epoch)).toEqual([1, 2]);
    const fetched: Curves = { ...NO_CURVES, epochs: [epoch(1)] };
    expect(afterFetched(fetched, curves).epochs.map((record) => record.epoch)).toEqual([1, 2]);
  });

  it('let go of what has been fetched meanwhile', () => {
    const fetched: Curves = { epochs: [epoch(1)], steps: steps([2, 4]) }; // thinned: means of neighbours
    const rest = newerThan(fetched, withEpoch(heard([1, 2, 3], [4, 5]), epoch(2)));
    expect(stepsOf(rest)).toEqual([5]);
    expect(rest.epochs.map((record) => record.epoch)).toEqual([2]);
    expect(newerThan(fetched, heard([1, 2])).steps).toBe(NO_CURVES.steps);
  });

  it('stay as they are where nothing was heard', () => {
    const curves = heard([1]);
    expect(withSteps(curves, steps([]))).toBe(curves);
  });
});
