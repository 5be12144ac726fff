/** Faces and figures as files: pictures, a report that needs nothing else, and a table that no spreadsheet runs. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OverlayChoice } from '#shared/contract/exports.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { tinyFace } from '#tests/helpers/tiny-faces.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';

const folder = folderForTests('exports');
const HOSTILE = ['=HYPERLINK("http://evil.example")', '<img src=x onerror=alert(1)>', '"quoted", and & more'];
let workbench: Workbench;
let evaluationId: EvaluationId;
let imageIds: readonly ImageId[];

const overlay: OverlayChoice = {
  ...{ method: 'grad-cam', layer: 'layer4', explainedClass: null },
  ...{ scale: 'inferno', top: 'shared', opacity: 0.5 },
};

beforeAll(async () => {
  workbench = await openWorkbench(path.join(folder, 'workspace'), { begins: false });
  const rows = [];
  for (let i = 0; i < 6; i++) {
    const label = i % 2 === 0 ? REAL : FAKE;
    writeFileSync(path.join(folder, `${i}.png`), await tinyFace(label, { seed: 3, index: i }));
    rows.push(`${i}.png,${label},"${HOSTILE[i % 3]?.replaceAll('"', '""')}"`);
  }
  const csvPath = path.join(folder, 'faces.csv');
  writeFileSync(csvPath, `path,real,remark\n${rows.join('\n')}\n`);
  const { client, heard, store } = workbench;
  const source = { csvPath, imagesFolder: null };
  const { mapping } = await client.datasets.inspect({ source, mapping: null });
  const name = '=1+1 <script>alert(1)</script>';
  const { jobId } = await client.datasets.add({ source, mapping: mapping!, name, allowBad: false });
  await heard('job.changed', ({ job }) => job.id === jobId && job.status === 'finished');
  const { datasetId } = await client.datasets.added({ jobId });
  imageIds = store.images.list(datasetId).map(({ id }) => id);
  evaluationId = store.evaluations.start({
    ...{ runId: null, checkpointFile: '/weights/@best.safetensors', checkpointSha256: 'a'.repeat(64), datasetId },
    ...{ splitName: 'test', threshold: 0.5, positiveClass: 'fake', device: 'CPU' },
  }).id;
  const scores = [0.1, 0.9, 0.6, 0.4, 0.2, 0.8];
  store.predictions.record(
    evaluationId,
    imageIds.map((imageId, i) => ({ imageId, score: scores[i]!, loss: 0.1 * i })),
  );
  store.evaluations.end(evaluationId, { status: 'finished', metrics: {}, durationMs: 1 });
  store.heatmaps.record(
    evaluationId,
    { method: 'grad-cam', layer: 'layer4', rows: 2, columns: 2 },
    imageIds.slice(0, 5).map((imageId, i) => ({
      ...{ imageId, explainedClass: scores[i]! >= 0.5 ? FAKE : REAL, overlay: null },
      values: i === 4 ? new Float32Array(4) : Float32Array.of(0, 1, 2, 3 + i),
    })),
  );
});
afterAll(() => workbench.close());

const made = async ({ jobId }: { jobId: JobId }) => {
  await workbench.heard('job.changed', ({ job }) => job.id === jobId && job.status !== 'running');
  return await workbench.client.exports.made({ jobId });
};
const into = (name: string) => {
  const place = path.join(folder, name);
  mkdirSync(place, { recursive: true });
  return place;
};
const all = () => ({ evaluationId, choice: { kind: 'faces' as const, imageIds: [...imageIds] }, threshold: null });

describe('a report', () => {
  it('is one file without a script and without an address of anything outside it, and names what it shows', async () => {
    const {
      path: file,
      faceCount,
      withoutMapCount,
    } = await made(
      await workbench.client.exports.report({ ...all(), overlay, hasPictures: true, folder: into('report') }),
    );
    expect([faceCount, withoutMapCount]).toEqual([6, 1]);
    const html = readFileSync(file, 'utf8');
    const addresses = [...html.matchAll(/(?:src|href|url|action)\s*[=(]\s*["']?([^"')\s>]+)/gi)].map(
      ([, to]) => to ?? '',
    );
    expect(addresses.length).toBeGreaterThan(10);
    expect(addresses.filter((to) => !to.startsWith('data:image/webp;base64,'))).toEqual([]);
    expect(html).not.toMatch(/<script|<iframe|<object|<link|onerror=|@import/i);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('Grad-CAM at layer4 for the predicted class, Inferno, all faces on one scale');
    expect(html).toContain('no map by Grad-CAM at layer4');
    expect(html).toContain('empty map');
    expect(html).toMatch(/Accuracy<\/th><td>0\.6667<\/td><td>0\.\d+ to 0\.\d+<\/td><td class="quiet">Wilson/);
    expect(html).toMatch(
      /AUC<\/th><td>0\.\d{4}<\/td><td>[\d.]+ to [\d.]+<\/td><td class="quiet">bootstrap, 1,000 resamples/,
    );
  });

  it('leaves every face out where that is asked for', async () => {
    const { path: file } = await made(
      await workbench.client.exports.report({ ...all(), overlay, hasPictures: false, folder: into('report') }),
    );
    const html = readFileSync(file, 'utf8');
    expect(path.basename(file)).toBe(`test-${evaluationId}-report-2.html`);
    expect(html).not.toContain('data:image');
    expect(html).toContain('left out of this report');
    expect(html).toContain('P(fake) 0.9000');
  });
});

describe('pictures', () => {
  it('are one PNG a face, with a colour bar where there is a map; a file that is gone is named', async () => {
    rmSync(path.join(folder, '3.png'));
    const result = await made(await workbench.client.exports.pictures({ ...all(), overlay, folder: into('pictures') }));
    expect(result).toMatchObject({ faceCount: 5, problems: [expect.stringContaining('does not exist')] });
    const names = readdirSync(result.path).sort();
    expect(names).toEqual([
      '00001-real-0.1000-0.png',
      '00002-fake-0.9000-1.png',
      '00003-real-0.6000-2.png',
      '00005-real-0.2000-4.png',
      '00006-fake-0.8000-5.png',
    ]);
    const widths = await Promise.all(
      names.map(async (name) => (await sharp(path.join(result.path, name)).metadata()).width),
    );
    expect(widths[0]).toBeGreaterThan(widths[4]!); // the last has no map, so neither a second face nor a bar
  });

  it('are given one by one as well', async () => {
    const { name, png } = await workbench.client.exports.face({
      ...{ evaluationId, imageId: imageIds[1]!, threshold: 0.95, overlay, max: null },
    });
    expect(name).toBe(`test-${evaluationId}-00002-fake-0.9000-1.png`);
    expect(await sharp(Buffer.from(await png.arrayBuffer())).metadata()).toMatchObject({ format: 'png' });
  });
});

describe('predictions', () => {
  it('are a table that starts as a submission, with the call at the threshold, and no cell of it is a formula', async () => {
    const { path: file } = await made(
      await workbench.client.exports.predictions({ ...all(), threshold: 0.7, folder: into('table') }),
    );
    const text = readFileSync(file, 'utf8');
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(text.split(',').slice(0, 3)).toEqual(['path', 'real', 'p_fake']);
    expect(rows.map(({ path: name, real, p_fake }) => [name, real, p_fake])).toEqual([
      ['0.png', '1', '0.1'],
      ['1.png', '0', '0.9'],
      ['2.png', '1', '0.6'],
      ['3.png', '1', '0.4'],
      ['4.png', '1', '0.2'],
      ['5.png', '0', '0.8'],
    ]);
    const cells = rows.flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(rows[0]).toMatchObject({ data: "'=1+1 <script>alert(1)</script>", outcome: 'real-called-real' });
  });

  it('can be those that a gallery shows', async () => {
    const order = {
      ...{ evaluationId, filter: { outcomes: ['real-called-fake' as const] }, threshold: null },
      ...{ sort: 'loss' as const, isRising: false },
    };
    const result = await made(
      await workbench.client.exports.predictions({
        ...{ evaluationId, choice: { kind: 'shown', order, limit: 100 }, threshold: null, folder: into('shown') },
      }),
    );
    expect(result.faceCount).toBe(1);
  });
});

describe('an export', () => {
  it('says what it cannot do before it begins', async () => {
    const { predictions } = workbench.client.exports;
    const nowhere = path.join(folder, 'nowhere');
    await expect(predictions({ ...all(), folder: nowhere })).rejects.toMatchObject({ code: 'file_not_found' });
    const file = path.join(folder, 'faces.csv');
    await expect(predictions({ ...all(), folder: file })).rejects.toMatchObject({ code: 'file_invalid' });
    const order = {
      ...{ evaluationId, filter: { text: 'no such path' }, threshold: null, sort: 'line' as const, isRising: true },
    };
    await expect(predictions({ ...all(), choice: { kind: 'shown', order, limit: 5 }, folder })).rejects.toMatchObject({
      code: 'data_invalid',
      message: 'No face fits: there is nothing to export.',
    });
  });
});
