import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { jpegQuality } from '#main/images/jpeg-quality.ts';
import { createRandom } from '#shared/domain/random.ts';
import { noise } from '#tests/unit/images/bad-files.ts';

describe('the quality of a JPEG', () => {
  it.each([1, 10, 30, 49, 50, 51, 75, 90, 95, 100])('is the %i that libjpeg wrote it with', async (quality) => {
    // Without mozjpeg and its like: these have tables of their own.
    expect(jpegQuality(await noise(32, 32).jpeg({ quality, quantisationTable: 0 }).toBuffer())).toBe(quality);
  });

  it('is found in grey and progressive files too', async () => {
    expect(jpegQuality(await noise(32, 32).greyscale().jpeg({ quality: 60 }).toBuffer())).toBe(60);
    expect(jpegQuality(await noise(32, 32).jpeg({ quality: 60, progressive: true }).toBuffer())).toBe(60);
  });

  it('is the nearest one where the writer has tables of its own', async () => {
    const own = await noise(32, 32).jpeg({ quality: 80, quantisationTable: 3 }).toBuffer();
    const quality = jpegQuality(own);
    expect(quality).toBeGreaterThan(50);
    expect(quality).toBeLessThan(100);
  });

  it('is not known of what is no JPEG or breaks off before its tables', async () => {
    expect(jpegQuality(await noise(32, 32).png().toBuffer())).toBeNull();
    expect(jpegQuality(Uint8Array.of(0xff, 0xd8, 0xff))).toBeNull();
    expect(jpegQuality(new Uint8Array())).toBeNull();
  });

  it('reads any bytes without an exception', async () => {
    const random = createRandom(1);
    const original = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer();
    for (let i = 0; i < 500; i++) {
      const bytes = Uint8Array.from(original.subarray(0, 2 + random.integer(original.length)));
      for (let n = 0; n < 6; n++) bytes[random.integer(Math.min(bytes.length, 200))] = random.integer(256);
      const quality = jpegQuality(bytes);
      expect(quality === null || (quality >= 1 && quality <= 100)).toBe(true);
    }
  });
});
