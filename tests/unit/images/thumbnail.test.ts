import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeThumbnail } from '#main/images/thumbnail.ts';
import { type BadFile, makeBadFiles, noise } from '#tests/unit/images/bad-files.ts';

let folder = '';
let badFiles: readonly BadFile[] = [];
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-thumbnails-'));
  badFiles = await makeBadFiles(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const thumbnail = async (name: string, sizePx: number) =>
  await sharp(await makeThumbnail({ kind: 'thumbnail', file: at(name), sha256: null, sizePx })).metadata();

describe('a thumbnail', () => {
  it('is WebP with the wanted longer side, and never larger than the picture', async () => {
    await noise(300, 150).jpeg().toFile(at('wide.jpg'));
    expect(await thumbnail('wide.jpg', 64)).toMatchObject({ format: 'webp', width: 64, height: 32 });
    expect(await thumbnail('wide.jpg', 512)).toMatchObject({ width: 300, height: 150 });
  });

  it('stands as the EXIF orientation says', async () => {
    await noise(40, 20).withMetadata({ orientation: 6 }).jpeg().toFile(at('turned.jpg'));
    expect(await thumbnail('turned.jpg', 128)).toMatchObject({ width: 20, height: 40 });
  });

  it('is refused of every kind of bad file, with the reason that the check gives', async () => {
    for (const { file, reason } of badFiles)
      await expect(makeThumbnail({ kind: 'thumbnail', file, sha256: null, sizePx: 64 }), file).rejects.toThrow(reason);
  });

  it('is refused of a file that holds something else by now', async () => {
    await noise(40, 30).png().toFile(at('known.png'));
    const sha256 = createHash('sha256')
      .update(readFileSync(at('known.png')))
      .digest('hex');
    const task = { kind: 'thumbnail', file: at('known.png'), sha256, sizePx: 64 } as const;
    await expect(makeThumbnail(task)).resolves.toBeInstanceOf(Uint8Array);
    writeFileSync(at('known.png'), readFileSync(at('wide.jpg')));
    await expect(makeThumbnail(task)).rejects.toThrow('has changed since it was added to the data set');
  });
});
