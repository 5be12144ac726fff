/** A workspace as large as the aims speak of, written by the repositories themselves: 1,000 runs, 100,000 faces, 500,000 predictions. */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openStore, type Store } from '#main/store/open.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import { createRandom } from '#shared/domain/random.ts';
import type { DatasetId, ImageId } from '#shared/domain/records.ts';
import { facet } from '#tests/helpers/facet-process.ts';
import { epochResult, newImage, newRun, sha256Of, startEvaluation, stepMetric } from '#tests/unit/store/fixtures.ts';

const IMAGES = 100_000;
const RUNS = 1_000;
const EVALUATIONS = 5;
const EPOCHS = 8;
const STEPS = 40;
const BATCH = 1_000;
/** Drawn, and varied by a few bytes behind the picture into others with a hash of their own; the other names are links to those: 100,000 files would fill a disk. */
const DRAWN_FACES = 200;
const DIFFERENT_FACES = 5_000;
const FACE_PX = 224;

export type Large = { readonly datasetId: DatasetId };

export async function fillLargeWorkspace(workspace: string, folder: string): Promise<Large> {
  const facesFolder = path.join(folder, 'faces');
  const faces = await layFaces(facesFolder);
  mkdirSync(workspace, { recursive: true });
  const store = openStore(workspace, { clock: Date.now });
  try {
    const { datasetId, imageIds } = saveFaces(store, facesFolder, faces);
    recordRuns(store, { datasetId, imageIds });
    return { datasetId };
  } finally {
    store.close();
  }
}

type Face = { readonly path: string; readonly sizeBytes: number; readonly sha256: string; readonly isReal: boolean };

async function layFaces(folder: string): Promise<readonly Face[]> {
  const drawn = await drawFaces(path.join(folder, 'drawn'));
  mkdirSync(path.join(folder, 'many'));
  const different = Array.from({ length: DIFFERENT_FACES }, (_, index) => {
    const { bytes, ending } = drawn[index % drawn.length] ?? { bytes: Buffer.of(), ending: '' };
    const own = Buffer.concat([bytes, Buffer.from(`face ${index}`)]);
    writeFileSync(path.join(folder, 'many', `${index}${ending}`), own);
    return { ending, sizeBytes: own.length, sha256: createHash('sha256').update(own).digest('hex') };
  });
  return Array.from({ length: IMAGES }, (_, index) => {
    const original = index % DIFFERENT_FACES;
    const { ending, ...facts } = different[original] ?? { ending: '', sizeBytes: 0, sha256: '' };
    const name = `many/${index}${ending}`;
    if (index !== original) linkSync(path.join(folder, 'many', `${original}${ending}`), path.join(folder, name));
    return { path: name, ...facts, isReal: index % 2 === 0 };
  });
}

async function drawFaces(folder: string): Promise<readonly { readonly bytes: Buffer; readonly ending: string }[]> {
  mkdirSync(folder, { recursive: true });
  const args = ['synth', '--count', String(DRAWN_FACES), '--size', String(FACE_PX), '--test-share', '0'];
  const { exitCode, stderr } = await facet([...args, '--out', folder], { cwd: folder });
  if (exitCode !== 0) throw new Error(stderr);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => /\.(?:png|jpg)$/.test(entry.name))
    .map(({ parentPath, name }) => ({ bytes: readFileSync(path.join(parentPath, name)), ending: path.extname(name) }));
}

type Faces = { readonly datasetId: DatasetId; readonly imageIds: readonly ImageId[] };

function saveFaces(store: Store, folder: string, faces: readonly Face[]): Faces {
  const csvPath = path.join(folder, 'faces.csv');
  const images = faces.map(({ isReal, ...facts }, index) =>
    newImage(index, { ...facts, width: FACE_PX, height: FACE_PX, format: 'png', label: isReal ? REAL : FAKE }),
  );
  const dataset = store.datasets.save({
    name: 'Many faces',
    csvPath,
    csvSha256: sha256Of(csvPath),
    badCount: 0,
    images,
  });
  return { datasetId: dataset.id, imageIds: store.images.list(dataset.id).map(({ id }) => id) };
}

function recordRuns(store: Store, { datasetId, imageIds }: Faces): void {
  const saved = { dataset: store.datasets.get(datasetId), imageIds };
  const faces = { train: imageIds.slice(0, 100), valid: imageIds.slice(100, 120) };
  for (let index = 0; index < RUNS; index++) {
    const random = createRandom(11, index);
    const lr = 10 ** (-4 + 2 * random.next());
    const config = { network: 'resnet18', optimizer: { lr }, batch_size: 16 * (1 + (index % 4)) };
    const { id } = store.runs.create(newRun(saved, { faces, config, plannedEpochs: EPOCHS }));
    store.runs.changeStatus(id, { to: 'running', device: 'CPU' });
    store.steps.record(
      id,
      Array.from({ length: STEPS }, (_, step) => stepMetric(step + 1, { loss: random.next() })),
    );
    for (let epoch = 1; epoch <= EPOCHS; epoch++)
      store.epochs.record(
        id,
        epochResult(epoch, { validAccuracy: 1 - random.next() / epoch, isBest: epoch === EPOCHS }),
      );
    store.runs.changeStatus(id, { to: 'finished' });
    if (index < EVALUATIONS) predict(store, { saved, imageIds, seed: index });
  }
}

type Predicting = {
  readonly saved: Parameters<typeof startEvaluation>[1];
  readonly imageIds: readonly ImageId[];
  readonly seed: number;
};

function predict(store: Store, { saved, imageIds, seed }: Predicting): void {
  const { id } = startEvaluation(store, saved);
  const random = createRandom(12, seed);
  const predictions = imageIds.map((imageId, index) => {
    const wrong = random.next() ** 3; // the probability of the wrong class: mostly small
    return { imageId, score: index % 2 === 0 ? wrong : 1 - wrong, loss: -Math.log(1 - wrong) };
  });
  for (let start = 0; start < predictions.length; start += BATCH)
    store.predictions.record(id, predictions.slice(start, start + BATCH));
  store.evaluations.end(id, { status: 'finished', metrics: {}, durationMs: 60_000 });
}
