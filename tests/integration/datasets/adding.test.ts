/** From a table to a data set and out again, as a page does it: through the contract, with a real store and a real decoder. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDataset } from '#main/features/datasets/load.ts';
import type { ColumnMapping, DataSource } from '#shared/contract/datasets.ts';
import type { Job, JobId } from '#shared/contract/jobs.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';
import { newRun } from '#tests/unit/store/fixtures.ts';

const COUNT = 60;
let folder = '';
let bench: Workbench;
const at = (...names: string[]) => path.join(folder, ...names);

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-adding-'));
  await drawTinyFaces(folder, { count: COUNT });
  bench = await openWorkbench(at('workspace'), { begins: false });
});
afterEach(async () => {
  await bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const MAPPING: ColumnMapping = {
  path: 'image',
  label: 'kind',
  realValues: ['photo'],
  fakeValues: ['gan'],
  group: 'person',
  split: 'part',
  source: null,
};

/** The tiny faces under other names of columns, and more rows. */
function writeTable(...more: readonly string[]): DataSource {
  const rows = Array.from({ length: COUNT }, (_, i) => {
    const [kind, part] = [i % 2 === 0 ? 'photo' : 'gan', i % 3 === 0 ? 'val' : 'Training'];
    return `faces/${i}.png,${kind},p${i >> 2},${part},note ${i}`;
  });
  writeFileSync(at('other.csv'), ['image,kind,person,part,note', ...rows, ...more, ''].join('\n'));
  return { csvPath: at('other.csv'), imagesFolder: null };
}

async function ended(jobId: JobId): Promise<Job> {
  const { job } = await bench.heard('job.changed', ({ job: { id, status } }) => id === jobId && status !== 'running');
  return job;
}

async function add(source: DataSource, mapping = MAPPING, allowBad = false): Promise<DatasetId> {
  const { jobId } = await bench.client.datasets.add({ source, mapping, name: 'my faces', allowBad });
  expect(await ended(jobId)).toMatchObject({ status: 'finished', error: null });
  return (await bench.client.datasets.added({ jobId })).datasetId;
}

describe('a dry run', () => {
  it('tells what would be added and what would be left out, by line and reason, and adds nothing', async () => {
    writeFileSync(at('faces', 'text.png'), 'no image');
    copyFileSync(at('faces', '4.png'), at('faces', 'again.png'));
    const source = writeTable('faces/text.png,photo,,,', 'gone.png,gan,,,', 'faces/again.png,photo,p1,,');
    const { jobId } = await bench.client.datasets.dryRun({ source, mapping: MAPPING });
    expect(await ended(jobId)).toMatchObject({ status: 'finished', progress: { done: 63, total: 63, unit: 'images' } });
    const report = await bench.client.datasets.dryRunReport({ jobId });
    expect(report).toMatchObject({ rowCount: 63, usableCount: 61, badCount: 2, duplicateCount: 1, groupCount: 15 });
    expect(report.bad).toEqual([
      { line: 62, path: 'faces/text.png', reason: expect.stringContaining('the image is not JPEG, PNG, WebP or BMP') },
      { line: 63, path: 'gone.png', reason: 'the image does not exist' },
    ]);
    expect(report.duplicates).toEqual([{ line: 64, path: 'faces/again.png', reason: 'the same picture as in line 6' }]);
    expect(report.balance).toEqual({
      real: { train: 20, valid: 10, test: 0, none: 1 },
      fake: { train: 20, valid: 10, test: 0, none: 0 },
    });
    expect(report.sizes).toEqual([{ name: '32 × 32 px', real: 31, fake: 30 }]);
    expect(report.formats).toEqual([{ name: 'png', real: 31, fake: 30 }]);
    expect(report.isTooBad).toBe(false);
    const { link } = await bench.client.jobs.get({ jobId });
    const search = new URL(link ?? '', 'http://127.0.0.1').searchParams;
    expect([search.get('path'), JSON.parse(search.get('mapping') ?? '')]).toEqual([source.csvPath, MAPPING]);
    expect(await bench.client.datasets.list()).toEqual([]);
  });

  it('has no report while it runs, and ends as failed where the table cannot be read', async () => {
    const source = writeTable();
    const { jobId } = await bench.client.datasets.dryRun({ source, mapping: { ...MAPPING, label: 'class' } });
    await expect(bench.client.datasets.dryRunReport({ jobId })).rejects.toMatchObject({ code: 'not_found' });
    expect(await ended(jobId)).toMatchObject({
      status: 'failed',
      error: { code: 'data_invalid', message: expect.stringContaining('there is no column "class"') },
    });
  });

  it('can be stopped, and what it had decoded need not be decoded again', async () => {
    const source = writeTable();
    const { jobId } = await bench.client.datasets.dryRun({ source, mapping: MAPPING });
    await bench.client.jobs.stop({ jobId });
    expect((await ended(jobId)).status).toBe('stopped');
    await expect(bench.client.datasets.dryRunReport({ jobId })).rejects.toMatchObject({ code: 'not_found' });
    expect(bench.of('notice.raised')).toEqual([]);
    await add(source);
  });
});

