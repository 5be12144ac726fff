/** From a CSV to batches: the images child in a process of its own, real faces where they are at hand. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAugmentation } from '#main/engine/data/augmentation.ts';
import { batches, epochOrder } from '#main/engine/data/batches.ts';
import { createImageCache } from '#main/engine/data/cache.ts';
import { decodeFace } from '#main/engine/data/decode.ts';
import { readFaceCsv } from '#main/features/datasets/csv.ts';
import { checkFaces } from '#main/features/datasets/prepare.ts';
import { randomSplit } from '#main/features/datasets/split.ts';
import { createImagesClient, type ImagesClient } from '#main/images/client.ts';
import { forkImagesFrom } from '#main/images/fork.ts';
import { createRandom } from '#shared/domain/random.ts';
import { type BadFile, bmpHeader, makeBadFiles, noise } from '#tests/unit/images/bad-files.ts';

const REPOSITORY = new URL('../../', import.meta.url);
const FACES = new URL('../shared/data/faces/train.csv', REPOSITORY).pathname;

let folder = '';
let badFiles: readonly BadFile[] = [];
let goodFiles: readonly string[] = [];
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-data-'));
  badFiles = await makeBadFiles(folder);
  goodFiles = Array.from({ length: 20 }, (_, i) => at(`good-${i}.png`));
  for (const [i, file] of goodFiles.entries())
    await noise(9 + i, 9)
      .png()
      .toFile(file);
});
afterAll(() => rmSync(folder, { recursive: true }));

let client: ImagesClient | null = null;
const start = (options: Parameters<typeof createImagesClient>[0] = {}) => {
  client = createImagesClient(options);
  return client;
};
afterEach(() => client?.close());

/** The real child, but for what it does on files with certain names. */
function temperamentalChild() {
  const child = new URL('src-main/images/child.ts', REPOSITORY);
  const code = `
    process.on('message', ({ file }) => {
      if (file.includes('crash')) process.kill(process.pid, 'SIGSEGV');
      if (file.includes('hang')) for (;;);
    });
    await import(${JSON.stringify(child.href)});`;
  writeFileSync(at('child.mjs'), code);
  return { spawn: () => forkImagesFrom(at('child.mjs')) };
}

