import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFaceCsv } from '#main/features/datasets/csv.ts';
import { type CheckFacesOptions, checkFaces } from '#main/features/datasets/prepare.ts';
import { checkImage } from '#main/images/check.ts';
import type { ImageFacts } from '#main/images/client.ts';
import { AppError } from '#shared/errors.ts';
import { noise } from '#tests/unit/images/bad-files.ts';

const COUNT = 40;
let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-prepare-'));
  for (let i = 0; i < COUNT; i++)
    await noise(8 + i, 8)
      .png()
      .toFile(at(`${i}.png`));
  copyFileSync(at('0.png'), at('copy.png'));
  writeFileSync(at('empty.png'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The check itself, without the process around it. */
const images: CheckFacesOptions['images'] = { check: (files) => Promise.all(files.map(checkImage)) };
const good = Array.from({ length: COUNT }, (_, i) => `${i}.png,${i % 2}`);

function table(...rows: readonly string[]) {
  writeFileSync(at('faces.csv'), `path,real\n${rows.join('\n')}\n`);
  return readFaceCsv(at('faces.csv'));
}

describe('checkFaces', () => {
  it('adds to each row what its image is', async () => {
    const { faces, bad, duplicates } = await checkFaces(await table(...good), { images });
    expect(faces).toHaveLength(COUNT);
    expect(faces[3]).toMatchObject({
      path: '3.png',
      label: 1,
      width: 11,
      height: 8,
      format: 'png',
      sizeBytes: statSync(at('3.png')).size,
    });
    expect([...bad, ...duplicates]).toEqual([]);
  });

  it('leaves bad rows out as long as they are at most 5 %, with line and reason', async () => {
    const { faces, bad } = await checkFaces(await table('a.png,7', ...good, 'empty.png,1'), { images });
    expect(faces).toHaveLength(COUNT);
    expect(bad).toEqual([
      { line: 2, path: 'a.png', reason: 'real is "7"; expected 1 (real) or 0 (fake)' },
      { line: 43, path: 'empty.png', reason: 'the image is empty' },
    ]);
  });

  it('stops at more than 5 %, listing the first ten, unless bad rows are allowed', async () => {
    const missing = Array.from({ length: 12 }, (_, i) => `missing-${i}.png,1`);
    const error = await checkFaces(await table(...good, ...missing), { images }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'data_invalid', hint: expect.stringContaining('--allow-bad') });
    const lines = error instanceof AppError ? error.message.split('\n') : [];
    expect(lines[0]).toBe(`"${at('faces.csv')}": 12 of 52 rows (23.1 %) cannot be used.`);
    expect(lines[1]).toBe('  line 42, "missing-0.png": the image does not exist');
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toBe('  and 2 more');
    const allowed = await checkFaces(await table(...good, ...missing), { images, allowBad: true });
    expect([allowed.faces.length, allowed.bad.length]).toEqual([COUNT, 12]);
  });

  it('stops where no row is left, even if bad rows are allowed', async () => {
    await expect(checkFaces(await table('empty.png,1'), { images, allowBad: true })).rejects.toMatchObject({
      code: 'data_invalid',
    });
  });

  it('sets aside both rows of one picture with two labels', async () => {
    const { faces, bad } = await checkFaces(await table(...good, 'copy.png,1'), { images });
    expect(faces).toHaveLength(COUNT - 1);
    expect(bad).toEqual([
      { line: 2, path: '0.png', reason: 'the same picture as in line 42, where it is called real' },
      { line: 42, path: 'copy.png', reason: 'the same picture as in line 2, where it is called fake' },
    ]);
  });

  it('keeps a picture that stands there twice with one label, and says so', async () => {
    const { faces, bad, duplicates } = await checkFaces(await table(...good, 'copy.png,0'), { images });
    expect([faces.length, bad.length]).toEqual([COUNT + 1, 0]);
    expect(duplicates).toEqual([{ line: 42, path: 'copy.png', reason: 'the same picture as in line 2' }]);
  });

  it('does not decode a file again that is known at this size and time', async () => {
    const first = await checkFaces(await table(...good), { images });
    const facts = new Map<string, ImageFacts>(
      first.faces.map((face) => [`${face.file} ${face.sizeBytes} ${face.mtimeMs}`, face]),
    );
    const asked: string[] = [];
    const progress: number[] = [];
    writeFileSync(at('new.png'), await noise(99, 9).png().toBuffer());
    const second = await checkFaces(await table(...good, 'new.png,1'), {
      images: {
        check: (files) => {
          asked.push(...files);
          return images.check(files);
        },
      },
      known: (file, { sizeBytes, mtimeMs }) => facts.get(`${file} ${sizeBytes} ${mtimeMs}`) ?? null,
      onProgress: ({ done }) => progress.push(done),
    });
    expect(asked).toEqual([at('new.png')]);
    expect(second.faces.slice(0, COUNT)).toEqual(first.faces);
    expect(second.faces.at(-1)).toMatchObject({ path: 'new.png', width: 99 });
    expect(progress[0]).toBe(COUNT);
  });
});