describe('adding', () => {
  it('keeps mapping, metadata and bad rows, says so to all, and leads to its page', async () => {
    const source = writeTable('gone.png,gan,,,', 'faces/1.png,sketch,,,');
    const datasetId = await add(source);
    expect(await bench.client.datasets.get({ datasetId })).toMatchObject({
      ...{ name: 'my faces', imageCount: 60, realCount: 30, fakeCount: 30, badCount: 2, revision: 0, runCount: 0 },
      ...{ mapping: MAPPING, imagesFolder: null, groupCount: 15, metadataColumns: ['note'], sources: [] },
      balance: { real: { train: 20, valid: 10, test: 0, none: 0 }, fake: { train: 20, valid: 10, test: 0, none: 0 } },
      sizes: [{ name: '32 × 32 px', real: 30, fake: 30 }],
    });
    expect(await bench.client.datasets.badRows({ datasetId })).toEqual([
      { line: 62, path: 'gone.png', reason: 'the image does not exist' },
      { line: 63, path: 'faces/1.png', reason: 'the same file as in line 3' },
    ]);
    await bench.heard('dataset.changed', (body) => body.datasetId === datasetId);
    const link = bench.of('job.changed').findLast(({ job }) => job.kind === 'add-dataset')?.job.link;
    expect(link).toBe(`/datasets/${datasetId}`);
  });

  it('answers with the same data set when the same is added again', async () => {
    const source = writeTable();
    const first = await add(source);
    expect(await add(source)).toBe(first);
    expect(await add(source, { ...MAPPING, group: null })).not.toBe(first);
    expect(await bench.client.datasets.list()).toHaveLength(2);
  });

  it('refuses a table of which too much is bad, unless that is allowed', async () => {
    const source = writeTable(...Array.from({ length: 10 }, (_, i) => `gone-${i}.png,gan,,,`));
    const { jobId } = await bench.client.datasets.dryRun({ source, mapping: MAPPING });
    await ended(jobId);
    expect(await bench.client.datasets.dryRunReport({ jobId })).toMatchObject({ badCount: 10, isTooBad: true });
    const refused = await bench.client.datasets.add({ source, mapping: MAPPING, name: 'x', allowBad: false });
    expect((await ended(refused.jobId)).error).toMatchObject({ code: 'data_invalid' });
    await expect(bench.client.datasets.added({ jobId: refused.jobId })).rejects.toMatchObject({ code: 'not_found' });
    const datasetId = await add(source, MAPPING, true);
    expect(await bench.client.datasets.get({ datasetId })).toMatchObject({ imageCount: 60, badCount: 10 });
  });

  it('reads a known CSV the same way for a training that names nothing but its path', async () => {
    mkdirSync(at('elsewhere'));
    writeTable();
    const csvPath = at('elsewhere', 'table.csv');
    copyFileSync(at('other.csv'), csvPath);
    const datasetId = await add({ csvPath, imagesFolder: folder });
    const images = { check: () => expect.fail('every image was decoded when it was added') };
    const loaded = await loadDataset(
      csvPath,
      { store: bench.store, images: { check: images.check } },
      { allowBad: false },
    );
    expect(loaded.dataset.id).toBe(datasetId);
    expect(loaded.images[0]?.file).toBe(at('faces', '0.png'));
  });

  it('takes a folder, whose folders say what the faces are', async () => {
    for (const name of ['real', 'fake']) mkdirSync(at('collection', name), { recursive: true });
    for (let i = 0; i < 8; i++)
      copyFileSync(at('faces', `${i}.png`), at('collection', i % 2 === 0 ? 'real' : 'fake', `${i}.png`));
    const source = await bench.client.datasets.tableOfFolder({ folder: at('collection') });
    const { mapping, name, examples } = await bench.client.datasets.inspect({ source, mapping: null });
    expect([name, examples.real.length, examples.fake.length]).toEqual(['collection', 4, 4]);
    if (mapping === null) return expect.fail('nothing was guessed');
    const datasetId = await add(source, mapping);
    const { realCount, fakeCount } = await bench.client.datasets.get({ datasetId });
    expect([realCount, fakeCount]).toEqual([4, 4]);
  });

  it('shows the example faces of a table by their lines', async () => {
    const source = writeTable();
    const { id, examples } = await bench.client.datasets.inspect({ source, mapping: MAPPING });
    const media = (line: number) =>
      bench.backend.media(new Request(`http://127.0.0.1/media/inspections/${id}/${line}?size=64`));
    const face = await media(examples.real[0]?.line ?? 0);
    expect([face.status, face.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect((await media(9_999)).status).toBe(404);
  });
});

describe('a data set of the workspace', () => {
  it('is renamed, with a way back', async () => {
    const datasetId = await add(writeTable());
    const name = async () => (await bench.client.datasets.get({ datasetId })).name;
    await bench.client.datasets.rename({ datasetId, name: '  better  ' });
    expect(await name()).toBe('better');
    expect(await bench.client.history.undo()).toEqual({ undone: 'Rename "my faces" to "better"' });
    expect(await name()).toBe('my faces');
    await bench.client.history.redo();
    expect(await name()).toBe('better');
    await expect(bench.client.datasets.rename({ datasetId, name: '   ' })).rejects.toMatchObject({
      code: 'data_invalid',
    });
  });

  it('is removed, with a way back, and its images are left alone', async () => {
    const datasetId = await add(writeTable());
    await bench.client.datasets.remove({ datasetId });
    expect(await bench.client.datasets.list()).toEqual([]);
    await expect(bench.client.datasets.get({ datasetId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(bench.client.datasets.badRows({ datasetId })).rejects.toMatchObject({ code: 'not_found' });
    await bench.client.history.undo();
    expect(await bench.client.datasets.get({ datasetId })).toMatchObject({ imageCount: 60 });
    await bench.client.history.redo();
    expect(await bench.client.datasets.list()).toEqual([]);
    expect(readFileSync(at('faces', '0.png')).length).toBeGreaterThan(0);
  });

  it('stays while a run uses it, and says which', async () => {
    const datasetId = await add(writeTable());
    const imageIds = bench.store.images.list(datasetId).map(({ id }) => id);
    const dataset = bench.store.datasets.get(datasetId);
    const run = bench.store.runs.create(newRun({ dataset, imageIds }));
    await expect(bench.client.datasets.remove({ datasetId })).rejects.toMatchObject({
      code: 'conflict',
      message: `"my faces" cannot be removed: the run "${run.name}" of this workspace used it.`,
    });
    expect(await bench.client.datasets.list()).toMatchObject([{ id: datasetId, runCount: 1 }]);
  });
});

describe('files', () => {
  it('come in through the contract, in parts, and become a table to look at', async () => {
    const { files, datasets } = bench.client;
    const { uploadId } = await files.beginUpload({ name: 'dropped' });
    const send = (name: string, bytes: Buffer<ArrayBuffer>) =>
      files.upload({ uploadId, path: name, offset: 0, sizeBytes: bytes.length, file: new Blob([bytes]) });
    await send('table.csv', Buffer.from('path,real\na/0.png,1\na/1.png,0\n'));
    for (const i of [0, 1]) await send(`a/${i}.png`, readFileSync(at('faces', `${i}.png`)));
    const { path: csvPath } = await files.endUpload({ uploadId });
    expect(csvPath).toBe(at('workspace', 'imports', 'dropped', 'table.csv'));
    const found = await datasets.inspect({ source: { csvPath, imagesFolder: null }, mapping: null });
    expect(found.filesFound).toEqual({ tried: 2, found: 2 });
    await expect(files.browse({ path: at('none') })).rejects.toMatchObject({ code: 'file_not_found' });
    expect((await files.find({ path: csvPath })).kind).toBe('csv');
  });
});
