import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { colourMap, drawHeatmap } from '#main/images/heatmap.ts';
import { drawSeen } from '#main/images/seen.ts';
import { colourOf } from '#shared/domain/colour-scales.ts';

let folder = '';
let file = '';
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-heatmap-'));
  file = path.join(folder, 'thirds.png');
  // Red, green and blue thirds, side by side: 60 x 20.
  const pixels = new Uint8Array(60 * 20 * 3);
  for (let y = 0; y < 20; y++) for (let x = 0; x < 60; x++) pixels[3 * (60 * y + x) + Math.floor(x / 20)] = 255;
  await sharp(pixels, { raw: { width: 60, height: 20, channels: 3 } })
    .png()
    .toFile(file);
});
afterAll(() => rmSync(folder, { recursive: true }));

const map = { values: Float32Array.of(0, 4), rows: 1, columns: 2 };

describe('a heat map as a picture', () => {
  it('has the colour of the value that lies between the cells, not a mixture of their colours', () => {
    const pixels = colourMap({ ...map, scale: 'jet', max: 4 }, { width: 8, height: 1 });
    const expected = [0, 0, 0.5, 1.5, 2.5, 3.5, 4, 4].flatMap((value) => [
      ...colourOf('jet', Math.round((255 * value) / 4) / 255),
    ]);
    expect([...pixels]).toEqual(expected);
  });

  it('stands on the scale that it is given, and cuts what lies above', () => {
    const [twice, half] = [8, 2].map((max) =>
      [...colourMap({ ...map, scale: 'viridis', max }, { width: 2, height: 1 })].slice(3),
    );
    expect(twice).toEqual([...colourOf('viridis', 128 / 255)]);
    expect(half).toEqual([...colourOf('viridis', 1)]);
  });

  it('is all of the lowest colour where it is empty', () => {
    const empty = { values: new Float32Array(4), rows: 2, columns: 2, max: 0 };
    const pixels = colourMap({ ...empty, scale: 'inferno' }, { width: 3, height: 3 });
    expect(new Set(Array.from({ length: 9 }, (_, i) => pixels.slice(3 * i, 3 * i + 3).join()))).toEqual(
      new Set([colourOf('inferno', 0).join()]),
    );
  });

  it('has the shape of the input, the longer side as asked', async () => {
    const webp = await drawHeatmap({
      kind: 'heatmap',
      ...{ file, ...map, scale: 'viridis', max: 4, sizePx: 100, aspect: { width: 112, height: 224 } },
    });
    expect(await sharp(webp).metadata()).toMatchObject({ format: 'webp', width: 50, height: 100 });
  });
});

describe('a face as a network sees it', () => {
  const draw = async (options: { input: { width: number; height: number } | null; crop: boolean }) => {
    const png = await drawSeen({ kind: 'seen', file, sha256: null, sizePx: 30, format: 'png', ...options });
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number) => [...data.subarray(3 * (15 * info.width + x), 3 * (15 * info.width + x) + 3)];
    return { ...info, at };
  };

  it('is squeezed where all of it is seen: all three thirds are there', async () => {
    const { width, height, at } = await draw({ input: { width: 8, height: 8 }, crop: false });
    expect([width, height]).toEqual([30, 30]);
    expect([at(3), at(15), at(27)]).toEqual([
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
    ]);
  });

  it('is the middle where it is cropped: only the middle third is left', async () => {
    const { width, height, at } = await draw({ input: { width: 8, height: 8 }, crop: true });
    expect([width, height]).toEqual([30, 30]);
    expect([at(3), at(15), at(27)]).toEqual([
      [0, 255, 0],
      [0, 255, 0],
      [0, 255, 0],
    ]);
  });

  it('keeps its own shape where nothing is known of the network', async () => {
    expect(await draw({ input: null, crop: false })).toMatchObject({ width: 30, height: 10 });
  });
});
