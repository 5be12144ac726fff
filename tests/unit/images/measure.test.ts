import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differenceHash, laplacianVariance, measurePicture } from '#main/images/measure.ts';
import { noise } from '#tests/unit/images/bad-files.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-measures-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function measure(image: Sharp, name: string) {
  const file = join(folder, name);
  await image.toFile(file);
  return await measurePicture({ kind: 'measure', file, sha256: null });
}

const plain = (level: number) =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: level, g: level, b: level } } });

/** Soft blobs: what a scaled copy keeps. */
const blobs = (seed: number, size = 200) => {
  const pixels = Uint8Array.from({ length: size * size }, (_, i) => {
    const [x, y] = [(i % size) / size, Math.floor(i / size) / size];
    return 128 + 60 * Math.sin(seed + 7 * x + 3 * y) + 60 * Math.cos(2 * seed - 4 * x + 9 * y);
  });
  return sharp(pixels, { raw: { width: size, height: size, channels: 1 } });
};

const bitsApart = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, byte, i) => sum + (byte ^ (b[i] ?? 0)).toString(2).replaceAll('0', '').length, 0);

describe('the measures of a picture', () => {
  it('are exact where everything has one grey', async () => {
    const { brightness, contrast, sharpness, jpegQuality } = await measure(plain(102).png(), 'grey.png');
    expect(brightness).toBeCloseTo(0.4, 5);
    expect([contrast, sharpness, jpegQuality]).toEqual([expect.closeTo(0, 4), expect.closeTo(0, 4), null]);
  });

  it('weigh colours as luma does: 0.299 R + 0.587 G + 0.114 B', async () => {
    const green = sharp({ create: { width: 8, height: 8, channels: 3, background: { r: 0, g: 255, b: 0 } } });
    expect((await measure(green.png(), 'green.png')).brightness).toBeCloseTo(0.587, 3);
  });

  it('take half black and half white for a contrast of one half', async () => {
    const halves = plain(0).composite([
      { input: { create: { width: 32, height: 48, channels: 3, background: '#fff' } }, left: 0, top: 0 },
    ]);
    const { brightness, contrast } = await measure(halves.png(), 'halves.png');
    expect(brightness).toBeCloseTo(0.5, 2);
    expect(contrast).toBeCloseTo(0.5, 2);
  });

  it('call a blurred picture less sharp', async () => {
    const sharpOne = await measure(noise(300, 300).png(), 'sharp.png');
    const soft = await measure(noise(300, 300).blur(3).png(), 'soft.png');
    expect(soft.sharpness).toBeLessThan(sharpOne.sharpness / 4);
  });
});

describe('laplacianVariance', () => {
  it('agrees with a sum by hand', () => {
    // 4 x 4, one bright pixel at (1, 1): its four inner responses are -4v, v, v, 0.
    const luma = new Float32Array(16);
    luma[5] = 10;
    const responses = [-40, 10, 10, 0];
    const mean = responses.reduce((sum, value) => sum + value, 0) / 4;
    const variance = responses.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4;
    expect(laplacianVariance(luma, 4)).toBeCloseTo(variance, 3);
  });
});

describe('differenceHash', () => {
  it('has every bit of the first half set where brightness rises to the right, of the second where it rises downwards', () => {
    const rising = (along: 'x' | 'y') =>
      Float32Array.from({ length: 72 * 72 }, (_, i) => (along === 'x' ? i % 72 : Math.floor(i / 72)));
    expect([...differenceHash(rising('x'), 72)]).toEqual([...Array(8).fill(255), ...Array(8).fill(0)]);
    expect([...differenceHash(rising('y'), 72)]).toEqual([...Array(8).fill(0), ...Array(8).fill(255)]);
  });

  it('stays within a few bits for copies that were scaled or compressed again, and far off for another picture', async () => {
    const original = await measure(blobs(1).png(), 'original.png');
    const small = await measure(blobs(1).resize(70).jpeg({ quality: 40 }), 'small.jpg');
    const other = await measure(blobs(2).png(), 'other.png');
    expect(bitsApart(original.hash, small.hash)).toBeLessThanOrEqual(4);
    expect(bitsApart(original.hash, other.hash)).toBeGreaterThan(16);
  });
});
