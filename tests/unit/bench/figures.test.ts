import { describe, expect, it } from 'vitest';
import {
  fastestReference,
  median,
  memoryFigure,
  outsideFigure,
  projectedSeconds,
  speedFigure,
  speedup,
} from '#tests/bench/figures.ts';
import type { Measurement } from '#tests/bench/measure.ts';
import type { Answer } from '#tests/bench/protocol.ts';
import type { Row } from '#tests/bench/rows.ts';

const row: Row = {
  id: 'train_step',
  title: 'train step',
  task: { kind: 'train_step', steps: 1, batch: 8, sizePx: 8 },
  atLeast: 1.15,
  reachFor: 1.4,
  memoryAtMost: 1,
};

const answer = (seconds: number, more: Partial<Answer> = {}): Answer => ({
  items: 8, // a power of two: seconds an item are exact
  seconds,
  peakMemoryBytes: 1e9,
  peakDeviceMemoryBytes: null,
  secondsInTensorflow: null,
  parts: null,
  cpuSeconds: seconds,
  ...more,
});

const measurement = (answers: Measurement['answers']): Measurement => ({ row, answers, othersShare: 0 });

describe('the figures of the bench', () => {
  it('take the median of an odd and of an even number of values', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('compare with the layout that is faster in the median, not in its best round', () => {
    const answers = { Facet: [answer(1)], a: [answer(1), answer(9), answer(9)], b: [answer(2), answer(2), answer(2)] };
    expect(fastestReference(answers)).toBe('b');
  });

  it('compare with eager PyTorch, and tell torch.compile beside it', () => {
    const answers = { Facet: [answer(1)], eager: [answer(2)], 'torch.compile': [answer(1.5)] };
    expect(fastestReference(answers)).toBe('eager');
    expect(speedFigure(measurement(answers))).toMatchObject({
      value: '2.00x (2.00–2.00)',
      compiled: '187.5 ms (1.50x)',
    });
    expect(speedFigure(measurement({ Facet: [answer(1)], eager: [answer(2)] })).compiled).toBe('–');
  });

  it('divide pair by pair before they take the median', () => {
    // Ratios of pairs: 2, 1.5 and 1. The other layout is slower in every round.
    const answers = { Facet: [1, 2, 3], torch: [2, 3, 3], other: [4, 4, 4] };
    const asked = measurement(
      Object.fromEntries(
        Object.entries(answers).map(([name, seconds]) => [name, seconds.map((value) => answer(value))]),
      ),
    );
    expect(speedup(asked)).toEqual({ reference: 'torch', median: 1.5, least: 1, most: 2 });
  });

  it('say whether what was asked for was reached', () => {
    const verdict = (theirs: number) =>
      speedFigure(measurement({ Facet: [answer(1)], torch: [answer(theirs)] })).verdict;
    expect([1.1, 1.2, 1.5].map(verdict)).toEqual(['below', 'enough', 'reached']);
  });

  it('count less memory as better', () => {
    const figure = (bytes: number) =>
      memoryFigure(measurement({ Facet: [answer(1, { peakMemoryBytes: bytes })], torch: [answer(1)] }));
    expect(figure(1.1e9).verdict).toBe('below');
    expect(figure(0.9e9)).toMatchObject({ value: '0.90x', verdict: 'enough' });
    expect(figure(0.7e9).verdict).toBe('reached');
  });

  it('tell the part of the time that was spent outside TensorFlow, where it was measured', () => {
    expect(outsideFigure(measurement({ Facet: [answer(10)] }))).toBeNull();
    const figure = outsideFigure(measurement({ Facet: [answer(10, { secondsInTensorflow: 9.8 })] }));
    expect(figure).toMatchObject({ value: '2.0 %', verdict: 'enough' });
  });

  it('project an epoch from the rates of training and validation', () => {
    const parts = { train: { items: 100, seconds: 10 }, valid: { items: 50, seconds: 1 } };
    expect(projectedSeconds([answer(11, { parts })], { train: 1000, valid: 500 })).toBeCloseTo(110, 9);
  });
});
