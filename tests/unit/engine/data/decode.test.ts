import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeFace } from '#main/engine/data/decode.ts';
import { ImageError } from '#main/images/open.ts';

type Case = {
  name: string;
  from: [number, number];
  to: [number, number];
  crop: boolean;
  channels: 1 | 3;
  pixels: string;
};
type Expected = { cases: Case[]; jpegs: Record<string, { file: string; pixels: string }> };
const expected: Expected = JSON.parse(
  readFileSync(new URL('../../../parity/decode.expected.json', import.meta.url), 'utf8'),
);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-decode-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The formula of tests/parity/decode.py. */
function picture(width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) {
        const waves = 60 * Math.sin((x * (7 + c)) / width) + 50 * Math.cos((y * (5 + 2 * c)) / height);
        const edge = 3 * x > 2 * y + width / 2 ? 25 : -25;
        const noise = ((x * 7919 + y * 104729 + c * 1299709) % 17) - 8;
        pixels[(y * width + x) * 3 + c] = Math.min(255, Math.max(0, Math.floor(128 + waves + edge + noise)));
      }
  return pixels;
}

async function pngOf(width: number, height: number): Promise<string> {
  const file = join(folder, `${width}x${height}.png`);
  await sharp(picture(width, height), { raw: { width, height, channels: 3 } })
    .png()
    .toFile(file);
  return file;
}

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

function difference(actual: Uint8Array, wanted: Uint8Array) {
  expect(actual.length).toBe(wanted.length);
  const differences = actual.map((value, i) => Math.abs(value - (wanted[i] ?? 0)));
  return { mean: differences.reduce((sum, d) => sum + d, 0) / actual.length, largest: Math.max(...differences) };
}

/**
 * In grey levels of 0..255. PIL and libvips both use weights in fixed point and round after each direction, each in its own way, which is half a level;
 * libvips averages blocks of whole pixels before it shrinks by more than 4, which stays within it on these pictures.
 */
const LARGEST_MEAN_DIFFERENCE = 0.5;

describe('decodeFace', () => {
  for (const face of expected.cases)
    it(`resizes as PIL does: ${face.name}`, async () => {
      const [width, height] = face.to;
      const pixels = await decodeFace(await pngOf(...face.from), {
        width,
        height,
        channels: face.channels,
        crop: face.crop,
      });
      expect(difference(pixels, bytes(face.pixels)).mean).toBeLessThan(LARGEST_MEAN_DIFFERENCE);
    });
  for (const [name, { file, pixels }] of Object.entries(expected.jpegs))
    it(`returns exactly the pixels of PIL's JPEG decoder where the size is right: ${name}`, async () => {
      const path = join(folder, 'face.jpg');
      writeFileSync(path, bytes(file));
      const decoded = await decodeFace(path, { width: 32, height: 24, channels: 3, crop: false });
      expect(difference(decoded, bytes(pixels)).largest).toBe(0);
    });

  it('throws for a file that cannot be decoded, with its name', async () => {
    const [file, bad] = [
      join(folder, 'cut.png'),
      await sharp(picture(64, 64), { raw: { width: 64, height: 64, channels: 3 } })
        .png()
        .toBuffer(),
    ];
    writeFileSync(file, bad.subarray(0, bad.length >> 1));
    const options = { width: 32, height: 32, channels: 3, crop: false } as const;
    await expect(decodeFace(file, options)).rejects.toThrow(ImageError);
    await expect(decodeFace(file, options)).rejects.toThrow(`"${file}" is damaged`);
    await expect(decodeFace(join(folder, 'none.png'), options)).rejects.toMatchObject({ code: 'file_not_found' });
  });
});
