/** What is said and shown before a training starts is what the training then has. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, createBackend } from '#main/backend.ts';
import { createAugmentation } from '#main/engine/data/augmentation.ts';
import { epochOrder } from '#main/engine/data/batches.ts';
import { createFaceReader } from '#main/engine/data/face-reader.ts';
import { trainJobOf } from '#main/features/training/config-to-job.ts';
import type { TrainingNews } from '#main/features/training/service.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';

const folder = folderForTests('before-a-start');
let backend: Backend;
let yaml: string;

const clientOf = ({ router, log }: Backend) => createRouterClient(router, { context: { shell: 'browser', log } });
const configOf = (text: string) => parseExperiment(text, { file: 'tiny.yaml' }).config;

beforeAll(async () => {
  await prepareTinyTraining(folder);
  yaml = readFileSync(path.join(folder, 'tiny.yaml'), 'utf8').replace('faces.csv', path.join(folder, 'faces.csv'));
  backend = createBackend({ workspace: path.join(folder, 'workspace'), owner: 'a test', versions: {} });
});
afterAll(() => backend.close());

/** Trains one epoch; the lines that a person reads. */
async function train(text: string): Promise<string> {
  const lines: string[] = [];
  const onNews = (news: TrainingNews) => {
    if (news.kind === 'line') lines.push(news.text);
  };
  const config = { ...configOf(text), num_epochs: 1 };
  const request = { config, configFile: null, startWeights: null, allowBad: false };
  await backend.training.start(request, { onNews, signal: new AbortController().signal });
  return lines.join('\n');
}

/** As it is when it no longer runs. */
async function ended(jobId: JobId) {
  const { jobs, events } = clientOf(backend);
  const stop = new AbortController();
  const stream = await events.subscribe({ after: null, session: null }, { signal: stop.signal });
  const job = await jobs.get({ jobId });
  if (job.status !== 'running') return job;
  for await (const { event } of stream) {
    if (event.body.topic !== 'job.changed' || event.body.job.id !== jobId) continue;
    if (event.body.job.status === 'running') continue;
    stop.abort();
    return event.body.job;
  }
  throw new Error('the events ended before the job');
}

describe('a CSV that is in no data set yet', () => {
  it('has no split to show, which is said without keeping the training from starting', async () => {
    const { split, findings, estimate } = await clientOf(backend).configurations.preflight({ yaml });
    expect({ split, estimate }).toEqual({ split: null, estimate: null });
    expect(findings).toContainEqual(
      expect.objectContaining({ level: 'info', path: 'data.train', text: expect.stringContaining('in no data set') }),
    );
    expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('has no first batch to show', async () => {
    await expect(clientOf(backend).configurations.firstBatch({ yaml, epoch: 1 })).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('is in no data set of this workspace yet'),
    });
  });

  it('that is not there at all is an error at its key', async () => {
    const missing = yaml.replace('faces.csv', 'nowhere.csv');
    const { findings } = await clientOf(backend).configurations.preflight({ yaml: missing });
    expect(findings[0]).toMatchObject({
      level: 'error',
      path: 'data.train',
      text: expect.stringContaining('There is no file'),
    });
  });
});

