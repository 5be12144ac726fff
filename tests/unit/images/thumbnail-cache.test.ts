import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createThumbnailCache } from '#main/images/thumbnail-cache.ts';
import { sha256Of, temporaryFolder } from '#tests/unit/store/workspace.ts';

/** A container of so many bytes. */
function webp(bytes: number, fill = 7): Buffer {
  const file = Buffer.alloc(bytes, fill);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(bytes - 8, 4);
  file.write('WEBP', 8, 'latin1');
  return file;
}

const key = (name: string, sizePx = 128) => ({ sha256: sha256Of(name), sizePx });
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'));

describe('the cache of thumbnails', () => {
  it('gives back what was kept, by content and size, also after a restart', async () => {
    const folder = temporaryFolder();
    const cache = createThumbnailCache({ folder });
    expect(await cache.read(key('a'))).toBeNull();
    cache.write(key('a'), webp(100));
    cache.write(key('a', 64), webp(50));
    await cache.close();
    const again = createThumbnailCache({ folder });
    expect((await again.read(key('a')))?.length).toBe(100);
    expect((await again.read(key('a', 64)))?.length).toBe(50);
    expect(await again.read(key('b'))).toBeNull();
    expect(filesIn(folder).every((name) => name.endsWith('.webp'))).toBe(true);
  });

  it('takes half a file for none', async () => {
    const folder = temporaryFolder();
    const cache = createThumbnailCache({ folder });
    cache.write(key('a'), webp(100));
    await cache.close();
    const file = join(folder, filesIn(folder)[0] ?? '');
    writeFileSync(file, readFileSync(file).subarray(0, 60));
    expect(await cache.read(key('a'))).toBeNull();
    writeFileSync(file, '');
    expect(await cache.read(key('a'))).toBeNull();
  });

  it('lets the oldest go when it has grown beyond its bound', async () => {
    const folder = temporaryFolder();
    const names = Array.from({ length: 40 }, (_, i) => `face ${i}`);
    const cache = createThumbnailCache({ folder, maxBytes: 20_000 });
    for (const [i, name] of names.entries()) {
      cache.write(key(name), webp(1_000));
      await cache.close(); // one after another, so that each has its time
      const file = join(folder, key(name).sha256.slice(0, 2), `${key(name).sha256}-128.webp`);
      utimesSync(file, 1_000 + i, 1_000 + i);
    }
    const bytes = filesIn(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(bytes).toBeLessThanOrEqual(20_000);
    expect(await cache.read(key('face 0'))).toBeNull();
    expect(await cache.read(key('face 39'))).not.toBeNull();
  });

  it('says once that it cannot keep anything, and goes on without', async () => {
    const folder = join(temporaryFolder(), 'file');
    writeFileSync(folder, 'in the way');
    const warnings: string[] = [];
    const cache = createThumbnailCache({ folder, logger: { warn: (_, message) => warnings.push(message) } });
    for (const name of ['a', 'b', 'c']) cache.write(key(name), webp(100));
    await cache.close();
    expect(warnings).toEqual(['Thumbnails cannot be kept on the disk.']);
    expect(await cache.read(key('a'))).toBeNull();
  });
});
