import { describe, expect, it } from 'vitest';
import { epochLine } from '#shared/report/epoch-line.ts';
import {
  dataSection,
  type Environment,
  environmentSection,
  header,
  networkSection,
  optimizerSection,
  type TrainingData,
} from '#shared/report/sections.ts';

const environment: Environment = {
  deviceName: 'GeForce RTX 3080',
  seed: 42,
  gpus: 1,
  cpus: 20,
  memoryBytes: 25.7 * 2 ** 30,
};

const data: TrainingData = {
  trainPath: 'data/face_images.csv',
  testPath: null,
  batchSize: 32,
  validShare: 0.2,
  trainSamples: 16_000,
  validSamples: 4_000,
  badRows: 0,
  revision: null,
};

const epoch = {
  epoch: 1,
  epochs: 20,
  train: { accuracy: 0.9083125, loss: 0.21522 },
  valid: { accuracy: 0.9595, loss: 0.10759 },
  learningRate: 1e-4,
  durationMs: 24_400,
};

describe('the sections', () => {
  it("read as the README of the reference project shows them for its train.py, to the blank after 'Test path :'", () => {
    const printed = [
      header({ network: 'ResNet', device: 'cuda', isTest: false }),
      environmentSection(environment),
      dataSection(data),
      networkSection({ title: 'ResNet', checkpoint: null, parameters: 11_177_538 }),
      optimizerSection({ type: 'Adam', learningRate: 1e-4, weightDecay: 1e-2 }),
      epochLine(epoch),
    ].join('\n\n');

    expect(printed.split('\n')).toEqual([
      '--------------------------------',
      'Running ResNet on device cuda',
      '',
      '[+] System environments',
      ' Device: GeForce RTX 3080',
      ' Random seed : 42',
      ' The number of gpus : 1',
      ' The number of cpus : 20',
      ' Memory Size : 26G',
      '',
      '[+] Data',
      ' Train path : data/face_images.csv',
      ' Test path : ',
      ' Batch size : 32',
      ' Valid proportions : 0.2',
      ' The number of train samples : 16,000',
      ' The number of valid samples : 4,000',
      '',
      '[+] Network',
      ' Type: ResNet',
      ' Model parameters: 11,177,538',
      '',
      '[+] Optimizer',
      ' Type: Adam',
      ' Learning rate: 0.0001',
      ' Weight Decay: 0.01',
      '',
      '[ 1/20] Epoch 1: Train Accuracy = 90.83125, Train Loss = 0.21522, Valid Accuracy = 95.95000, Valid Loss = 0.10759, lr = 0.0001 (time elapsed 00:00:24)',
    ]);
  });

  it('read as shown for its test.py', () => {
    const checkpoint = './log/ResNet/checkpoints/0009.pth';

    expect(header({ network: 'ResNet', device: 'cuda', isTest: true }).split('\n')).toEqual([
      '--------------------------------',
      'Running ResNet on device cuda',
      'WARNING: THIS IS TEST MODE!!',
    ]);
    expect(networkSection({ title: 'ResNet', checkpoint, parameters: 11_177_538 }).split('\n')).toEqual([
      '[+] Network',
      ' Type: ResNet',
      ' Checkpoint: ./log/ResNet/checkpoints/0009.pth',
      ' Model parameters: 11,177,538',
    ]);
  });

  it('say how many bad rows were left out, and that a split was given', () => {
    const printed = dataSection({ ...data, testPath: 'test.csv', validShare: null, badRows: 1_204 });

    expect(printed).toContain('\n Test path : test.csv\n');
    expect(printed).toContain('\n Valid proportions : as the data say\n');
    expect(printed).toContain('\n The number of bad rows left out : 1,204');
  });

  it('say what revisions came to, and nothing where there are none', () => {
    const revised = dataSection({ ...data, revision: { number: 3, relabelledCount: 2, excludedCount: 1_005 } });

    expect(revised).toMatch(/\n Revision : 3 \(2 relabelled, 1,005 excluded\)$/);
    expect(dataSection({ ...data, revision: { number: 0, relabelledCount: 0, excludedCount: 0 } })).toBe(
      dataSection(data),
    );
  });
});

describe('epochLine', () => {
  it('aligns the epoch to the width of the last one', () => {
    expect(epochLine({ ...epoch, epoch: 7, epochs: 9 })).toMatch(/^\[7\/9\] Epoch 7: /);
    expect(epochLine({ ...epoch, epoch: 7, epochs: 100 })).toMatch(/^\[ {2}7\/100\] Epoch 7: /);
  });

  it('writes a small learning rate as Python does', () => {
    expect(epochLine({ ...epoch, learningRate: 1e-4 * 0.1 })).toContain('lr = 1e-05 (');
  });
});
