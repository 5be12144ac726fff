import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createImagesClient } from '#main/images/client.ts';
import { createMediaHandler, type MediaHandler } from '#main/media/handler.ts';
import { createMediaSources } from '#main/media/sources.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { noise } from '#tests/unit/images/bad-files.ts';
import {
  newImage,
  newRun,
  saveDataset,
  startEvaluation,
  temporaryFolder,
  temporaryStore,
} from '#tests/unit/store/workspace.ts';

let media: MediaHandler;
let test: EvaluationId;
let runless: EvaluationId;
let imageId: ImageId;
const get = (address: string) => media(new Request(`http://facet/media/${address}`));
const pictureOf = async (response: Response) => await sharp(Buffer.from(await response.arrayBuffer())).metadata();
const bytesOf = async (address: string) => Buffer.from(await (await get(address)).arrayBuffer());

beforeEach(async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'face.jpg');
  await noise(300, 200).jpeg().toFile(file);
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
  const store = temporaryStore();
  const face = newImage(0, { path: 'face.jpg', sha256, width: 300, height: 200 });
  const saved = saveDataset(store, [face, newImage(1)], path.join(folder, 'faces.csv'));
  imageId = saved.imageIds[0] as ImageId;
  const run = store.runs.create(
    newRun(saved, {
      config: { data: { crop: true }, input_size: { width: 64, height: 128 } },
      faces: { train: [imageId], valid: [] },
    }),
  );
  test = startEvaluation(store, saved, { runId: run.id }).id;
  runless = startEvaluation(store, saved).id;
  for (const id of [test, runless]) {
    store.predictions.record(id, [{ imageId, score: 0.9, loss: 2.3 }]);
    const map = { imageId, values: Float32Array.of(0, 1, 2, 3), overlay: null };
    store.heatmaps.record(id, { method: 'grad-cam', layer: 'layer4', rows: 2, columns: 2 }, [
      { ...map, explainedClass: FAKE },
    ]);
  }
  store.heatmaps.record(test, { method: 'layercam', layer: 'layer3', rows: 1, columns: 2 }, [
    { imageId, values: Float32Array.of(5, 0), overlay: null, explainedClass: REAL },
  ]);
  const images = createImagesClient();
  onTestFinished(() => images.close());
  const inspectedFile = (): string => {
    throw new AppError('not_found', 'That example face is no longer known.');
  };
  media = createMediaHandler(createMediaSources({ store, images, inspectedFile }));
});

describe('the heat map of a tested face', () => {
  it('has the shape of what the network sees, as has the face under it', async () => {
    const [map, seen] = [
      await get(`heatmaps/${test}/${imageId}?size=256`),
      await get(`seen/${test}/${imageId}?size=256`),
    ];
    expect([map.status, map.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(map.headers.get('cache-control')).toContain('immutable');
    expect(await pictureOf(map)).toMatchObject({ width: 128, height: 256 });
    expect(await pictureOf(seen)).toMatchObject({ width: 128, height: 256 });
  });

  it('has the shape of the picture where the weights belong to no run', async () => {
    expect(await pictureOf(await get(`heatmaps/${runless}/${imageId}?size=150`))).toMatchObject({
      width: 150,
      height: 100,
    });
    expect(await pictureOf(await get(`seen/${runless}/${imageId}?size=150`))).toMatchObject({
      width: 150,
      height: 100,
    });
  });

  it('is on its own scale unless another is shared, and in the colours asked for', async () => {
    const own = await bytesOf(`heatmaps/${test}/${imageId}?method=grad-cam&layer=layer4`);
    expect(await bytesOf(`heatmaps/${test}/${imageId}?max=3&class=0`)).toEqual(own);
    expect(await bytesOf(`heatmaps/${test}/${imageId}?max=30`)).not.toEqual(own);
    expect(await bytesOf(`heatmaps/${test}/${imageId}?scale=jet`)).not.toEqual(own);
  });

  it('is found by method, layer and class', async () => {
    expect((await get(`heatmaps/${test}/${imageId}?method=layercam&layer=layer3&class=1`)).status).toBe(200);
  });

  it.each([
    ['?method=layercam', 404, 'no heat map of image 1 by LayerCAM for the class fake yet'],
    ['?layer=layer1', 404, 'by Grad-CAM at layer1 for the class fake yet'],
    ['?class=1', 404, 'for the class real yet'],
    ['?class=2', 400, '"class" of an image'],
    ['?method=saliency', 400, '"method" of an image'],
    ['?scale=rainbow', 400, '"scale" of an image'],
    ['?max=0', 400, '"max" of an image'],
    ['?size=5000', 400, '"size" of an image'],
  ])('is refused at %s with %i and a sentence', async (search, status, sentence) => {
    const response = await get(`heatmaps/${test}/${imageId}${search}`);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(sentence)]);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('says that a test or a face is not there', async () => {
    for (const source of ['heatmaps', 'seen']) {
      const gone = await get(`${source}/999/${imageId}`);
      expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining('no evaluation 999')]);
    }
    const untested = await get(`heatmaps/${test}/2`);
    expect([untested.status, await untested.text()]).toEqual([404, expect.stringContaining('has no image 2')]);
    expect((await get(`seen/${test}/99`)).status).toBe(404);
    expect((await get(`heatmaps/${test}`)).status).toBe(404);
  });
});
