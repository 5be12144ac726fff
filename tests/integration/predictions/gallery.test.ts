/** A gallery as the window asks for it: through the contract, over a real store; scores are given, so that every outcome is known. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GalleryFilter } from '#shared/contract/predictions.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import type { DatasetId, EvaluationId, ImageId } from '#shared/domain/records.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';
import { sha256Of, startEvaluation } from '#tests/unit/store/fixtures.ts';

const COUNT = 20;
const folder = folderForTests('gallery');
let workbench: Workbench;
let datasetId: DatasetId;
let ids: readonly ImageId[] = [];
let test: EvaluationId;
let validation: EvaluationId;

/** By turns, so that each pair of them occurs. */
const KINDS = ['swap', 'morph'] as const;
const REGIONS = ['mouth', 'left eye', 'nose'] as const;

/** Face i is real where i is even; the scores rise, so that at 0.5 the first half is called real. */
const scoreOf = (index: number) => index / COUNT;

beforeAll(async () => {
  const csvPath = await drawTinyFaces(folder, { count: COUNT });
  const [head, ...rows] = readFileSync(csvPath, 'utf8').trim().split('\n');
  const told = rows.map((row, i) => `${row},${KINDS[i % 2]},${REGIONS[i % 3]}`);
  writeFileSync(csvPath, `${head},kind,region\n${told.join('\n')}\n`);
  workbench = await openWorkbench(path.join(folder, 'workspace'), { begins: false });
  const { client, store } = workbench;
  const source = { csvPath, imagesFolder: null };
  const { mapping } = await client.datasets.inspect({ source, mapping: null });
  const { jobId } = await client.datasets.add({ source, mapping: mapping!, name: 'tiny', allowBad: false });
  await workbench.heard('job.changed', ({ job }) => job.id === jobId && job.status === 'finished');
  ({ datasetId } = await client.datasets.added({ jobId }));
  ids = store.images.list(datasetId).map(({ id }) => id);
  const saved = { dataset: store.datasets.get(datasetId), imageIds: ids };
  const predict = (splitName: string) => {
    const { id } = startEvaluation(store, saved, { splitName, checkpointSha256: sha256Of('weights') });
    store.predictions.record(
      id,
      ids.map((imageId, i) => ({ imageId, score: scoreOf(i), loss: i % 2 === 0 ? scoreOf(i) : 1 - scoreOf(i) })),
    );
    return id;
  };
  test = predict('test');
  validation = predict('valid');
  for (const id of [test, validation]) store.evaluations.end(id, { status: 'finished', metrics: {}, durationMs: 1 });
});
afterAll(() => workbench.close());

const scope = (filter: GalleryFilter = {}, threshold: number | null = null) => ({
  evaluationId: test,
  filter,
  threshold,
});
const order = (filter: GalleryFilter = {}, threshold: number | null = null) =>
  ({ ...scope(filter, threshold), sort: 'loss', isRising: false }) as const;
const page = (filter: GalleryFilter = {}, threshold: number | null = null) =>
  workbench.client.predictions.page({ ...order(filter, threshold), offset: 0, limit: 100, map: null });
const MISTAKES: GalleryFilter = { outcomes: ['fake-called-real', 'real-called-fake'] };

