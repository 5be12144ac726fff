import { describe, expect, it } from 'vitest';
import { startRun, stepMetric, temporaryStore } from './workspace.ts';

const steps = (count: number, lossOf: (step: number) => number = (step) => step) =>
  Array.from({ length: count }, (_, i) => stepMetric(i + 1, { loss: lossOf(i + 1), epoch: Math.floor(i / 10) + 1 }));

describe('the steps of a run, thinned', () => {
  it('are as they are where there are few enough', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    store.steps.record(id, steps(12));
    expect(store.steps.thinned(id, 12)).toEqual(store.steps.columns(id));
    expect(store.steps.thinned(id, 10).step).toHaveLength(10);
  });

  it('keep the first and the last, and stand for their neighbours in between by their mean', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    store.steps.record(id, steps(42));
    const thinned = store.steps.thinned(id, 12); // 40 steps between the ends, by fours
    expect(thinned.loss).toEqual([1, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5, 35.5, 39.5, 42]);
    expect(thinned.step).toEqual([1, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 42]); // a step is a whole number
    expect(thinned.epoch.at(-1)).toBe(5);
  });

  it('leave a step that diverged out of the mean, and say nothing where all did', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    store.steps.record(
      id,
      steps(42, (step) => (step === 2 || (step >= 6 && step <= 9) ? Number.NaN : step)),
    );
    expect(store.steps.thinned(id, 12).loss.slice(0, 4)).toEqual([1, 4, null, 11.5]);
  });

  it('may have gaps: a stretch without a step is not there', () => {
    const store = temporaryStore();
    const { id } = startRun(store);
    store.steps.record(
      id,
      steps(100).filter(({ step }) => step <= 20 || step >= 90),
    );
    const { step } = store.steps.thinned(id, 12);
    expect(step.length).toBeLessThan(12);
    expect(step).toEqual(step.toSorted((a, b) => a - b));
    expect([step[0], step.at(-1)]).toEqual([1, 100]);
  });

  it('of a run without any are empty', () => {
    const store = temporaryStore();
    expect(store.steps.thinned(startRun(store).id, 10).step).toEqual([]);
  });
});
