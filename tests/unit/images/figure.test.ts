import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawFigure } from '#main/images/figure.ts';
import type { TaskOf } from '#main/images/messages.ts';
import { colourOf } from '#shared/domain/colour-scales.ts';

let folder = '';
let file = '';
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-figure-'));
  file = path.join(folder, 'grey.png');
  await sharp({ create: { width: 64, height: 64, channels: 3, background: '#808080' } })
    .png()
    .toFile(file);
});
afterAll(() => rmSync(folder, { recursive: true }));

const draw = async (options: Pick<TaskOf<'figure'>, 'map' | 'captions'>) => {
  const input = { width: 32, height: 32 };
  const png = await drawFigure({ kind: 'figure', file, sha256: null, sizePx: 200, input, crop: false, ...options });
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [
    ...data.subarray(info.channels * (info.width * y + x), info.channels * (info.width * y + x) + 3),
  ];
  return { ...info, at };
};
const map = { values: Float32Array.of(2), rows: 1, columns: 1, scale: 'jet', max: 4, opacity: 0.5 } as const;

describe('the figure of a face', () => {
  it('has the face, the face under its map, and the whole scale beside them', async () => {
    const { width, height, at } = await draw({ map, captions: ['a.png', 'P(fake) 0.5'] });
    expect([width, height]).toEqual([20 + 200 + 20 + 200 + 20 + 18 + 74 + 20, 20 + 200 + 14 + 2 * 22 + 20]);
    expect(at(120, 120)).toEqual([128, 128, 128]);
    const mixed = colourOf('jet', 128 / 255).map((channel) => (128 + channel) / 2);
    for (const [c, channel] of mixed.entries()) expect(Math.abs(at(340, 120)[c]! - channel)).toBeLessThanOrEqual(1);
    for (const [y, value] of [
      [21, 1],
      [218, 0],
    ] as const)
      for (const [c, channel] of colourOf('jet', value).entries())
        expect(Math.abs(at(469, y)[c]! - channel)).toBeLessThanOrEqual(12); // within a few steps of the scale
  });

  it('leaves an empty map without colours: the scale would call all of it zero', async () => {
    const { at } = await draw({ map: { ...map, values: Float32Array.of(0), max: 0 }, captions: [] });
    expect(at(340, 120)).toEqual([128, 128, 128]);
  });

  it('takes words as they are, also those that look like markup, and cuts a line that is too long', async () => {
    const captions = ['<b>&amp;</b> "x" = 1', 'long '.repeat(200), ' ', 'a\u0001\u0000\n\ud800b'];
    const { width } = await draw({ map: null, captions });
    expect(width).toBe(240);
  });
});
