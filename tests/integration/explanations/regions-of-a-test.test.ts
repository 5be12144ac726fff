/** From a test to statements about regions: heat maps, faces, shares, ledger; a tiny network, synthetic faces, a photograph with several, a picture without one. */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTools } from '#main/backend.ts';
import { readExperiment } from '#main/features/training/request.ts';
import type { MapSetKey } from '#shared/contract/explanations.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import { FAKE } from '#shared/domain/labels.ts';
import type { DatasetId, EvaluationId, ImageId, RunId } from '#shared/domain/records.ts';
import { sharesOfFace } from '#shared/domain/region-mask.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { prepareTinyTraining, tinyFace } from '#tests/helpers/tiny-faces.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';

const SIZE_PX = 64;
const DRAWN = 12;
/** Of face-api's own package; four people. */
const PHOTOGRAPH = createRequire(import.meta.url).resolve('@vladmandic/face-api/demo/sample4.jpg');

const folder = folderForTests('regions-of-a-test');
let workbench: Workbench;
let runId: RunId;
let evaluationId: EvaluationId;
let datasetId: DatasetId;
let images: readonly { readonly id: ImageId; readonly path: string; readonly file: string }[];

const key = (change: Partial<MapSetKey> = {}): MapSetKey => ({
  evaluationId,
  method: 'grad-cam',
  layer: 'layer3',
  ...change,
});
const ended = async (jobId: JobId) =>
  (await workbench.heard('job.changed', ({ job }) => job.id === jobId && job.status !== 'running')).job;
const done = async ({ jobId }: { readonly jobId: JobId }) => {
  const job = await ended(jobId);
  expect(job.error).toBeNull();
  expect(job.status).toBe('finished');
};
const idOf = (name: string): ImageId => {
  const image = images.find((one) => one.path.endsWith(name));
  if (image === undefined) throw new Error(`there is no ${name}`);
  return image.id;
};

beforeAll(async () => {
  const tools = createTools();
  const options = { count: DRAWN, seed: 3, size: 128, strength: 1, testShare: 0 };
  const watch = { onProgress: () => undefined, signal: new AbortController().signal };
  await tools.synthetic.synthesize({ folder, ...options }, watch);
  await tools.close();
  copyFileSync(PHOTOGRAPH, path.join(folder, 'several.jpg'));
  writeFileSync(path.join(folder, 'disc.png'), await tinyFace(1, { seed: 1, index: 1 }));
  const rows = readFileSync(path.join(folder, 'train.csv'), 'utf8').trim().split('\n');
  const drawn = rows.map((row) => row.split(',').slice(0, 2).join(','));
  const csv = path.join(folder, 'mixed.csv');
  writeFileSync(csv, `${[...drawn, 'several.jpg,1', 'disc.png,0'].join('\n')}\n`);
  await prepareTinyTraining(folder);
  workbench = await openWorkbench(path.join(folder, 'workspace'), { begins: false });
  const tiny = readExperiment(path.join(folder, 'tiny.yaml'), ['num_epochs=1']);
  const { run } = await workbench.backend.training.start(
    {
      config: { ...tiny, input_size: { height: SIZE_PX, width: SIZE_PX }, data: { ...tiny.data, train: csv } },
      configFile: null,
      startWeights: null,
      allowBad: false,
    },
    { onNews: () => undefined, signal: new AbortController().signal },
  );
  runId = run.id;
  await done(
    await workbench.client.evaluations.start({
      runId,
      checkpoint: null,
      csvPath: csv,
      hasHeatmaps: false,
      allowBad: false,
    }),
  );
  const [test] = await workbench.client.evaluations.list({ runId });
  if (test === undefined) throw new Error('there is a test');
  evaluationId = test.id;
  datasetId = test.datasetId;
  images = workbench.store.images.list(datasetId);
});
afterAll(() => workbench.close());

