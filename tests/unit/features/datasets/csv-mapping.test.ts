import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReadFaceCsvOptions, readFaceCsv } from '#main/features/datasets/csv.ts';
import type { ColumnMapping } from '#shared/contract/datasets.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-mapping-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);

const MAPPING: ColumnMapping = {
  path: 'image',
  label: 'method',
  realValues: ['original', 'youtube'],
  fakeValues: ['Deepfakes'],
  group: 'video',
  split: 'subset',
  source: 'method',
};

function read(content: string, options: ReadFaceCsvOptions = { mapping: MAPPING }) {
  writeFileSync(at('faces.csv'), content);
  return readFaceCsv(at('faces.csv'), options);
}

const HEADER = 'age,image,method,video,subset';

describe('a CSV with a mapping of its columns', () => {
  it('gives each column its meaning, one column two of them, and keeps the rest as metadata', async () => {
    const { rows, bad, mapping } = await read(`${HEADER}\n31,a.jpg,youtube,v1,train\n,b.jpg,Deepfakes,,\n`);
    expect(rows).toMatchObject([
      { line: 2, file: at('a.jpg'), label: 1, group: 'v1', split: 'train', source: 'youtube', metadata: { age: '31' } },
      { line: 3, file: at('b.jpg'), label: 0, group: null, split: null, source: 'Deepfakes', metadata: { age: '' } },
    ]);
    expect([bad, mapping]).toEqual([[], MAPPING]);
  });

  it('starts relative paths at the folder of the images', async () => {
    const { rows, imagesFolder } = await read(`${HEADER}\n,a.jpg,youtube,,\n,/abs/b.jpg,youtube,,\n`, {
      mapping: MAPPING,
      imagesFolder: '/elsewhere',
    });
    expect(rows.map(({ file }) => file)).toEqual(['/elsewhere/a.jpg', '/abs/b.jpg']);
    expect(imagesFolder).toBe('/elsewhere');
  });

  it.each([
    ['Training', 'train'],
    ['TRAIN', 'train'],
    ['val', 'valid'],
    ['validation', 'valid'],
    ['dev', 'valid'],
    ['testing', 'test'],
  ])('understands the split "%s" as %s', async (written, split) => {
    const { rows } = await read(`${HEADER}\n,a.jpg,youtube,,${written}\n`);
    expect(rows[0]?.split).toBe(split);
  });

  it('sets rows aside by the names of its own columns', async () => {
    const { bad } = await read(`${HEADER}\n,a.jpg,Real,,\n,b.jpg,youtube,,extra\n,,youtube,,\n,c.jpg,youtube\n`);
    expect(bad).toEqual([
      { line: 2, path: 'a.jpg', reason: 'method is "Real"; expected original, youtube (real) or Deepfakes (fake)' },
      { line: 3, path: 'b.jpg', reason: 'subset is "extra"; expected train, valid, test or nothing' },
      { line: 4, path: null, reason: 'the path is empty' },
      { line: 5, path: 'c.jpg', reason: '3 values in 5 columns' },
    ]);
  });

  it.each<[string, Partial<ColumnMapping>, string]>([
    ['a column that is not there', { group: 'clip' }, 'there is no column "clip"'],
    ['no column of paths', { path: '' }, 'No column is chosen for the paths'],
    ['no column of labels', { label: '' }, 'No column is chosen for the labels'],
    ['no value for real faces', { realValues: [] }, 'stands for real faces'],
    ['no value for fake faces', { fakeValues: [] }, 'stands for fake faces'],
    ['one value for both', { fakeValues: ['original'] }, '"original" in the column "method" stands for real and'],
  ])('is refused with %s', async (_, change, message) => {
    await expect(read(`${HEADER}\n`, { mapping: { ...MAPPING, ...change } })).rejects.toMatchObject({
      code: 'data_invalid',
      message: expect.stringContaining(message),
    });
  });

  it('is read as it was read before, as long as it still has these columns', async () => {
    const again = await read(`${HEADER}\n,a.jpg,youtube,,\n`, { earlierMapping: MAPPING });
    expect([again.mapping, again.rows[0]?.label]).toEqual([MAPPING, 1]);
    const renamed = await read('path,real\na.jpg,0\n', { earlierMapping: MAPPING });
    expect([renamed.mapping, renamed.rows[0]?.label]).toEqual([null, 0]);
  });
});
