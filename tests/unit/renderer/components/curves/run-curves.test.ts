import { describe, expect, it } from 'vitest';
import { runCurves, trainedMinutes } from '#renderer/components/curves/run-curves.ts';
import type { Curves } from '#renderer/features/training/live-steps.ts';

const MINUTE_MS = 60_000;

/** Two epochs of two steps, a second apart. */
const curves: Curves = {
  steps: {
    step: [1, 2, 3, 4],
    epoch: [1, 1, 2, 2],
    loss: [0.7, null, 0.5, 0.4],
    accuracy: [0.5, 0.5, 0.75, 0.75],
    learningRate: [1e-4, 1e-4, 1e-5, 1e-5],
    imagesPerSecond: [20, 21, 22, 23],
    memoryBytes: [2 ** 30, 2 ** 30, 2 ** 31, 2 ** 31],
    atMs: [0, 1_000, 2_000, 3_000],
  },
  epochs: [1, 2].map((epoch) => ({
    ...{ epoch, step: 2 * epoch, learningRate: 1e-4, durationMs: 2_000, outsideTensorflowMs: 0, imagesPerSecond: 20 },
    ...{
      trainLoss: 0.6,
      trainAccuracy: 0.5,
      validLoss: 0.5 / epoch,
      validAccuracy: 0.6,
      isBest: epoch === 1,
      endedAtMs: 0,
    },
  })),
};
const charts = (x: 'step' | 'epoch' | 'time') => runCurves(curves, { x, isLogLoss: false, stepsPerEpoch: 2 });
const xOf = (x: 'step' | 'epoch' | 'time') => charts(x).charts[0]?.series.map((series) => series.x);

describe('the curves of a run', () => {
  it('run along steps, along epochs with their fractions, or along the time trained', () => {
    expect(xOf('step')).toEqual([
      [1, 2, 3, 4],
      [2, 4],
    ]);
    expect(xOf('epoch')).toEqual([
      [0.5, 1, 1.5, 2],
      [1, 2],
    ]);
    expect(xOf('time')?.[1]).toEqual([1_000 / MINUTE_MS, 3_000 / MINUTE_MS]);
  });

  it('are five, loss and accuracy with validation beside training, and the best epoch is marked where it lies', () => {
    const { charts: all, mark } = charts('step');
    expect(all.map(({ id, series }) => [id, series.length])).toEqual([
      ['loss', 2],
      ['accuracy', 2],
      ['learning-rate', 1],
      ['speed', 1],
      ['memory', 1],
    ]);
    expect(mark).toEqual({ x: 2, label: 'best: epoch 1' });
    expect(all[4]?.series[0]?.y).toEqual([1, 1, 2, 2]); // GiB
  });

  it('name their values with units', () => {
    const [loss, accuracy, rate, speed, memory] = charts('epoch').charts.map(({ yAxis }) => yAxis);
    expect(loss?.format(0.12345)).toBe('0.1235');
    expect(accuracy?.format(0.987)).toBe('98.7 %');
    expect(accuracy?.formatTick?.(0.95)).toBe('95 %');
    expect(rate?.format(1e-4)).toBe('1e-4');
    expect(speed?.format(22.84)).toBe('22.8');
    expect(memory?.format(1.5)).toBe('1.50 GiB');
  });
});

describe('the time trained', () => {
  it('leaves out what passed between a stop and its resuming', () => {
    const steps = [0, 1_000, 2_000, 3_000, 8 * 3_600_000, 8 * 3_600_000 + 1_000];
    expect(trainedMinutes(steps).map((minutes) => minutes * MINUTE_MS)).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
  });

  it('takes a long step for a long step where all are long, and a clock that was set back for no time', () => {
    const long = [0, 70_000, 140_000, 300_000];
    expect(trainedMinutes(long).map((minutes) => Math.round(minutes * MINUTE_MS))).toEqual(long);
    expect(trainedMinutes([5_000, 1_000])).toEqual([0, 0]);
    expect(trainedMinutes([])).toEqual([]);
  });
});
