/** Things to put into a store. Free of the test runner: child processes use them too. */
import { createHash } from 'node:crypto';
import type { NewImage } from '#main/store/datasets.ts';
import type { EpochResult } from '#main/store/epochs.ts';
import type { NewEvaluation } from '#main/store/evaluations.ts';
import type { Store } from '#main/store/open.ts';
import type { NewRun } from '#main/store/runs.ts';
import { FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import type { DatasetSummary, EvaluationSummary, ImageId, Run, StepMetric } from '#shared/domain/records.ts';

/** 2026-11-24 02:00 UTC. */
export const NOON_MS = Date.UTC(2026, 10, 24, 12);

/** A clock that goes on by one second each time it is asked. */
export function tickingClock(startMs = NOON_MS): () => number {
  let nowMs = startMs;
  return () => (nowMs += 1_000);
}

export const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

/** Every second one is real. */
export const newImage = (index: number, overrides: Partial<NewImage> = {}): NewImage => ({
  line: index + 2,
  path: `faces/${index}.jpg`,
  sha256: sha256Of(`face ${index}`),
  sizeBytes: 10_000 + index,
  width: 256,
  height: 256,
  format: 'jpeg',
  label: (index % 2 === 0 ? REAL : FAKE) satisfies Label,
  split: null,
  group: null,
  source: null,
  metadata: {},
  ...overrides,
});

export const newImages = (count: number) => Array.from({ length: count }, (_, index) => newImage(index));

export type SavedDataset = { readonly dataset: DatasetSummary; readonly imageIds: readonly ImageId[] };

export function saveDataset(
  store: Store,
  images: readonly NewImage[] = newImages(10),
  csvPath = '/data/faces.csv',
): SavedDataset {
  const dataset = store.datasets.save({ name: 'faces', csvPath, csvSha256: sha256Of(csvPath), badCount: 0, images });
  return { dataset, imageIds: store.images.list(dataset.id).map((image) => image.id) };
}

export function newRun({ dataset, imageIds }: SavedDataset, overrides: Partial<NewRun> = {}): NewRun {
  return {
    network: 'resnet18',
    seed: 7,
    config: { network: 'resnet18', optimizer: { lr: 0.001 } },
    configYaml: 'network: resnet18\n',
    configFile: 'configs/resnet18.yaml',
    environment: { platform: 'linux' },
    versions: { tensorflow: '2.21.0' },
    datasetId: dataset.id,
    splitSeed: 3,
    faces: { train: imageIds.slice(0, 8), valid: imageIds.slice(8) },
    plannedEpochs: 20,
    ...overrides,
  };
}

export function startRun(store: Store, overrides: Partial<NewRun> = {}): Run {
  const { id } = store.runs.create(newRun(saveDataset(store), overrides));
  return store.runs.changeStatus(id, { to: 'running', device: 'CPU' });
}

export const epochResult = (epoch: number, overrides: Partial<EpochResult> = {}): EpochResult => ({
  epoch,
  step: epoch * 10,
  trainLoss: 1 / epoch,
  trainAccuracy: 0.5,
  validLoss: 1 / epoch,
  validAccuracy: 0.6,
  learningRate: 0.001,
  durationMs: 4_000,
  outsideTensorflowMs: 40,
  imagesPerSecond: 22.8,
  isBest: true,
  checkpoints: {
    written: [
      {
        kind: 'epoch',
        epoch,
        file: `checkpoints/${String(epoch).padStart(4, '0')}.safetensors`,
        sha256: sha256Of(`weights ${epoch}`),
        sizeBytes: 44_000_000,
      },
      { kind: 'last', epoch, file: 'checkpoints/last.json', sha256: sha256Of(`last ${epoch}`), sizeBytes: 600 },
    ],
  },
  ...overrides,
});

export const stepMetric = (step: number, overrides: Partial<StepMetric> = {}): StepMetric => ({
  step,
  epoch: 1,
  loss: 0.5,
  accuracy: 0.75,
  learningRate: 0.001,
  imagesPerSecond: 22.8,
  memoryBytes: 2 ** 30,
  atMs: NOON_MS + step,
  ...overrides,
});

export function startEvaluation(
  store: Store,
  { dataset }: SavedDataset,
  overrides: Partial<NewEvaluation> = {},
): EvaluationSummary {
  return store.evaluations.start({
    runId: null,
    checkpointFile: 'best.safetensors',
    checkpointSha256: sha256Of('best'),
    datasetId: dataset.id,
    splitName: 'test',
    threshold: 0.5,
    positiveClass: 'fake',
    device: 'CPU',
    ...overrides,
  });
}
