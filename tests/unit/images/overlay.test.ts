import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawOverlay, upsample } from '#main/images/overlay.ts';
import { viridis } from '#shared/domain/colour-scales.ts';

let folder = '';
let grey = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-overlay-'));
  grey = join(folder, 'grey.png');
  await sharp({ create: { width: 60, height: 40, channels: 3, background: '#808080' } })
    .png()
    .toFile(grey);
});
afterAll(() => rmSync(folder, { recursive: true }));

const draw = async (values: readonly number[], options: { max: number; crop?: { width: number; height: number } }) => {
  const map = { values: Float32Array.from(values), rows: 1, columns: values.length, max: options.max };
  const webp = await drawOverlay({
    kind: 'overlay',
    file: grey,
    sha256: null,
    sizePx: 128,
    crop: options.crop ?? null,
    ...map,
  });
  const { data, info } = await sharp(webp).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number) => [
    ...data.subarray((20 * info.width + x) * info.channels, (20 * info.width + x) * info.channels + 3),
  ];
  return { ...info, at };
};

describe('upsample', () => {
  it('is bilinear between the middles of the cells, and goes on beyond the outermost', () => {
    const map = { values: Float32Array.of(0, 4), rows: 1, columns: 2 };
    expect([...upsample(map, { width: 8, height: 1 })]).toEqual([0, 0, 0.5, 1.5, 2.5, 3.5, 4, 4]);
  });

  it('keeps a map of one cell even', () => {
    expect([...upsample({ values: Float32Array.of(3), rows: 1, columns: 1 }, { width: 2, height: 2 })]).toEqual([
      3, 3, 3, 3,
    ]);
  });
});

describe('an overlay', () => {
  it('mixes the face with the colour of each value on the shared scale', async () => {
    const { width, height, at } = await draw([0, 2], { max: 2 });
    expect([width, height]).toEqual([128, 85]);
    const mixed = (value: number) => viridis(value).map((channel) => Math.round(0.45 * 128 + 0.55 * channel));
    // WebP is lossy, and keeps colour at half the resolution.
    for (const [c, channel] of mixed(0).entries()) expect(at(8)[c]).toBeCloseTo(channel, -1.2);
    for (const [c, channel] of mixed(1).entries()) expect(at(120)[c]).toBeCloseTo(channel, -1.2);
  });

  it('draws a map without evidence in the lowest colour', async () => {
    const [none, low] = [await draw([0, 0], { max: 0 }), await draw([0, 0], { max: 5 })];
    expect(none.at(60)).toEqual(low.at(60));
  });

  it('shows the middle of the picture where the network saw no more', async () => {
    expect(await draw([1], { max: 1, crop: { width: 32, height: 32 } })).toMatchObject({ width: 128, height: 128 });
  });
});