describe('a gallery', () => {
  it('shows the most confident mistakes first, with their place, and counts each outcome', async () => {
    const { client } = workbench;
    const { total, faces } = await page(MISTAKES);
    expect(total).toBe(10);
    expect(faces.slice(0, 2).map(({ imageId }) => imageId)).toEqual([ids[1], ids[18]]);
    expect(faces[0]).toMatchObject({ label: FAKE, outcome: 'fake-called-real', tags: [], verdict: null });
    const place = await client.predictions.place({ ...order(MISTAKES), imageId: ids[18]! });
    expect(place).toMatchObject({ index: 1, previous: ids[1], total: 10 });
    expect(await client.predictions.place({ ...order(MISTAKES), imageId: ids[0]! })).toMatchObject({ index: null });
    expect(await client.predictions.ids({ ...order(MISTAKES), offset: 1, limit: 1 })).toEqual([ids[18]]);
    expect(await client.predictions.counts(scope(MISTAKES))).toEqual({
      'fake-called-fake': 5,
      'fake-called-real': 5,
      'real-called-fake': 5,
      'real-called-real': 5,
    });
    expect((await page({}, 0)).faces.every(({ outcome }) => outcome.endsWith('called-fake'))).toBe(true);
  });

  it('filters by several columns of the CSV at once, and offers the values of one under the others', async () => {
    const { client } = workbench;
    const { dataset } = await client.predictions.test({ evaluationId: test });
    expect(dataset.metadataColumns).toEqual(['kind', 'region']);
    const indexes = async (filter: GalleryFilter) =>
      (await page(filter)).faces.map(({ imageId }) => ids.indexOf(imageId)).sort((a, b) => a - b);
    const fitting = (wanted: (index: number) => boolean) => ids.map((_, i) => i).filter(wanted);
    const both: GalleryFilter = { metadata: { kind: 'swap', region: 'nose' } };
    expect(await indexes(both)).toEqual(fitting((i) => i % 2 === 0 && i % 3 === 2));
    expect(await indexes({ ...both, ...MISTAKES })).toEqual(
      fitting((i) => i % 2 === 0 && i % 3 === 2 && i >= COUNT / 2),
    );
    expect((await page({ metadata: { kind: 'swap', region: 'chin' } })).total).toBe(0);
    const facet = { ...scope(both), facet: 'metadata', contains: '' } as const;
    const { values } = await client.predictions.facet({ ...facet, column: 'region' });
    const countOf = (region: number) => fitting((i) => i % 2 === 0 && i % 3 === region).length;
    expect(Object.fromEntries(values.map(({ value, count }) => [value, count]))).toEqual(
      Object.fromEntries(REGIONS.map((region, i) => [region, countOf(i)])),
    );
  });

  it('says so where there is no such test', async () => {
    const missing = { ...order(), evaluationId: 99 as EvaluationId };
    await expect(
      workbench.client.predictions.page({ ...missing, offset: 0, limit: 1, map: null }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('grows with a test that runs', async () => {
    const { client, store } = workbench;
    const saved = { dataset: store.datasets.get(datasetId), imageIds: ids };
    const { id } = startEvaluation(store, saved);
    const total = async () =>
      (await client.predictions.page({ ...order(), evaluationId: id, offset: 0, limit: 1, map: null })).total;
    expect(await total()).toBe(0);
    store.predictions.record(id, [{ imageId: ids[0]!, score: 0.5, loss: 1 }]);
    expect(await total()).toBe(1);
  });
});

describe('an operating point', () => {
  it('is chosen on validation faces only, frozen, holds for the test, and can be undone', async () => {
    const { client } = workbench;
    const rule = { kind: 'by-hand' } as const;
    await expect(client.predictions.freeze({ evaluationId: test, threshold: 0.9, rule })).rejects.toMatchObject({
      code: 'conflict',
    });
    const before = await client.predictions.test({ evaluationId: test });
    expect(before).toMatchObject({ threshold: 0.5, frozen: null, isValidation: false });
    await client.predictions.freeze({ evaluationId: validation, threshold: 0.9, rule });
    const after = await client.predictions.test({ evaluationId: test });
    expect(after).toMatchObject({ threshold: 0.9, frozen: { threshold: 0.9, evaluationId: validation, rule } });
    expect((await client.predictions.counts(scope()))['real-called-fake']).toBe(1);
    await client.history.undo();
    expect((await client.predictions.test({ evaluationId: test })).frozen).toBeNull();
    await client.history.redo();
    await client.predictions.unfreeze({ evaluationId: validation });
    expect((await client.predictions.counts(scope()))['real-called-fake']).toBe(5);
  });

  it('has exact counts at every point and preset', async () => {
    const { client } = workbench;
    const costs = { missedFake: 5, falseAlarm: 1 };
    const { points, presets, n } = await client.predictions.operating({ evaluationId: test, ...costs });
    expect(points).toHaveLength(COUNT);
    expect(n).toBe(COUNT);
    for (const point of [...points, ...presets.flatMap((preset) => preset.point ?? [])]) {
      const counts = await client.predictions.counts(scope({}, point.threshold));
      expect(counts).toMatchObject({
        'fake-called-fake': point.fakesCalledFake,
        'real-called-fake': point.realsCalledFake,
      });
    }
  });
});

describe('marks', () => {
  it('go onto all that is shown, are told, filtered by, undone and done again', async () => {
    const { client } = workbench;
    const from = workbench.events.length;
    const selection = { view: scope(MISTAKES) };
    expect(await client.marks.tag({ selection, add: ['odd', ' odd '], remove: [] })).toEqual({ changedCount: 10 });
    await workbench.heard('marks.changed', () => true, from);
    expect((await page({ tag: 'odd' })).total).toBe(10);
    expect(await client.marks.tags()).toEqual([{ tag: 'odd', count: 10 }]);
    expect(await client.marks.tag({ selection, add: ['odd'], remove: [] })).toEqual({ changedCount: 0 });
    expect(await client.history.undo()).toEqual({ undone: 'Tag 10 faces "odd"' });
    expect((await page({ tag: 'odd' })).total).toBe(0);
    await client.history.redo();
    expect(await client.marks.tag({ selection: { imageIds: [ids[1]!] }, add: [], remove: ['odd'] })).toEqual({
      changedCount: 1,
    });
    expect((await page({ tag: 'odd' })).total).toBe(9);
  });

  it('add a note below another, and put one in its place', async () => {
    const { client } = workbench;
    const selection = { imageIds: [ids[2]!, ids[3]!] };
    await client.marks.note({ selection: { imageIds: [ids[2]!] }, text: 'blurred', isAdded: false });
    await client.marks.note({ selection, text: 'look again', isAdded: true });
    expect((await client.marks.of({ imageId: ids[2]! })).note).toBe('blurred\nlook again');
    expect((await client.marks.of({ imageId: ids[3]! })).note).toBe('look again');
    await client.history.undo();
    expect((await client.marks.of({ imageId: ids[2]! })).note).toBe('blurred');
    expect((await client.marks.of({ imageId: ids[3]! })).note).toBe('');
    expect(await client.marks.note({ selection, text: '', isAdded: false })).toEqual({ changedCount: 1 });
  });
});

describe('verdicts', () => {
  it('become one revision that relabels and excludes; undone, they wait again', async () => {
    const { client } = workbench;
    const judge = (index: number, verdict: 'label-wrong' | 'bad-crop' | 'ambiguous' | 'models-fault') =>
      client.marks.judge({ selection: { imageIds: [ids[index]!] }, verdict });
    await judge(1, 'label-wrong');
    await judge(18, 'bad-crop');
    await judge(3, 'ambiguous');
    await judge(5, 'models-fault');
    expect(await judge(5, 'models-fault')).toEqual({ changedCount: 0 });
    expect((await page({ verdict: 'none' })).total).toBe(COUNT - 4);
    const pending = { 'label-wrong': 1, 'bad-crop': 1, ambiguous: 1, 'models-fault': 1 };
    expect(await client.marks.pending({ datasetId })).toEqual(pending);

    const applied = await client.marks.applyVerdicts({ datasetId, excludesAmbiguous: false });
    expect(applied).toEqual({ revision: 1, changedCount: 2 });
    const { faces } = await page(MISTAKES);
    expect(faces[0]).toMatchObject({ imageId: ids[1], label: FAKE, labelNow: REAL, verdict: 'label-wrong' });
    expect(faces[1]).toMatchObject({ imageId: ids[18], isExcluded: true });
    const left = { ...pending, 'label-wrong': 0, 'bad-crop': 0 };
    expect(await client.marks.pending({ datasetId })).toEqual(left);
    // The pages of the data set know of it at once.
    const relabelled = { datasetId, filter: { state: 'relabelled' }, sort: 'line', isDescending: false } as const;
    expect((await client.datasets.faces({ ...relabelled, offset: 0, limit: 5 })).total).toBe(1);
    await expect(client.marks.applyVerdicts({ datasetId, excludesAmbiguous: false })).rejects.toMatchObject({
      code: 'data_invalid',
    });

    expect(await client.history.undo()).toEqual({ undone: 'Put right 2 faces by verdicts' });
    expect(await client.marks.pending({ datasetId })).toEqual(pending);
    expect((await client.datasets.faces({ ...relabelled, offset: 0, limit: 5 })).total).toBe(0);
    await client.history.redo();
    expect(await client.marks.pending({ datasetId })).toEqual(left);
  });

  it('leave a label alone that was turned round by hand meanwhile', async () => {
    const { client } = workbench;
    const imageIds = [ids[7]!];
    await client.marks.judge({ selection: { imageIds }, verdict: 'label-wrong' });
    await client.datasets.revise({ datasetId, selection: { imageIds }, change: { kind: 'relabel', label: REAL } });
    await client.marks.judge({ selection: { imageIds: [ids[9]!] }, verdict: 'bad-crop' });
    expect(await client.marks.applyVerdicts({ datasetId, excludesAmbiguous: false })).toMatchObject({
      changedCount: 1,
    });
    expect((await client.datasets.face({ imageId: ids[7]! })).label).toBe(REAL);
  });
});