describe('the regions of a test', () => {
  it('begin with the layers that its network offers, before there is any map', async () => {
    expect(await workbench.client.explanations.sets({ evaluationId })).toEqual([]);
    const layers = await workbench.client.explanations.layers({ evaluationId });
    expect(layers.map(({ layer, rows, isDefault }) => [layer, rows, isDefault])).toEqual([
      ['layer1', 16, false],
      ['layer2', 8, false],
      ['layer3', 4, false],
      ['layer4', 2, true],
    ]);
    await expect(workbench.client.explanations.explain(key({ layer: 'layer9' }))).rejects.toMatchObject({
      code: 'usage',
    });
    await expect(workbench.client.explanations.measure(key())).rejects.toMatchObject({ code: 'not_found' });
  });

  it('take one map at once, and find it again without asking the network', async () => {
    const { client } = workbench;
    const request = { ...key(), imageId: idOf('several.jpg'), explainedClass: 0 as const };
    const first = await client.explanations.map(request);
    expect(first).toMatchObject({ rows: 4, columns: 4, explainedClass: 0, shares: null });
    expect(first.values).toHaveLength(16);
    expect(first.max).toBe(Math.max(...first.values));
    const engines = workbench.enginePid();
    expect(await client.explanations.map(request)).toEqual(first);
    expect(workbench.enginePid()).toBe(engines);
    await expect(client.explanations.map({ ...request, imageId: 999 as ImageId })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('leave out a picture that broke after the test, say so, and make it when it is back', async () => {
    const { client } = workbench;
    const broken = images.find((image) => image.path === images[2]?.path)?.file ?? '';
    const bytes = readFileSync(broken);
    writeFileSync(broken, bytes.subarray(0, 300));
    const from = workbench.events.length;
    await done(await client.explanations.explain(key()));
    const { notice } = await workbench.heard('notice.raised', () => true, from);
    expect(notice).toMatchObject({ level: 'warning', code: 'file_invalid' });
    expect(notice.message).toContain(path.basename(broken));
    const count = async () => (await client.explanations.sets({ evaluationId }))[0]?.mapCount;
    expect(await count()).toBe(images.length - 1);
    writeFileSync(broken, bytes);
    await done(await client.explanations.explain(key()));
    expect(await count()).toBe(images.length);
  });

  it('go on where they were stopped: what was made stays', async () => {
    const { client } = workbench;
    const other = key({ method: 'hirescam' });
    const { jobId } = await client.explanations.explain(other);
    expect((await client.explanations.explain(other)).jobId).toBe(jobId); // one at a time
    await client.jobs.stop({ jobId });
    expect(['stopped', 'finished']).toContain((await ended(jobId)).status);
    await done(await client.explanations.explain(other));
    const sets = await client.explanations.sets({ evaluationId });
    const set = sets.find(({ method }) => method === 'hirescam');
    expect(set).toMatchObject({
      mapCount: images.length,
      imageCount: images.length,
      cellPx: { width: 16, height: 16 },
    });
    expect(set?.max).toBeGreaterThan(0);
  });

  it('are measured where a face is known: the truth of drawn ones, the detector for the rest, none guessed', async () => {
    const { client } = workbench;
    await done(await client.explanations.measure(key()));
    const sets = await client.explanations.sets({ evaluationId });
    const set = sets.find(({ method }) => method === 'grad-cam');
    const several = await client.explanations.face({ imageId: idOf('several.jpg') });
    expect(several).toMatchObject({ quality: 'several', by: 'detector', landmarks: [], regions: [] });
    expect(several.box).not.toBeNull();
    expect(await client.explanations.face({ imageId: idOf('disc.png') })).toMatchObject({
      quality: 'none',
      confidence: null,
      box: null,
    });
    const drawn = await client.explanations.face({ imageId: images[0]?.id as ImageId });
    expect(drawn).toMatchObject({ quality: 'found', by: 'truth', width: 128, height: 128 });
    expect(drawn.landmarks).toHaveLength(68);
    expect(drawn.regions.map(({ region }) => region)).toEqual(FACE_REGIONS.filter((r) => r !== 'hair-background'));
    expect(set?.measuredCount).toBeLessThanOrEqual(images.length - 2);
    expect(set?.measuredCount).toBeGreaterThan(0);
  });

  it('come to a ledger whose cells are means over the faces of an outcome, and whose counts are all that were tested', async () => {
    const { client } = workbench;
    const ledger = await client.explanations.ledger({ ...key(), threshold: null });
    const total = (of: 'tested' | 'mapped' | 'unlocated' | 'empty') =>
      ledger.counts.reduce((sum, counts) => sum + counts[of], 0);
    expect(total('tested')).toBe(images.length);
    expect(total('mapped')).toBe(images.length);
    for (const { outcome } of ledger.counts) {
      const cells = ledger.cells.filter((cell) => cell.outcome === outcome);
      expect(cells.map(({ region }) => region)).toEqual([...FACE_REGIONS]);
      if (cells[0]?.n === 0) continue;
      expect(cells.reduce((sum, { share }) => sum + (share?.mean ?? 0), 0)).toBeCloseTo(1, 5);
      expect(cells.reduce((sum, { area }) => sum + (area ?? 0), 0)).toBeCloseTo(1, 5);
      for (const { share } of cells) {
        expect(share?.low).toBeLessThanOrEqual((share?.mean ?? 0) + 1e-9);
        expect(share?.high).toBeGreaterThanOrEqual((share?.mean ?? 0) - 1e-9);
      }
    }
    const measured = ledger.cells.filter(({ region }) => region === 'nose').reduce((sum, { n }) => sum + n, 0);
    expect(measured + total('empty') + total('unlocated')).toBe(images.length);
    // With every face called fake there are two outcomes left.
    const all = await client.explanations.ledger({ ...key(), threshold: 0 });
    expect(all.counts.filter(({ tested }) => tested > 0).map(({ outcome }) => outcome)).toEqual([
      'fake-called-fake',
      'real-called-fake',
    ]);
  });

  it('are the shares of the map itself, one face at a time', async () => {
    const { client } = workbench;
    const imageId = images[0]?.id as ImageId;
    const { landmarks } = await client.explanations.face({ imageId });
    const map = await client.explanations.map({ ...key(), imageId, explainedClass: null });
    const expected = sharesOfFace({
      map,
      landmarks,
      picture: { width: 128, height: 128 },
      input: { width: SIZE_PX, height: SIZE_PX },
      crop: false,
    });
    if (expected.shares === null) expect(map.shares).toBeNull();
    else expect(map.shares?.map(({ share }) => share)).toEqual([...expected.shares]);
  });

  it('average over aligned faces: each outcome with measured faces sums to 1', async () => {
    const { averages, landmarks } = await workbench.client.explanations.averages({ ...key(), threshold: null });
    expect(landmarks).toHaveLength(68);
    expect(averages).toHaveLength(4);
    for (const { n, size, values } of averages) {
      expect(values).toHaveLength(size * size);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(n === 0 ? 0 : 1, 6);
    }
  });

  it('know how far the detector is from the truth once it looked at drawn faces', async () => {
    const { client } = workbench;
    expect(await client.explanations.located({ datasetId })).toMatchObject({
      imageCount: images.length,
      several: 1,
      none: 1,
      pending: 0,
      error: null,
    });
    await done(await client.explanations.locate({ datasetId }));
    const counts = await client.explanations.located({ datasetId });
    expect(counts).toMatchObject({ found: images.length - 2, withTruth: images.length - 2 });
    expect(counts.error?.count).toBeGreaterThan(0);
    expect(counts.error?.mean).toBeLessThan(0.15);
  });

  it('are held against the region that a column of the CSV names, where nothing was drawn and the detector finds the face', async () => {
    const { client } = workbench;
    const NAMES = ['mouth', 'Left_eye', ' left eye', 'moustache'];
    const fakes = readFileSync(path.join(folder, 'mixed.csv'), 'utf8')
      .split('\n')
      .filter((row) => row.endsWith(',0') && !row.startsWith('disc'))
      .slice(0, NAMES.length);
    const rows = await Promise.all(
      fakes.map(async (row, i) => {
        const file = `other-${i}.jpg`; // other bytes: nobody knows that it was drawn
        await sharp(path.join(folder, row.split(',')[0] ?? ''))
          .jpeg({ quality: 95 })
          .toFile(path.join(folder, file));
        return `${file},0,${NAMES[i]}`;
      }),
    );
    const csvPath = path.join(folder, 'named.csv');
    writeFileSync(csvPath, `path,real,region\n${rows.join('\n')}\n`);
    const test = { runId, checkpoint: null, csvPath, hasHeatmaps: false, allowBad: false };
    await done(await client.evaluations.start(test));
    const [named] = await client.evaluations.list({ runId });
    if (named === undefined) throw new Error('there is a test');
    await done(await client.explanations.locate({ datasetId: named.datasetId }));
    const { found } = await client.explanations.located({ datasetId: named.datasetId });
    expect(found).toBe(NAMES.length);
    const other = key({ evaluationId: named.id });
    for (const { id } of workbench.store.images.list(named.datasetId))
      await client.explanations.map({ ...other, imageId: id, explainedClass: FAKE });
    const pointing = await client.explanations.pointing({ ...other, threshold: 0 });
    expect(pointing?.tolerancePx).toBeCloseTo((15 * SIZE_PX) / 224, 6);
    const counts = pointing?.results.map(({ region, n, emptyCount }) => [region, n + emptyCount]);
    expect(counts).toEqual([
      ['all', 3],
      ['mouth', 1],
      ['left-eye', 2],
    ]);
    for (const { chance, perfect } of pointing?.results ?? []) {
      expect(chance?.strictHit).toBeLessThan(chance?.hit ?? 0);
      expect(perfect?.hit).toBeGreaterThanOrEqual(perfect?.strictHit ?? 1);
    }
  });

  it('are not made with other weights than those that were tested', async () => {
    const { client, store } = workbench;
    const weights = store.evaluations.get(evaluationId).checkpointFile;
    const bytes = readFileSync(weights);
    const request = {
      ...key({ method: 'layercam', layer: 'layer2' }),
      imageId: idOf('disc.png'),
      explainedClass: null,
    };
    const other = Buffer.from(bytes);
    other[other.length - 1] = (other.at(-1) ?? 0) ^ 1; // of one number, the sign or a bit beside it
    writeFileSync(weights, other);
    await expect(client.explanations.map(request)).rejects.toMatchObject({ code: 'conflict' });
    rmSync(weights);
    await expect(client.explanations.map(request)).rejects.toMatchObject({ code: 'file_not_found' });
    writeFileSync(weights, bytes);
    expect((await client.explanations.map(request)).values).toHaveLength(64);
  });

  it('go with their test: no map, no share is left', async () => {
    const { client, store } = workbench;
    await client.runs.move({ runIds: [runId], to: 'trashed' });
    await client.runs.purge({ runIds: [runId] });
    expect(store.mapSets.list(evaluationId)).toEqual([]);
    await expect(client.explanations.ledger({ ...key(), threshold: null })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
