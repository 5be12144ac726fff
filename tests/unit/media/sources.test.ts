import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createImagesClient } from '#main/images/client.ts';
import { createMediaHandler, type MediaHandler } from '#main/media/handler.ts';
import { createMediaSources } from '#main/media/sources.ts';
import type { Store } from '#main/store/open.ts';
import { FAKE, type Label } from '#shared/domain/labels.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { noise } from '#tests/unit/images/bad-files.ts';
import { newImage, newRun, saveDataset, temporaryFolder, temporaryStore } from '#tests/unit/store/workspace.ts';

let media: MediaHandler;
let store: Store;
let file = '';
let imageId: ImageId;
const get = (address: string) => media(new Request(`http://facet/media/${address}`));
const pictureOf = async (response: Response) => await sharp(Buffer.from(await response.arrayBuffer())).metadata();

beforeEach(async () => {
  const folder = temporaryFolder();
  file = path.join(folder, 'face.jpg');
  await noise(300, 200).jpeg().toFile(file);
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  store = temporaryStore();
  const saved = saveDataset(
    store,
    [newImage(0, { path: 'face.jpg', sha256 }), newImage(1)],
    path.join(folder, 'faces.csv'),
  );
  imageId = saved.imageIds[0] as ImageId;
  const images = createImagesClient({ cacheFolder: path.join(folder, 'cache') });
  onTestFinished(() => images.close());
  const inspectedFile = (id: string, line: number) => {
    if (id === 'ab' && line === 2) return file;
    throw new AppError('not_found', 'That example face is no longer known.');
  };
  media = createMediaHandler(createMediaSources({ store, images, inspectedFile }));
});

describe('the picture of an image', () => {
  it('has one of a few sizes, and may be kept by a browser', async () => {
    const response = await get(`images/${imageId}?size=100`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await pictureOf(response)).toMatchObject({ width: 128, height: 85 });
    expect(await pictureOf(await get(`images/${imageId}`))).toMatchObject({ width: 128 });
    expect(await pictureOf(await get(`images/${imageId}?size=1000`))).toMatchObject({ width: 300 });
  });

  it.each([
    ['images/999999', 404, 'has no image 999999'],
    ['images', 404, 'no image at'],
    ['images/1/2', 404, 'no image at'],
    ['images/..%2f..%2fetc%2fpasswd', 404, 'no image at'],
    ['images/1e0', 404, 'no image at'],
    ['images/-1', 404, 'no image at'],
    ['images/1?size=0', 400, '"size" of an image'],
    ['images/1?size=99999', 400, '"size" of an image'],
    ['images/1?size=ten', 400, '"size" of an image'],
    ['elsewhere/1', 404, 'no such image'],
  ])('is refused at %s with %i and a sentence', async (address, status, sentence) => {
    const response = await get(address);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(sentence);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('is 404 where its file is gone, and an error where that holds something else now', async () => {
    await noise(20, 20).jpeg().toFile(`${file}.new`);
    writeFileSync(file, readFileSync(`${file}.new`));
    const changed = await get(`images/${imageId}`);
    expect([changed.status, await changed.text()]).toEqual([
      422,
      expect.stringContaining('has changed since it was added'),
    ]);
    rmSync(file);
    const gone = await get(`images/${imageId}`);
    expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining('does not exist')]);
  });
});

describe('the example face of an inspection', () => {
  it('comes by its line and is not kept: the next inspection may call another face by it', async () => {
    const response = await get('inspections/ab/2?size=64');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await pictureOf(response)).toMatchObject({ width: 64 });
    expect((await get('inspections/ab/3')).status).toBe(404);
    expect((await get('inspections/cd/2')).status).toBe(404);
  });
});

describe('the heat map of a pinned face', () => {
  it('lies over the picture, on its own scale or a shared one', async () => {
    const run = store.runs.create(
      newRun({ dataset: store.datasets.list()[0]!, imageIds: [imageId] }, { faces: { train: [imageId], valid: [] } }),
    );
    store.probes.pin(run.id, [imageId]);
    const results = [{ imageId, score: 0.7, explainedClass: FAKE as Label, values: Float32Array.of(0, 1, 2, 3) }];
    store.probes.record(run.id, { epoch: 1, layer: 'layer4', rows: 2, columns: 2, results });
    const own = await get(`probes/${run.id}/1/${imageId}?size=128`);
    expect(await pictureOf(own)).toMatchObject({ width: 128, height: 85 });
    const bytes = async (address: string) => Buffer.from(await (await get(address)).arrayBuffer());
    expect(await bytes(`probes/${run.id}/1/${imageId}?max=3`)).toEqual(await bytes(`probes/${run.id}/1/${imageId}`));
    expect(await bytes(`probes/${run.id}/1/${imageId}?max=30`)).not.toEqual(
      await bytes(`probes/${run.id}/1/${imageId}`),
    );
    expect((await get(`probes/${run.id}/2/${imageId}`)).status).toBe(404);
    expect((await get(`probes/${run.id}/1/${imageId}?max=-1`)).status).toBe(400);
    expect((await get(`probes/nobody/1/${imageId}`)).status).toBe(404);
  });
});