describe('the images child', () => {
  it('answers for every file in the order of the files, good and bad mixed, and tells how far it is', async () => {
    const files = badFiles.flatMap(({ file }, i) => [file, goodFiles[i % goodFiles.length] ?? '']);
    const progress: number[] = [];
    const results = await start().check(files, { onProgress: ({ done }) => progress.push(done) });
    expect(results.map((result) => result.file)).toEqual(files);
    for (const [i, { file, reason }] of badFiles.entries()) {
      const [bad, good] = [results[2 * i], results[2 * i + 1]];
      expect(bad?.kind === 'bad' ? bad.reason : 'ok', file).toMatch(reason);
      expect(good?.kind).toBe('ok');
    }
    expect(progress).toEqual(files.map((_, i) => i + 1));
  });

  it('sets aside a file that kills it, and goes on with the others', async () => {
    const files = [...goodFiles.slice(0, 9), at('crash.png'), ...goodFiles.slice(9)];
    const warnings: string[] = [];
    const logger = { warn: (_: object, message: string) => warnings.push(message) };
    const results = await start({ ...temperamentalChild(), logger }).check(files);
    expect(results[9]).toEqual({ kind: 'bad', file: at('crash.png'), reason: 'crashed the decoder (SIGSEGV)' });
    expect(results.filter((result) => result.kind === 'ok')).toHaveLength(20);
    expect(warnings.length).toBeGreaterThan(0);
  });

  it('kills itself free of a file that it hangs on', async () => {
    const results = await start({ ...temperamentalChild(), hungMs: 1_000 }).check([at('hang.png'), goodFiles[0] ?? '']);
    expect(results.map((result) => result.kind)).toEqual(['bad', 'ok']);
    expect(results[0]).toMatchObject({ reason: 'crashed the decoder (did not answer for 1 s)' });
  });

  it('gives up after three restarts, naming the files it died over', async () => {
    const files = Array.from({ length: 12 }, (_, i) => at(`crash-${i}.png`));
    await expect(start(temperamentalChild()).check(files)).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/died 4 times.*crash-\d+\.png/),
    });
  });

  it('says so where it does not even start', async () => {
    await expect(
      start({ spawn: () => forkImagesFrom(at('no-such-module.mjs')) }).check(goodFiles),
    ).rejects.toMatchObject({
      code: 'internal',
    });
  });

  it('stops when asked to, and is there for the next call', async () => {
    const images = start();
    const controller = new AbortController();
    const stopped = images.check([...goodFiles, ...goodFiles], {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect((await images.check(goodFiles)).every((result) => result.kind === 'ok')).toBe(true);
  });

  it('takes calls one after another, and none after it is closed', async () => {
    const images = start();
    const [first, second] = await Promise.all([
      images.check(goodFiles.slice(0, 3)),
      images.check(goodFiles.slice(3, 5)),
    ]);
    expect([first.length, second.length]).toEqual([3, 2]);
    await images.close();
    await expect(images.check(goodFiles)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('300 files with damage at random places', () => {
  it('are good or bad, and none of them ends the child', async () => {
    const random = createRandom(300);
    const picture = noise(40, 30);
    const bmp = Buffer.concat([bmpHeader({ width: 40, height: 30 }), Buffer.alloc(40 * 3 * 30, 99)]);
    const originals = [
      await picture.jpeg().toBuffer(),
      await picture.png().toBuffer(),
      await picture.webp().toBuffer(),
      bmp,
    ];
    const files = Array.from({ length: 300 }, (_, i) => {
      const original = originals[i % originals.length] ?? bmp;
      const length = random.next() < 0.3 ? random.integer(original.length) : original.length;
      const bytes = Buffer.from(original.subarray(0, length));
      for (let n = 0; n < 8 && length > 0; n++) bytes[random.integer(length)] = random.integer(256);
      writeFileSync(at(`damaged-${i}`), bytes);
      return at(`damaged-${i}`);
    });
    const warnings: object[] = [];
    const results = await start({ logger: { warn: (facts) => warnings.push(facts) } }).check(files);
    expect(warnings).toEqual([]);
    expect(results.filter((result) => result.kind === 'bad').length).toBeGreaterThan(150);
    for (const result of results) if (result.kind === 'ok') expect(result.width * result.height).toBeLessThan(64e6);
  });
});

describe('a CSV with one of everything that can be wrong', () => {
  it('is refused with the first ten reasons, or used for what is good in it', async () => {
    const named = badFiles.filter(({ file }) => !/[\0]/.test(file));
    const rows = [
      ...goodFiles.map((file, i) => `${file},${i % 2}`),
      ...named.map(({ file }) => `${file},1`),
      'x.png,maybe',
      ',0',
    ];
    writeFileSync(at('mixed.csv'), `path,real\n${rows.join('\n')}\n`);
    const table = await readFaceCsv(at('mixed.csv'));
    const images = start();
    await expect(checkFaces(table, { images })).rejects.toMatchObject({
      code: 'data_invalid',
      message: expect.stringContaining('and 14 more'),
    });
    const { faces, bad } = await checkFaces(table, { images, allowBad: true });
    expect(faces.map((face) => face.file)).toEqual(goodFiles);
    expect(bad).toHaveLength(named.length + 2);
  });
});

describe.skipIf(!existsSync(FACES))('the shared faces', () => {
  it('are all good, and come as the same batches in every epoch, cached or not', async () => {
    const table = await readFaceCsv(FACES);
    expect(table.rows).toHaveLength(920);
    const { faces, bad } = await checkFaces(table, { images: start() });
    expect([faces.length, bad.length]).toEqual([920, 0]);
    expect(new Set(faces.map((face) => `${face.format} ${face.width}x${face.height}`))).toEqual(
      new Set(['jpeg 224x224']),
    );

    const { train, valid } = randomSplit(faces, { proportion: 0.2, seed: 42 });
    expect([train.length, valid.length]).toEqual([736, 184]);

    const shape = { height: 64, width: 64, channels: 3 } as const;
    const cacheOptions = {
      decode: (file: string) => decodeFace(file, { ...shape, crop: false }),
      imageBytes: 64 * 64 * 3,
      folder,
    };
    const cache = createImageCache({ ...cacheOptions, memoryBytes: 40 * 64 * 64 * 3, diskBytes: 40 * 64 * 64 * 3 });
    const uncached = createImageCache({ ...cacheOptions, memoryBytes: 0, diskBytes: 0 });
    const augment = createAugmentation({ flip: 0.5, crop: 0.1, brightness: 0.1, jpegQuality: [70, 95], blur: 0.5 });
    const order = epochOrder(100, { seed: 42, epoch: 1 });
    const read = async (from: typeof cache) => {
      const hashes: number[] = [];
      const source = batches({ images: faces, order, batchSize: 32, shape, cache: from, augment, seed: 42, epoch: 1 });
      for await (const { pixels, labels } of source) {
        hashes.push(pixels.reduce((hash, value) => (Math.imul(hash, 31) + value) | 0, labels.length));
      }
      return hashes;
    };
    const first = await read(cache);
    expect(first).toHaveLength(4);
    expect(await read(cache)).toEqual(first);
    expect(await read(uncached)).toEqual(first);
    expect(cache.stats()).toMatchObject({ memoryImages: 40, diskImages: 40, memoryHits: 40, decodes: 120 });
    await Promise.all([cache.close(), uncached.close()]);
  });
});
