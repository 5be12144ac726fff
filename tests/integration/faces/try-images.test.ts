/** Images that somebody tries, on a real network, also while another one trains. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TriedImage, TryId } from '#shared/contract/tries.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import type { RunId } from '#shared/domain/records.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { drawTinyFaces, tinyFace } from '#tests/helpers/tiny-faces.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';

const folder = folderForTests('tries');
let workbench: Workbench;
let runId: RunId;

const yaml = (name: string, csv: string, epochs: number) => `name: ${name}
network: resnet18
seed: 7
device: cpu
threads: 1
data: { train: ${csv}, random_split: True, test_proportions: 0.25 }
input_size: { height: 32, width: 32 }
optimizer: { type: Adam, lr: 1e-3 }
batch_size: 4
num_epochs: ${epochs}
keep_checkpoints: 1
`;

beforeAll(async () => {
  const csv = await drawTinyFaces(folder, { count: 24 });
  workbench = await openWorkbench(path.join(folder, 'workspace'));
  const { client, heard } = workbench;
  await client.training.start({ yaml: yaml('first', csv, 2), configFile: null, allowBad: false, probes: [] });
  await heard('job.changed', ({ job }) => job.title === 'Training first' && job.status === 'finished');
  runId = (await client.runs.list())[0]!.id;
});
afterAll(() => workbench.close());

const start = (paths: string[], more: Partial<Parameters<Workbench['client']['tries']['start']>[0]> = {}) =>
  workbench.client.tries.start({ runId, paths, isUpload: false, method: 'grad-cam', layer: '', ...more });

async function tried(paths: string[], more: Parameters<typeof start>[1] = {}) {
  const { tryId, jobId } = await start(paths, more);
  await workbench.heard('job.changed', ({ job }) => job.id === jobId && job.status !== 'running');
  return await workbench.client.tries.get({ tryId });
}
const picture = async (tryId: TryId, rest: string) => {
  const response = await workbench.backend.media(new Request(`http://facet/media/tries/${tryId}/${rest}`));
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
};
const draw = async (name: string, label: typeof FAKE | typeof REAL, index: number) => {
  const file = path.join(folder, name);
  writeFileSync(file, await tinyFace(label, { seed: 99, index }));
  return file;
};
const scoreOf = (image: TriedImage | undefined) => (image?.kind === 'tried' ? image.score : null);

describe('trying images', () => {
  it('scores and explains each, and says of a file that is no image what is wrong with it', async () => {
    const [real, fake] = [await draw('a.png', REAL, 0), await draw('b.png', FAKE, 1)];
    const broken = path.join(folder, 'broken.png');
    writeFileSync(broken, 'no picture');
    const result = await tried([real, broken, fake]);
    expect(result).toMatchObject({
      status: 'finished',
      device: 'CPU',
      layer: 'layer4',
      checkpoint: expect.stringMatching(/^best, epoch \d$/),
    });
    expect(result.images.map(({ kind, name }) => [kind, name])).toEqual([
      ['tried', 'a.png'],
      ['bad', 'broken.png'],
      ['tried', 'b.png'],
    ]);
    expect(result.images[1]).toMatchObject({ problem: expect.stringContaining('is not JPEG, PNG, WebP or BMP') });
    expect(result.images[0]).toMatchObject({
      picture: { width: 32, height: 32 },
      rows: 1,
      columns: 1,
      parts: { quality: 'none' },
    });
    const [seen, map] = [
      await picture(result.id, '0/seen?size=64'),
      await picture(result.id, '2/map?size=64&scale=jet'),
    ];
    expect(await sharp(seen.bytes).metadata()).toMatchObject({ width: 64, height: 64 });
    expect(await sharp(map.bytes).metadata()).toMatchObject({ width: 64, height: 64 });
    expect((await picture(result.id, '1/seen')).status).toBe(404);
  });

  it('asks the same images anew by another layer and method, and says which layers there are', async () => {
    const { client, heard } = workbench;
    const first = await tried([await draw('again.png', FAKE, 3)]);
    expect(first.layers.map(({ layer, rows, isDefault }) => [layer, rows, isDefault])).toEqual([
      ['layer1', 8, false],
      ['layer2', 4, false],
      ['layer3', 2, false],
      ['layer4', 1, true],
    ]);
    const again = async (layer: string) => {
      const { tryId, jobId } = await client.tries.again({ tryId: first.id, runId, method: 'hirescam', layer });
      const { job } = await heard('job.changed', ({ job }) => job.id === jobId && job.status !== 'running');
      return { job, result: await client.tries.get({ tryId }) };
    };
    const { result } = await again('layer3');
    expect(result).toMatchObject({ method: 'hirescam', layer: 'layer3', status: 'finished' });
    expect(result.images[0]).toMatchObject({ name: 'again.png', rows: 2, columns: 2 });
    expect(scoreOf(result.images[0])).toBeCloseTo(scoreOf(first.images[0]) ?? -1, 5);
    expect((await again('layer9')).job).toMatchObject({
      status: 'failed',
      error: { message: 'This network has no layer "layer9" to explain.' },
    });
  });

  it('gives the score that a test gives the same file', async () => {
    const { client, heard } = workbench;
    const csvPath = path.join(folder, 'same.csv');
    writeFileSync(csvPath, `path,real\n${path.basename(await draw('same.png', FAKE, 5))},0\n`);
    const test = await client.evaluations.start({
      runId,
      checkpoint: null,
      csvPath,
      hasHeatmaps: false,
      allowBad: false,
    });
    await heard('job.changed', ({ job }) => job.id === test.jobId && job.status === 'finished');
    const [evaluation] = await client.evaluations.list({ runId });
    const { scores } = workbench.store.predictions.columns(evaluation!.id);
    const { images } = await tried([path.join(folder, 'same.png')]);
    expect(scoreOf(images[0])).toBeCloseTo(scores[0]!, 5);
  });

  it('works while another run trains', async () => {
    const { client, heard, events } = workbench;
    const csv = path.join(folder, 'faces.csv');
    const from = events.length;
    await client.training.start({ yaml: yaml('second', csv, 400), configFile: null, allowBad: false, probes: [] });
    await heard('training.progress', ({ progress }) => progress.name === 'second' && progress.epoch > 1, from);
    const result = await tried([await draw('meanwhile.png', REAL, 8)]);
    expect(result.images[0]).toMatchObject({ kind: 'tried' });
    expect((await client.training.state()).progress?.name).toBe('second');
    await client.training.stop();
    await heard('job.changed', ({ job }) => job.title === 'Training second' && job.status !== 'running', from);
  });

  it('takes what was uploaded away when it is forgotten, and nothing else', async () => {
    const imports = path.join(workbench.backend.workspace, 'imports');
    const [uploaded, other] = [path.join(imports, 'tried images'), path.join(imports, 'faces')];
    for (const place of [uploaded, other]) {
      mkdirSync(place, { recursive: true });
      writeFileSync(path.join(place, 'x.png'), await tinyFace(REAL, { seed: 1, index: 1 }));
    }
    const { id } = await tried([uploaded], { isUpload: true });
    await tried([other], { isUpload: true });
    for (let i = 0; i < 6; i++) await tried([path.join(folder, 'a.png')]);
    const { jobId } = await workbench.client.tries.again({ tryId: id, runId, method: 'grad-cam', layer: '' });
    await workbench.heard('job.changed', ({ job }) => job.id === jobId && job.status !== 'running');
    expect([existsSync(uploaded), existsSync(other)]).toEqual([true, true]); // the first one is forgotten, the one after it is not
    for (let i = 0; i < 8; i++) await tried([path.join(folder, 'a.png')]);
    expect([existsSync(uploaded), existsSync(other)]).toEqual([false, true]);
  });

  it('says what it cannot do', async () => {
    await expect(start([path.join(folder, 'nowhere.png')])).rejects.toMatchObject({ code: 'file_not_found' });
    const empty = path.join(folder, 'empty');
    mkdirSync(empty);
    await expect(start([empty])).rejects.toMatchObject({ code: 'data_invalid', message: 'There is no image to try.' });
    await expect(start([path.join(folder, 'a.png')], { runId: '0000000000000' as RunId })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(workbench.client.tries.get({ tryId: 'gone' as TryId })).rejects.toMatchObject({ code: 'not_found' });
  });
});