describe('a configuration whose faces the workspace knows', () => {
  let printed: string;
  beforeAll(async () => {
    printed = await train(yaml);
  });

  it('is told the counts that its training prints', async () => {
    const { split } = await clientOf(backend).configurations.preflight({ yaml });
    expect(split).toMatchObject({
      train: { real: 20, fake: 20 },
      valid: { real: 4, fake: 4 },
      revision: 0,
      datasetName: 'faces',
    });
    expect(printed).toContain('The number of train samples : 40');
    expect(printed).toContain('The number of valid samples : 8');
  });

  it('is told what device, disk and memory it will have', async () => {
    const { device, disk, memory } = await clientOf(backend).configurations.preflight({ yaml });
    expect(device).toMatchObject({ asked: 'cpu', isAvailable: true, willBe: expect.stringMatching(/^CPU/) });
    expect(disk.freeBytes).toBeGreaterThan(0);
    expect(memory.neededBytes).toBeGreaterThan(100 * 2 ** 20);
  });

  it('is told why its faces cannot be divided', async () => {
    const impossible = yaml.replace('random_split: True', 'random_split: False');
    const { split, findings } = await clientOf(backend).configurations.preflight({ yaml: impossible });
    expect(split).toBeNull();
    expect(findings[0]).toMatchObject({ level: 'error', text: expect.stringContaining('Nothing says which faces') });
  });

  it.each([1, 2])('shows the first batch of epoch %i as training feeds it, pixel for pixel', async (epoch) => {
    const preview = await clientOf(backend).configurations.firstBatch({ yaml, epoch });
    const job = trainJobOf(configOf(yaml), {
      train: [...trainedFaces()],
      ...{ valid: [], probes: [], runFolder: folder, start: { kind: 'initial' } },
    });
    const reader = createFaceReader(job.train, { model: job.model, input: job.input, folder, notify: () => undefined });
    const order = epochOrder(job.train.length, { seed: job.seed, epoch });
    const augment = createAugmentation(job.augmentation);
    const fed = await reader.batches({ order, augment, seed: job.seed, epoch, firstBatch: 0 }).next();
    await reader.close();
    expect(preview).toMatchObject({ epoch, batchSize: 4, widthPx: 32, heightPx: 32 });
    expect(preview.augmentation).toBe(
      'flip 0.5, crop up to 0.2, brightness ±0.2, JPEG quality 70 to 95, blur up to 0.6 px',
    );
    expect(preview.faces.map(({ label }) => label)).toEqual([...(fed.value?.labels ?? [])]);
    const shown = await Promise.all(preview.faces.map(({ index }) => pixelsOf(`${preview.id}/${index}`)));
    expect(Buffer.concat(shown).equals(Buffer.from(fed.value?.pixels ?? []))).toBe(true);
  });

  it('shows another batch in another epoch, and none under an address that it gave to nobody', async () => {
    const { configurations } = clientOf(backend);
    const [first, second] = [
      await configurations.firstBatch({ yaml, epoch: 1 }),
      await configurations.firstBatch({ yaml, epoch: 2 }),
    ];
    expect(first.faces.map(({ path: face }) => face)).not.toEqual(second.faces.map(({ path: face }) => face));
    const answer = await backend.media(new Request('http://facet/media/batches/0000000000000000/0'));
    expect(answer.status).toBe(404);
  });
});

describe('the speed of this machine', () => {
  it('is measured on demand, and estimates the time of an epoch from then on', async () => {
    const { configurations } = clientOf(backend);
    const { jobId } = await configurations.measureSpeed({ yaml });
    expect(await ended(jobId)).toMatchObject({ status: 'finished', error: null });
    const { estimate, networks, memory } = await configurations.preflight({ yaml });
    expect(estimate).toMatchObject({ isExact: true, basis: expect.stringMatching(/^measured on random images, /) });
    expect(estimate?.secondsPerEpoch).toBeGreaterThan(0);
    expect(networks.find(({ name }) => name === 'resnet18')).toEqual({ name: 'resnet18', estimate });
    expect(networks.filter((network) => network.estimate !== null)).toHaveLength(1); // the others were not measured
    expect(memory.basis).toBe(estimate?.basis);
    const larger = yaml.replaceAll('32', '64');
    expect((await configurations.preflight({ yaml: larger })).estimate).toMatchObject({ isExact: false });
  });
});

it('describes each network at a size: parameters, weights, grids of its heat maps', async () => {
  const [resnet] = await clientOf(backend).configurations.networks({ heightPx: 64, widthPx: 96 });
  expect(resnet).toMatchObject({
    name: 'resnet18',
    title: 'ResNet-18',
    parameters: 11_177_538,
    defaultLayer: 'layer4',
  });
  expect(resnet?.heatmapLayers.at(-1)).toEqual({ layer: 'layer4', rows: 2, columns: 3 });
  const [weights] = backend.store.runs.list().flatMap(({ id }) => backend.store.checkpoints.list(id));
  expect(Math.abs((weights?.sizeBytes ?? 0) - (resnet?.sizeBytes ?? 0))).toBeLessThan(20_000); // names and offsets
});

it('refuses a configuration that is wrong, with its line', async () => {
  await expect(clientOf(backend).configurations.preflight({ yaml: 'seed: x\n' })).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining('The configuration:1:7: `seed`'),
  });
});

it('is told that its CSV has changed since it was added', async () => {
  const csv = path.join(folder, 'faces.csv');
  writeFileSync(csv, readFileSync(csv, 'utf8').replace('faces/0.png,1\n', ''));
  const { split, findings } = await clientOf(backend).configurations.preflight({ yaml });
  expect(split).toBeNull();
  expect(findings).toContainEqual(
    expect.objectContaining({ level: 'warning', text: expect.stringContaining('has changed since it was added') }),
  );
});

function* trainedFaces() {
  const run = backend.store.runs.list().at(-1);
  if (run === undefined) throw new Error('a run was made');
  for (const id of backend.store.runs.faces(run.id).train) {
    const { file, label } = backend.store.images.get(id);
    yield { file, label };
  }
}

async function pixelsOf(address: string): Promise<Buffer> {
  const answer = await backend.media(new Request(`http://facet/media/batches/${address}`));
  expect(answer.headers.get('Content-Type')).toBe('image/png');
  return sharp(await answer.arrayBuffer())
    .raw()
    .toBuffer();
}
