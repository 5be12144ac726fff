import { describe, expect, it } from 'vitest';
import { differences, differencesFromDefaults } from '#renderer/features/runs/run/config/differences.ts';
import { epochsCsv, stepsCsv } from '#renderer/features/runs/run/curves/curves-csv.ts';
import { intervalText } from '#renderer/features/runs/run/tests/interval-text.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import type { StepColumns } from '#shared/contract/runs.ts';
import { EpochRecord } from '#shared/domain/records.ts';

const config = (yaml = '') =>
  parseExperiment(`network: resnet18\ndata: { train: faces.csv, random_split: True }\n${yaml}`, { file: 'a test' })
    .config;

describe('the differences of configurations', () => {
  it('are those from the defaults, also of a default that follows a choice', () => {
    expect(differencesFromDefaults(config())).toEqual([]);
    const changed = differencesFromDefaults(config('seed: 7\noptimizer: { type: Adadelta }'));
    expect(changed.map(({ key, to }) => [key, to])).toEqual([
      ['seed', '7'],
      ['optimizer.type', '"Adadelta"'],
    ]);
  });

  it('are those from another one, keys that only one of them has included', () => {
    const [from, to] = [
      { seed: 1, optimizer: { lr: 1e-3 }, old: true },
      { seed: 2, optimizer: { lr: 1e-3 } },
    ];
    expect(differences(from, to)).toEqual([
      { key: 'seed', title: 'Seed', from: '1', to: '2' },
      { key: 'old', title: 'old', from: 'true', to: null },
    ]);
  });
});

const epoch = (number: number, isBest: boolean): EpochRecord =>
  EpochRecord.parse({
    epoch: number,
    step: 10 * number,
    trainLoss: 0.5,
    trainAccuracy: 0.8,
    validLoss: number === 2 ? null : 0.6 / number,
    validAccuracy: 0.7,
    learningRate: 1e-3,
    durationMs: 1_000,
    outsideTensorflowMs: 10,
    imagesPerSecond: 20,
    isBest,
    endedAtMs: 0,
  });

const steps: StepColumns = {
  step: [1, 10, 20],
  epoch: [1, 1, 2],
  loss: [0.7, null, 0.3],
  accuracy: [0.5, 0.6, 0.7],
  learningRate: [1e-3, 1e-3, 1e-3],
  imagesPerSecond: [20, 20, 20],
  memoryBytes: [1, 2, 3],
  atMs: [0, 1, 2],
};

describe("a run's curves", () => {
  it('are exported with gaps where a measure was no number', () => {
    expect(epochsCsv([epoch(2, false)]).split('\r\n')[1]).toBe('2,20,0.5,0.8,,0.7,0.001,1000,20');
    expect(stepsCsv(steps).split('\r\n').slice(0, 3)).toEqual([
      'step,epoch,loss,accuracy,learningRate,imagesPerSecond,memoryBytes',
      '1,1,0.7,0.5,0.001,20,1',
      '10,1,,0.6,0.001,20,2',
    ]);
  });
});

describe('how sure a rate is', () => {
  it('is Wilson’s interval: 95 of 100', () => {
    expect(intervalText(0.95, 100)).toBe('88.8 to 97.8 %');
    expect(intervalText(null, 100)).toBe('');
    expect(intervalText(0.5, 0)).toBe('');
  });
});
