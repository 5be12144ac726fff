/** Curation as the window does it: through the contract, with real pictures, the real store and the real images children. */
import { appendFileSync, copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaceFilter } from '#shared/contract/datasets.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import type { DatasetId, ImageId } from '#shared/domain/records.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';

/** Thirty fake, thirty real, and a copy of the first one, which is real. */
const COUNT = 61;
const folder = folderForTests('curation');
let workbench: Workbench;
let datasetId: DatasetId;
let ids: readonly ImageId[] = [];

beforeAll(async () => {
  const csvPath = await drawTinyFaces(folder, { count: COUNT - 1 });
  copyFileSync(path.join(folder, 'faces', '0.png'), path.join(folder, 'faces', 'copy.png'));
  appendFileSync(csvPath, 'faces/copy.png,1\n');
  workbench = await openWorkbench(path.join(folder, 'workspace'), { begins: false });
  const { client } = workbench;
  const source = { csvPath, imagesFolder: null };
  const { mapping } = await client.datasets.inspect({ source, mapping: null });
  const { jobId } = await client.datasets.add({ source, mapping: mapping!, name: 'tiny', allowBad: false });
  await workbench.heard('job.changed', ({ job }) => job.id === jobId && job.status === 'finished');
  ({ datasetId } = await client.datasets.added({ jobId }));
  ids = await client.datasets.faceIds({ ...order(), offset: 0, limit: 1_000 });
});
afterAll(() => workbench.close());

const order = (filter: FaceFilter = {}) => ({ datasetId, filter, sort: 'line', isDescending: false }) as const;
const page = async (filter: FaceFilter = {}, offset = 0, limit = 10) =>
  await workbench.client.datasets.faces({ ...order(filter), offset, limit });

