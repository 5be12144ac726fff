/** A training that begins with pretrained weights: downloaded from a server on this machine, real engines on tiny faces. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '#main/engine/checkpoints/safetensors.ts';
import { toFloat32 } from '#main/engine/checkpoints/tensor-file.ts';
import { createModel } from '#main/engine/networks/model.ts';
import { initialValues, toTorch } from '#main/engine/networks/parameters.ts';
import { readCatalogue } from '#main/features/weights/catalogue.ts';
import { PACE } from '#main/features/weights/download.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { type FileServer, ranged, sends, serveTurns, status, type Turn } from '#tests/helpers/file-server.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';

const folder = folderForTests('pretrained');
/** All of torchvision's ResNet-18 with 1000 classes, one value a tensor. */
const FILE = path.resolve('tests/unit/engine/checkpoints/fixtures/pretrained/resnet18.pth');
const CONTENT = readFileSync(FILE);
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');
const FILE_NAME = `resnet18-${SHA256.slice(0, 8)}.pth`;

/** By the formula of pretrained_files.py: the 115th tensor. */
const LAYER4_CONV2 = 27 / 128;

let csv = '';
let opened: Workbench | null = null;
let server: FileServer | null = null;
let workspaces = 0;

beforeAll(async () => {
  csv = await drawTinyFaces(folder, { count: 16 });
});
afterEach(async () => {
  await opened?.close();
  await server?.[Symbol.asyncDispose]();
  [opened, server] = [null, null];
});

async function open(...turns: readonly Turn[]): Promise<Workbench> {
  server = await serveTurns(...turns);
  const real = readCatalogue();
  const small = {
    address: `${server.address}/${FILE_NAME}`,
    sizeBytes: CONTENT.length,
    sha256Start: SHA256.slice(0, 8),
  };
  const catalogue = { ...real, weights: { ...real.weights, resnet18: { ...real.weights.resnet18, ...small } } };
  const workspace = path.join(folder, `workspace-${++workspaces}`);
  const pretrained = { folder: `${workspace}-cache`, catalogue, mirror: null, pace: { ...PACE, retryMs: 1 } };
  opened = await openWorkbench(workspace, { pretrained });
  return opened;
}

const YAML = () => `name: pretrained
network: resnet18
seed: 7
device: cpu
threads: 1
model: { pretrained: True }
data: { train: ${csv}, random_split: True, test_proportions: 0.25 }
input_size: { height: 32, width: 32 }
optimizer: { type: Adam, lr: 1e-5 }
batch_size: 12
num_epochs: 1
`;
const start = ({ client }: Workbench) =>
  client.training.start({ yaml: YAML(), configFile: null, allowBad: false, probes: [] });

describe('a training with pretrained weights', () => {
  it('waits in the queue with the sentence while they cannot be had, shows the download, can be stopped in it, goes on with it, and begins with them', async () => {
    const half = Math.floor(CONTENT.length / 2);
    const workbench = await open(status(404), sends(CONTENT, half), ranged(CONTENT));
    const { client, heard, events, store } = workbench;
    const ended = (from: number) =>
      heard('job.changed', ({ job }) => job.kind === 'train' && job.endedAtMs !== null, from);

    const before = await client.configurations.preflight({ yaml: YAML() });
    expect(before.findings.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^resnet18-.*\.pth \(0 MB\) is downloaded from 127\.0\.0\.1:\d+ before training starts/),
    );
    const doubtful = await client.configurations.preflight({ yaml: `${YAML()}normalization: none\n` });
    expect(doubtful.findings).toContainEqual(expect.objectContaining({ level: 'warning', path: 'normalization' }));
    const entry = await start(workbench);
    const { job } = await ended(0);
    expect(job.error).toMatchObject({
      code: 'download_failed',
      message: expect.stringMatching(/^There is no file http:.*: the server answers 404\.$/),
    });
    const failed = events.findIndex((body) => body.topic === 'job.changed' && body.job.endedAtMs !== null);
    await heard('queue.changed', () => true, failed);
    expect((await client.training.state()).waiting).toMatchObject([
      { id: entry.id, problem: { message: job.error?.message } },
    ]);

    const second = events.length;
    await client.training.edit({ entryId: entry.id, yaml: YAML() });
    const { progress } = await heard('training.progress', ({ progress }) => progress.phase === 'downloading', second);
    expect(progress).toMatchObject({ unit: 'MB', runId: null });
    await client.training.stop();
    expect((await ended(second)).job.status).toBe('stopped');
    expect(store.runs.list()).toEqual([]);

    const third = events.length;
    await start(workbench);
    expect((await ended(third)).job.status).toBe('finished');
    expect(server?.requests.map(({ range }) => range)).toEqual([null, null, expect.stringMatching(/^bytes=\d+-$/)]);
    const after = await client.configurations.preflight({ yaml: YAML() });
    expect(after.findings.map(({ text }) => text).join()).not.toMatch(/downloaded/);

    const run = store.runs.get(store.runs.list()[0]!.id);
    const cached = path.join(`${workbench.backend.workspace}-cache`, FILE_NAME);
    expect(readFileSync(cached)).toEqual(CONTENT);
    expect(run).toMatchObject({ status: 'finished', parentCheckpoint: cached });
    expect(run.config).toMatchObject({ model: { pretrained: true, weights: '' }, normalization: 'imagenet' });
    const runFolder = path.join(workbench.backend.workspace, run.folder);
    const log = readFileSync(path.join(runFolder, 'log.txt'), 'utf8');
    expect(log).toContain(`Begins with the weights of ${FILE_NAME} (SHA-256 ${SHA256}).`);
    expect(log).toContain(`fc is drawn anew: fc.weight has the shape [1000, 512] in ${FILE_NAME} and [2, 512] here.`);
    const { tensors } = await readSafetensors(path.join(runFolder, 'checkpoints', 'best.safetensors'));
    const trained = toFloat32(tensors.get('layer4.1.conv2.weight')!);
    expect(Math.abs(trained[0]! - LAYER4_CONV2)).toBeLessThan(1e-4); // one step of 1e-5
    const drawn = drawnAnew('fc.weight');
    const last = toFloat32(tensors.get('fc.weight')!);
    expect(last.map((value, i) => Math.abs(value - drawn[i]!)).reduce((a, b) => Math.max(a, b))).toBeLessThan(1e-4);
  });
});

/** As the seed of the run draws it, in torchvision's layout. */
function drawnAnew(name: string): Float32Array {
  const settings = { network: 'resnet18', classes: 2, channels: 3, height: 32, width: 32 } as const;
  const { parameters } = createModel(
    { ...settings, normalization: 'imagenet', initWeights: true, dropoutRate: 0 },
    null,
  );
  const parameter = parameters.find((each) => each.name === name)!;
  return toTorch(parameter, initialValues(parameter, 7));
}
