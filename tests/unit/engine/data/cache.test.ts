import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImageCache, type ImageCacheOptions } from '#main/engine/data/cache.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-cache-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const IMAGE_BYTES = 1_000;

/** The pixels of "file n" are all n. */
function cacheOf({ memory, disk, ...rest }: { memory: number; disk: number } & Partial<ImageCacheOptions>) {
  return createImageCache({
    decode: async (file) => new Uint8Array(IMAGE_BYTES).fill(Number(file)),
    imageBytes: IMAGE_BYTES,
    memoryBytes: memory * IMAGE_BYTES,
    diskBytes: disk * IMAGE_BYTES,
    folder,
    ...rest,
  });
}

async function readAll(cache: ReturnType<typeof cacheOf>, count: number) {
  for (let i = 0; i < count; i++) {
    const pixels = await cache.get(i, String(i));
    expect(pixels.length).toBe(IMAGE_BYTES);
    expect(pixels.every((value) => value === i)).toBe(true);
  }
}

/** Resolves once the writes that are under way are over: `stats` has no event for that. */
async function settled(cache: ReturnType<typeof cacheOf>, diskImages: number) {
  while (cache.stats().diskImages < diskImages) await new Promise((resume) => setImmediate(resume));
}

describe('createImageCache', () => {
  it('fills the memory, then the file, and decodes the rest each time', async () => {
    const cache = cacheOf({ memory: 3, disk: 4 });
    await readAll(cache, 10);
    await settled(cache, 4);
    expect(cache.stats()).toEqual({ memoryImages: 3, diskImages: 4, memoryHits: 0, diskHits: 0, decodes: 10 });
    await readAll(cache, 10);
    expect(cache.stats()).toEqual({ memoryImages: 3, diskImages: 4, memoryHits: 3, diskHits: 4, decodes: 13 });
    await cache.close();
  });

  it('keeps nothing where it may not', async () => {
    const cache = cacheOf({ memory: 0.9, disk: 0.9 });
    await readAll(cache, 2);
    await readAll(cache, 2);
    expect(cache.stats()).toMatchObject({ memoryImages: 0, diskImages: 0, decodes: 4 });
    await cache.close();
  });

  it('decodes once for those who ask at the same time', async () => {
    const cache = cacheOf({ memory: 0, disk: 0 });
    const [first, second] = await Promise.all([cache.get(7, '7'), cache.get(7, '7')]);
    expect(first).toBe(second);
    expect(cache.stats().decodes).toBe(1);
    await cache.close();
  });

  it('leaves no file to be seen, neither while it is open nor afterwards', async () => {
    const cache = cacheOf({ memory: 0, disk: 9 });
    await readAll(cache, 9);
    await settled(cache, 9);
    expect(readdirSync(folder)).toEqual([]);
    await cache.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says once that its file cannot be written, and decodes instead', async () => {
    const notAFolder = join(folder, 'file');
    writeFileSync(notAFolder, '');
    const said: string[] = [];
    const cache = cacheOf({ memory: 1, disk: 9, folder: notAFolder, notify: (text) => said.push(text) });
    await readAll(cache, 5);
    await readAll(cache, 5);
    expect(cache.stats()).toMatchObject({ diskImages: 0, decodes: 9 });
    await cache.close();
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('are decoded each time');
    rmSync(notAFolder);
  });

  it('passes on what is wrong with a file, and asks for it anew the next time', async () => {
    let isMended = false;
    const cache = cacheOf({
      memory: 1,
      disk: 0,
      decode: async (file) =>
        isMended ? new Uint8Array(IMAGE_BYTES) : Promise.reject(new Error(`${file} is damaged`)),
    });
    await expect(cache.get(1, 'a.jpg')).rejects.toThrow('a.jpg is damaged');
    isMended = true;
    expect((await cache.get(1, 'a.jpg')).length).toBe(IMAGE_BYTES);
    await cache.close();
  });
});
