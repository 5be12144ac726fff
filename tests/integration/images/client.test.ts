/** The images children as the window uses them: pictures while lists are worked through, and files that end a child. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createImagesClient, type ImagesClient } from '#main/images/client.ts';
import { forkImagesFrom } from '#main/images/fork.ts';
import { noise } from '#tests/unit/images/bad-files.ts';

const CHILD = new URL('../../../src-main/images/child.ts', import.meta.url);

let folder = '';
let files: readonly string[] = [];
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-images-'));
  files = Array.from({ length: 12 }, (_, i) => at(`face-${i}.jpg`));
  for (const [i, file] of files.entries())
    await noise(60 + i, 60)
      .jpeg()
      .toFile(file);
});
afterAll(() => rmSync(folder, { recursive: true }));

let client: ImagesClient | null = null;
const start = (options: Parameters<typeof createImagesClient>[0] = {}) => {
  client = createImagesClient(options);
  return client;
};
afterEach(() => client?.close());

const picture = (file: string) => ({ file, sha256: null, sizePx: 64 });

/** The real child, but held up by files with one kind of name until it is let go on, and killed by others. */
function temperamentalChild() {
  writeFileSync(
    at('child.mjs'),
    `import { existsSync } from 'node:fs';
     const pause = new Int32Array(new SharedArrayBuffer(4));
     process.on('message', ({ file }) => {
       if (file.includes('crash')) process.kill(process.pid, 'SIGSEGV');
       while (file.includes('slow') && !existsSync(${JSON.stringify(at('go-on'))})) Atomics.wait(pause, 0, 0, 20);
     });
     await import(${JSON.stringify(CHILD.href)});`,
  );
  return { spawn: () => forkImagesFrom(at('child.mjs')) };
}

describe('a picture for the page', () => {
  it('does not wait for a check of many files', async () => {
    const images = start(temperamentalChild());
    const check = images.check(Array.from({ length: 40 }, (_, i) => at(`slow-${i}.jpg`)));
    expect((await sharp(await images.thumbnail(picture(files[0] ?? ''))).metadata()).format).toBe('webp');
    writeFileSync(at('go-on'), '');
    expect(await check).toHaveLength(40);
    rmSync(at('go-on'));
  });

  it('is refused where its file ends the child, and the others come all the same', async () => {
    const warnings: string[] = [];
    const images = start({ ...temperamentalChild(), logger: { warn: (_, message) => warnings.push(message) } });
    const wanted = [...files.slice(0, 4), at('crash.jpg'), ...files.slice(4, 8)];
    const results = await Promise.allSettled(wanted.map((file) => images.thumbnail(picture(file))));
    expect(results.map(({ status }) => status)).toEqual(
      wanted.map((file) => (file.includes('crash') ? 'rejected' : 'fulfilled')),
    );
    expect(results[4]).toMatchObject({
      reason: { code: 'file_invalid', message: expect.stringContaining('crashed the decoder') },
    });
    expect(warnings.length).toBeGreaterThan(0);
  });

  it('comes from the child that was started for it before', async () => {
    let started = 0;
    const images = start({
      spawn: () => {
        started += 1;
        return forkImagesFrom(fileURLToPath(CHILD));
      },
    });
    images.warm();
    images.warm();
    expect(started).toBe(1);

    await images.thumbnail(picture(files[0] ?? ''));
    expect(started).toBe(1);
  });

  it('is dropped when nobody wants it any more, without harm to the others', async () => {
    const images = start();
    const controller = new AbortController();
    const dropped = files.map((file) => images.thumbnail({ ...picture(file), signal: controller.signal }));
    const kept = images.thumbnail(picture(files[0] ?? ''));
    controller.abort();
    for (const outcome of await Promise.allSettled(dropped))
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    expect((await kept).length).toBeGreaterThan(0);
  });

  it('says that a file is gone as something else than that it is damaged', async () => {
    const images = start();
    writeFileSync(at('damaged.jpg'), 'no picture');
    await expect(images.thumbnail(picture(at('gone.jpg')))).rejects.toMatchObject({ code: 'file_not_found' });
    await expect(images.thumbnail(picture(at('damaged.jpg')))).rejects.toMatchObject({ code: 'file_invalid' });
  });

  it('is made once and then read from the disk, even when its file is gone', async () => {
    const cacheFolder = at('cache');
    const [{ kind, ...facts } = { kind: 'bad' as const }] = await start().check(files.slice(0, 1));
    await client?.close();
    const sha256 = kind === 'ok' && 'sha256' in facts ? facts.sha256 : '';
    const first = start({ cacheFolder });
    const made = await first.thumbnail({ file: files[0] ?? '', sha256, sizePx: 100 });
    await first.close();
    const second = start({ cacheFolder, spawn: () => expect.unreachable('nothing has to be decoded') });
    expect(Buffer.from(await second.thumbnail({ file: at('gone.jpg'), sha256, sizePx: 128 }))).toEqual(
      Buffer.from(made),
    );
    expect(existsSync(join(cacheFolder, sha256.slice(0, 2), `${sha256}-128.webp`))).toBe(true);
  });

  it('is refused after the closing, and what was asked before is told so', async () => {
    const images = start(temperamentalChild());
    const waiting = images.thumbnail(picture(at('slow.jpg')));
    const outcome = expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await images.close();
    await outcome;
    await expect(images.thumbnail(picture(files[0] ?? ''))).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('measures of a list', () => {
  it('stand in the order of the files, bad ones with their reason', async () => {
    const progress: number[] = [];
    const wanted = [files[0] ?? '', at('gone.jpg'), files[1] ?? ''].map((file) => ({ file, sha256: null }));
    const measured = await start().measure(wanted, { onProgress: ({ done }) => progress.push(done) });
    expect(measured.map(({ kind, file }) => [kind, file])).toEqual([
      ['ok', files[0]],
      ['bad', at('gone.jpg')],
      ['ok', files[1]],
    ]);
    expect(measured[1]).toMatchObject({ reason: 'does not exist' });
    expect(progress).toEqual([1, 2, 3]);
  });
});

describe('a heat map over its face', () => {
  it('comes as WebP', async () => {
    const map = { values: Float32Array.of(0, 1, 2, 3), rows: 2, columns: 2, max: 3, crop: null };
    const webp = await start().overlay({ file: files[0] ?? '', sha256: null, sizePx: 64, ...map });
    expect(await sharp(webp).metadata()).toMatchObject({ format: 'webp', width: 64, height: 64 });
  });
});
