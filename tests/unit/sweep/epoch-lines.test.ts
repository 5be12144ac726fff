import { describe, expect, it } from 'vitest';
import { epochLine } from '#shared/report/epoch-line.ts';
import { loggedEpochs } from '#shared/sweep/epoch-lines.ts';

const line = (epoch: number, validLoss: number) =>
  epochLine({
    ...{ epoch, epochs: 20, learningRate: 1e-4, durationMs: 83_400 },
    train: { loss: 0.5, accuracy: 0.75 },
    valid: { loss: validLoss, accuracy: 0.87654321 },
  });

describe('the epochs of a log', () => {
  it('are read from the lines that a training prints', () => {
    expect(loggedEpochs(`Running ResNet on device cpu\n${line(1, 0.25)}\nsomething else\n${line(2, 0.125)}\n`)).toEqual(
      [
        { epoch: 1, validLoss: 0.25, validAccuracy: expect.closeTo(0.8765432, 9), durationMs: 83_000 },
        { epoch: 2, validLoss: 0.125, validAccuracy: expect.closeTo(0.8765432, 9), durationMs: 83_000 },
      ],
    );
  });

  it('count once where one was done again, as it was last', () => {
    const log = [line(1, 0.5), line(2, 0.4), line(3, 0.3), line(2, 0.6)].join('\n');
    expect(loggedEpochs(log).map(({ epoch, validLoss }) => [epoch, validLoss])).toEqual([
      [1, 0.5],
      [2, 0.6],
    ]);
  });

  it('have no loss where the training diverged, and are none in an empty log', () => {
    expect(loggedEpochs(line(1, Number.NaN))[0]?.validLoss).toBeNull();
    expect(loggedEpochs('')).toEqual([]);
  });
});
