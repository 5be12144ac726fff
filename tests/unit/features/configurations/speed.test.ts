import { describe, expect, it } from 'vitest';
import { chosenDevice, estimateSpeed, measuredFor, speedDevice } from '#main/features/configurations/speed.ts';
import type { MeasuredSpeed, SpeedKey } from '#main/store/speeds.ts';

const KEY: SpeedKey = { network: 'resnet18', height: 224, width: 224, batchSize: 32, device: 'CPU (X), 2 threads' };
const COUNTS = { train: 800, valid: 200 };

const measured = (overrides: Partial<MeasuredSpeed> = {}): MeasuredSpeed => ({
  ...KEY,
  trainImagesPerSecond: 20,
  evaluateImagesPerSecond: 50,
  memoryBytes: 2e9,
  runName: 'calm-heron-1',
  measuredAtMs: Date.UTC(2026, 10, 24, 12),
  ...overrides,
});

describe('estimateSpeed', () => {
  it('divides the images of an epoch by what was measured with the same network, size, batch and device', () => {
    expect(estimateSpeed(KEY, [measured()], COUNTS)).toEqual({
      trainImagesPerSecond: 20,
      secondsPerEpoch: 800 / 20 + 200 / 50,
      basis: 'measured on calm-heron-1, 24 Nov 2026',
      isExact: true,
    });
  });

  it('scales by the pixels from another size and says that it is a guess', () => {
    const estimate = estimateSpeed(KEY, [measured({ height: 112, width: 112, trainImagesPerSecond: 80 })], COUNTS);
    expect(estimate).toMatchObject({
      trainImagesPerSecond: 20,
      basis: 'a guess: measured on calm-heron-1, 24 Nov 2026 at 112 × 112, scaled by the pixels',
      isExact: false,
    });
  });

  it('takes the same size with another batch before another size', () => {
    const known = [
      measured({ height: 112, width: 112 }),
      measured({ batchSize: 8, trainImagesPerSecond: 15, runName: null }),
    ];
    expect(estimateSpeed(KEY, known, COUNTS)).toMatchObject({
      trainImagesPerSecond: 15,
      basis: 'a guess: measured on random images, 24 Nov 2026 with batches of 8',
      isExact: false,
    });
  });

  it('takes the nearest of several sizes', () => {
    const known = [32, 192, 512].map((side) => measured({ height: side, width: side }));
    expect(estimateSpeed(KEY, known, COUNTS)?.basis).toContain('at 192 × 192');
  });

  it('knows the speed without the time while nobody knows how many images there are', () => {
    expect(estimateSpeed(KEY, [measured()], null)).toMatchObject({ trainImagesPerSecond: 20, secondsPerEpoch: null });
  });

  it('says nothing of a network that was never measured', () => {
    expect(estimateSpeed({ ...KEY, network: 'vgg16' }, [measured()], COUNTS)).toBeNull();
    expect(measuredFor({ ...KEY, batchSize: 31 }, [measured()])).toBeNull();
    expect(measuredFor(KEY, [measured()])).toEqual(measured());
  });
});

describe('chosenDevice', () => {
  const cpu = { kind: 'cpu', name: 'CPU (X)' } as const;
  const gpu = { kind: 'gpu', name: 'NVIDIA H100' } as const;

  it('is the GPU where there is one, unless the CPU is asked for', () => {
    expect(chosenDevice({ device: 'auto', threads: 0 }, gpu)).toMatchObject({
      kind: 'gpu',
      name: 'NVIDIA H100',
      isAvailable: true,
    });
    expect(chosenDevice({ device: 'cpu', threads: 0 }, gpu)).toMatchObject({ kind: 'cpu', isAvailable: true });
    expect(chosenDevice({ device: 'auto', threads: 0 }, cpu)).toMatchObject({ kind: 'cpu', isAvailable: true });
  });

  it('is not to be had where a GPU is asked for and there is none', () => {
    expect(chosenDevice({ device: 'cuda', threads: 0 }, cpu)).toMatchObject({ kind: 'cpu', isAvailable: false });
  });

  it('is as fast as it has threads, where it is a CPU', () => {
    expect(speedDevice(chosenDevice({ device: 'cpu', threads: 3 }, cpu))).toBe('CPU (X), 3 threads');
    expect(speedDevice(chosenDevice({ device: 'auto', threads: 3 }, gpu))).toBe('NVIDIA H100');
  });
});