describe('browsing', () => {
  it('gives pages of a list, its ids, and the place of a face in it', async () => {
    const { client } = workbench;
    expect(ids).toHaveLength(COUNT);
    expect((await page({}, 50, 20)).faces.map(({ id }) => id)).toEqual(ids.slice(50));
    expect(await page({ label: FAKE }, 0, 3)).toMatchObject({
      total: 30,
      faces: [{ label: 0 }, { label: 0 }, { label: 0 }],
    });
    const place = (imageId: ImageId, filter: FaceFilter = {}) =>
      client.datasets.facePlace({ ...order(filter), imageId });
    expect(await place(ids[0]!)).toEqual({ index: 0, previous: null, next: ids[1], total: COUNT });
    expect(await place(ids[3]!, { label: FAKE })).toEqual({ index: 1, previous: ids[1], next: ids[5], total: 30 });
    expect(await place(ids[0]!, { label: FAKE })).toMatchObject({ index: null, previous: null, next: null });
  });

  it('says so where there is no such data set or face', async () => {
    const missing = { ...order(), datasetId: 99 as DatasetId };
    await expect(workbench.client.datasets.faces({ ...missing, offset: 0, limit: 1 })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(workbench.client.datasets.face({ imageId: 9_999 as ImageId })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a revision', () => {
  it('is told, shown at once, undone and done again', async () => {
    const { client } = workbench;
    const chosen = ids.slice(0, 3) as ImageId[];
    const from = workbench.events.length;
    const change = { kind: 'exclude' } as const;
    expect(await client.datasets.revise({ datasetId, selection: { imageIds: chosen }, change })).toEqual({
      revision: 1,
      changedCount: 3,
    });
    await workbench.heard('dataset.changed', (body) => body.datasetId === datasetId, from);
    expect(await client.history.state()).toEqual({ undo: 'Exclude 3 faces', redo: null });
    expect((await page({ state: 'excluded' })).total).toBe(3);
    expect(await client.datasets.get({ datasetId })).toMatchObject({ revision: 1, excludedCount: 3 });
    await client.history.undo();
    expect((await page({ state: 'excluded' })).total).toBe(0);
    expect(await client.datasets.revisions({ datasetId })).toMatchObject([
      { number: 1, title: 'Exclude 3 faces', isUndone: true },
    ]);
    await client.history.redo();
    expect((await page({ state: 'excluded' })).total).toBe(3);
    await expect(client.datasets.revise({ datasetId, selection: { imageIds: chosen }, change })).rejects.toMatchObject({
      code: 'data_invalid',
      message: 'Nothing would change: all 3 faces are excluded already.',
    });
    await client.datasets.revise({ datasetId, selection: { imageIds: chosen }, change: { kind: 'include' } });
    expect(await client.history.state()).toMatchObject({ undo: 'Include 3 faces again' });
  });

  it('by filter takes all that match, and a face tells what was done to it', async () => {
    const { client } = workbench;
    const filter = { text: 'faces/1' };
    const { total } = await page(filter);
    const { changedCount } = await client.datasets.revise({
      datasetId,
      selection: { filter },
      change: { kind: 'relabel', label: FAKE },
    });
    expect(changedCount).toBe((await page({ ...filter, state: 'relabelled' })).total);
    expect(changedCount).toBeLessThan(total); // half of them were fake already
    const [face] = (await page({ state: 'relabelled' })).faces;
    expect(await client.datasets.face({ imageId: face!.id })).toMatchObject({
      label: FAKE,
      csvLabel: REAL,
      datasetId,
      measures: null,
      history: [
        { title: `Call ${changedCount} faces fake`, label: FAKE, isExcluded: null, split: null, isUndone: false },
      ],
    });
    await client.history.undo();
    await expect(
      client.datasets.revise({
        datasetId,
        selection: { filter: { text: 'nothing like it' } },
        change: { kind: 'exclude' },
      }),
    ).rejects.toMatchObject({ message: 'Nothing would change: no face was chosen.' });
  });
});

describe('a division', () => {
  const plan = { seed: 7, validShare: 0.2, testShare: 0.1, keepsGiven: true };

  it('comes as it was shown before, as one revision', async () => {
    const { client } = workbench;
    const { balance } = await client.datasets.previewSplit({ datasetId, plan });
    expect(balance).toEqual({
      real: { train: 22, valid: 6, test: 3, none: 0 },
      fake: { train: 21, valid: 6, test: 3, none: 0 },
    });
    expect((await client.datasets.get({ datasetId })).balance.real.none).toBe(31);
    expect(await client.datasets.applySplit({ datasetId, plan })).toMatchObject({ changedCount: COUNT });
    expect((await client.datasets.get({ datasetId })).balance).toEqual(balance);
    expect((await client.history.state()).undo).toBe(
      'Divide into 70 % train, 20 % valid, 10 % test (seed 7, given splits kept)',
    );
    await expect(client.datasets.applySplit({ datasetId, plan })).rejects.toMatchObject({ code: 'data_invalid' });
  });

  it('that cannot be is refused with the reason', async () => {
    await expect(
      workbench.client.datasets.previewSplit({ datasetId, plan: { ...plan, validShare: 0.6, testShare: 0.5 } }),
    ).rejects.toMatchObject({ code: 'config_invalid' });
  });
});

describe('an audit', () => {
  it('measures every picture once and finds what tells the classes apart without a face', async () => {
    const { client } = workbench;
    expect(await client.datasets.auditReport({ datasetId })).toBeNull();
    const { jobId } = await client.datasets.audit({ datasetId });
    expect(await client.datasets.audit({ datasetId })).toEqual({ jobId }); // the one that runs
    const from = workbench.events.length;
    const { job } = await workbench.heard(
      'job.changed',
      (body) => body.job.id === jobId && body.job.status !== 'running',
    );
    expect(job).toMatchObject({ status: 'finished', progress: { done: COUNT - 1, total: COUNT - 1, unit: 'images' } });
    await workbench.heard('dataset.changed', () => true, from - 1);
    const report = await client.datasets.auditReport({ datasetId });
    // Warm discs are real, cold ones fake: their luma differs.
    expect(report).toMatchObject({
      datasetId,
      imageCount: COUNT,
      unmeasuredCount: 0,
      exactPairCount: 1,
      sharedGroupCount: 0,
    });
    expect(report?.measures.find(({ name }) => name === 'Brightness')).toMatchObject({ isAmber: true });
    expect(report?.probe).toMatchObject({ folds: 5, isAmber: true });
    expect((await page({}, 0, 1)).total).toBe(COUNT);
    const brightest = await client.datasets.faces({
      ...order(),
      sort: 'brightness',
      isDescending: true,
      offset: 0,
      limit: 10,
    });
    expect(brightest.faces.every(({ label }) => label === REAL)).toBe(true);
    expect((await client.datasets.face({ imageId: ids[0]! })).measures).toMatchObject({ jpegQuality: null });
  });

  it('says which revision it was of, and shows pairs as they are now', async () => {
    const { client } = workbench;
    const [first, copy] = [ids[0] as ImageId, ids.at(-1) as ImageId];
    expect((await client.datasets.auditReport({ datasetId }))?.pairs[0]).toMatchObject({
      ...{
        first: { id: first, isExcluded: false },
        second: { id: copy },
        isExact: true,
        distance: 0,
        hasOtherLabel: false,
      },
    });
    const change = { kind: 'relabel', label: FAKE } as const;
    await client.datasets.revise({ datasetId, selection: { imageIds: [copy] }, change });
    const shown = await client.datasets.auditReport({ datasetId });
    expect(shown?.pairs[0]).toMatchObject({ second: { label: FAKE, csvLabel: REAL }, hasOtherLabel: true });
    expect(shown?.revision).toBe((await client.datasets.get({ datasetId })).revision - 1);
    await client.datasets.revise({ datasetId, selection: { imageIds: [copy] }, change: { kind: 'exclude' } });
    rmSync(path.join(folder, 'faces'), { recursive: true });
    const { jobId } = await client.datasets.audit({ datasetId });
    await workbench.heard('job.changed', ({ job }) => job.id === jobId && job.status === 'finished');
    // What was measured once is known by its content, whether the file is still there or not.
    expect(await client.datasets.auditReport({ datasetId })).toMatchObject({
      imageCount: COUNT - 1,
      unmeasuredCount: 0,
      exactPairCount: 0,
    });
  });
});
