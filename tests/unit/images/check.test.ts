import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkImage } from '#main/images/check.ts';
import { decodingError, ImageError, openImage } from '#main/images/open.ts';
import { type BadFile, bmpHeader, makeBadFiles, noise } from '#tests/unit/images/bad-files.ts';

let folder = '';
let badFiles: readonly BadFile[] = [];
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-images-'));
  badFiles = await makeBadFiles(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('checkImage', () => {
  it('names what is wrong with each kind of bad file, within two seconds and little memory each', async () => {
    for (const { file, reason } of badFiles) {
      const rssBefore = process.memoryUsage.rss();
      const began = performance.now();
      const result = await checkImage(file);
      expect(result.kind === 'bad' ? result.reason : 'ok', file).toMatch(reason);
      expect(performance.now() - began, file).toBeLessThan(10_000);
      expect(process.memoryUsage.rss() - rssBefore, file).toBeLessThan(256 * 2 ** 20);
    }
  });

  it('refuses a socket', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(at('socket.png'), listening));
    expect(await checkImage(at('socket.png'))).toMatchObject({ kind: 'bad', reason: 'is a socket, not an image file' });
    server.close();
  });

  it('finds JPEG, PNG, WebP and BMP by their bytes and not by their names, also through a link', async () => {
    await noise(40, 30).jpeg().toFile(at('a.dat'));
    await noise(40, 30).png().toFile(at('b.jpg'));
    await noise(40, 30).webp().toFile(at('c.png'));
    writeFileSync(at('d'), Buffer.concat([bmpHeader({ width: 40, height: 30 }), Buffer.alloc(40 * 3 * 30)]));
    symlinkSync(at('a.dat'), at('link.png'));
    const formats = { 'a.dat': 'jpeg', 'b.jpg': 'png', 'c.png': 'webp', d: 'bmp', 'link.png': 'jpeg' };
    for (const [name, format] of Object.entries(formats)) {
      const bytes = readFileSync(at(name));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const facts = { kind: 'ok', file: at(name), format, width: 40, height: 30, sizeBytes: bytes.length, sha256 };
      expect(await checkImage(at(name)), name).toMatchObject(facts);
    }
  });

  it('gives width and height of the upright image', async () => {
    await noise(40, 30).withMetadata({ orientation: 6 }).jpeg().toFile(at('rotated.jpg'));
    expect(await checkImage(at('rotated.jpg'))).toMatchObject({ width: 30, height: 40 });
  });

  it('finds damage in the very last rows', async () => {
    const jpeg = await noise(64, 512).jpeg().toBuffer();
    writeFileSync(at('last-rows.jpg'), jpeg.subarray(0, jpeg.length - 200));
    expect(await checkImage(at('last-rows.jpg'))).toMatchObject({ kind: 'bad' });
  });
});

describe('openImage', () => {
  const decode = (file: string) => openImage(file).image.raw().toBuffer();

  it('throws with the name of the file, and another code where it does not exist', () => {
    expect(() => openImage(at('empty.jpg'))).toThrow(
      expect.objectContaining({ code: 'file_invalid', message: `"${at('empty.jpg')}" is empty.` }),
    );
    expect(() => openImage(at('missing.jpg'))).toThrow(expect.objectContaining({ code: 'file_not_found' }));
  });

  it('turns an image as its EXIF orientation says', async () => {
    const leftRed = Buffer.from([255, 0, 0, 0, 0, 255]); // two pixels: red, blue
    await sharp(leftRed, { raw: { width: 2, height: 1, channels: 3 } })
      .withMetadata({ orientation: 3 })
      .png()
      .toFile(at('turned.png'));
    expect([...(await decode(at('turned.png')))]).toEqual([0, 0, 255, 255, 0, 0]);
  });

  it('lays transparent parts on black', async () => {
    const half = Buffer.from([200, 100, 50, 0, 200, 100, 50, 255]);
    await sharp(half, { raw: { width: 2, height: 1, channels: 4 } })
      .png()
      .toFile(at('alpha.png'));
    expect([...(await decode(at('alpha.png')))]).toEqual([0, 0, 0, 200, 100, 50]);
  });

  it('makes three 8-bit channels of 16 bits, of grey and of a palette', async () => {
    const deep = Uint16Array.from([0xffff, 0x8000, 0x00ff]);
    await sharp(deep, { raw: { width: 1, height: 1, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toFile(at('deep.png'));
    expect([...(await decode(at('deep.png')))]).toEqual([0xff, 0x80, 0x00]);
    await sharp(Buffer.from([77]), { raw: { width: 1, height: 1, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toFile(at('grey.png'));
    expect([...(await decode(at('grey.png')))]).toEqual([77, 77, 77]);
    await sharp(Buffer.from([9, 8, 7]), { raw: { width: 1, height: 1, channels: 3 } })
      .png({ palette: true })
      .toFile(at('palette.png'));
    expect([...(await decode(at('palette.png')))]).toEqual([9, 8, 7]);
  });

  it('takes samples as they are, whatever colour profile stands beside them', async () => {
    const pixel = sharp(Buffer.from([200, 30, 60]), { raw: { width: 1, height: 1, channels: 3 } });
    await pixel.withIccProfile('p3').png().toFile(at('p3.png'));
    const withoutProfile = await sharp(at('p3.png'), { ignoreIcc: true }).raw().toBuffer();
    expect([...(await decode(at('p3.png')))]).toEqual([...withoutProfile]);
  });

  it('says of a decoder that gives up after too long that it took too long', () => {
    expect(decodingError('a.jpg', new Error('timeout: 12% complete'))).toBeInstanceOf(ImageError);
    expect(decodingError('a.jpg', new Error('timeout: 12% complete')).reason).toMatch(/takes too long/);
  });
});
