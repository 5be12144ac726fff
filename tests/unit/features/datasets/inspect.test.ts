import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInspections } from '#main/features/datasets/inspections.ts';
import type { ColumnMapping } from '#shared/contract/datasets.ts';

const COUNT = 30;
const { inspect, fileOf } = createInspections();
let folder = '';
const at = (name: string) => join(folder, name);

/** A file of each name; nothing here looks inside. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-inspect-'));
  mkdirSync(at('images'));
  for (let i = 0; i < COUNT; i++) writeFileSync(at(`images/${i}.jpg`), 'x');
});
afterAll(() => rmSync(folder, { recursive: true }));

type Options = { readonly imagesFolder?: string | null; readonly mapping?: ColumnMapping | null };

function look(content: string, { imagesFolder = null, mapping = null }: Options = {}) {
  writeFileSync(at('faces.csv'), content);
  return inspect({ source: { csvPath: at('faces.csv'), imagesFolder }, mapping });
}

const rows = (prefix: string) => Array.from({ length: COUNT }, (_, i) => `${prefix}${i}.jpg,${i % 3 === 0 ? 1 : 0}`);
const TABLE = `file,is_fake\n${rows('images/').join('\n')}\n`;

describe('a look at a table', () => {
  it('tells its rows and columns, and guesses their meaning', async () => {
    const found = await look(TABLE);
    expect(found).toMatchObject({ name: 'faces', rowCount: COUNT, sampleCount: COUNT, polarityFrom: 'column' });
    expect(found.mapping).toMatchObject({ path: 'file', label: 'is_fake', realValues: ['0'], fakeValues: ['1'] });
    expect(found.columns[1]).toEqual({
      name: 'is_fake',
      examples: ['1', '0'],
      values: [
        { value: '0', count: 20 },
        { value: '1', count: 10 },
      ],
      distinctCount: 2,
    });
  });

  it('shows six faces of each class, from all over the table, by their lines', async () => {
    const { id, examples, filesFound } = await look(TABLE);
    expect(filesFound).toEqual({ tried: COUNT, found: COUNT });
    expect(examples.fake.map(({ path }) => path)).toEqual([0, 3, 9, 15, 18, 24].map((i) => `images/${i}.jpg`));
    expect(examples.real).toHaveLength(6);
    const [first] = examples.fake;
    expect(fileOf(id, first?.line ?? 0)).toBe(at('images/0.jpg'));
  });

  it('turns the examples around with the mapping', async () => {
    const { mapping, examples } = await look(TABLE);
    if (mapping === null) return expect.fail('nothing was guessed');
    const swapped = { ...mapping, realValues: mapping.fakeValues, fakeValues: mapping.realValues };
    const again = await look(TABLE, { mapping: swapped });
    expect(again.examples).toEqual({ real: examples.fake, fake: examples.real });
    expect([again.mapping, again.polarityFrom]).toEqual([swapped, null]);
  });

  it('says how many of the files are there, and finds them in another folder', async () => {
    const table = `file,is_fake\n${[...rows(''), 'gone.jpg,1'].join('\n')}\n`;
    const lost = await look(table);
    expect([lost.filesFound, lost.examples]).toEqual([
      { tried: COUNT + 1, found: 0 },
      { real: [], fake: [] },
    ]);
    const found = await look(table, { imagesFolder: at('images') });
    expect(found.filesFound).toEqual({ tried: COUNT + 1, found: COUNT });
  });

  it('shows columns also where it cannot guess, and takes a mapping that is not complete yet', async () => {
    const table = `file,smiling\n${rows('images/').join('\n')}\n`;
    expect(await look(table)).toMatchObject({
      ...{ mapping: { path: 'file', label: '' }, polarityFrom: null },
      ...{ filesFound: { tried: COUNT, found: COUNT }, examples: { real: [], fake: [] } },
    });
    const names = 'name,real\nanna,1\nben,0\n';
    expect(await look(names)).toMatchObject({ mapping: null, filesFound: null, examples: { real: [], fake: [] } });
    const nothing = { realValues: [], fakeValues: [], group: null, split: null, source: null };
    const half = await look(table, { mapping: { path: 'file', label: '', ...nothing } });
    expect(half).toMatchObject({ filesFound: { tried: COUNT, found: COUNT }, examples: { real: [], fake: [] } });
  });

  it('refuses a table without names of columns, with other separators, or with a name twice', async () => {
    const refusal = (message: string) => ({ code: 'data_invalid', message: expect.stringContaining(message) });
    await expect(look('images/1.jpg,1\nimages/2.jpg,0\n')).rejects.toMatchObject(refusal('line 1 should name'));
    await expect(look('file;real\na.jpg;1\n')).rejects.toMatchObject(refusal('one column only'));
    await expect(look('file,real,file\na.jpg,1,b\n')).rejects.toMatchObject(refusal('stands there twice'));
  });

  it('refuses a mapping of another table, naming the column', async () => {
    const { mapping } = await look(TABLE);
    await expect(look('path,real\na.jpg,1\n', { mapping })).rejects.toMatchObject({
      code: 'data_invalid',
      message: expect.stringContaining('there is no column "file", only "path", "real"'),
    });
  });

  it('gives addresses to example faces alone, and forgets old looks', async () => {
    const { id, examples } = await look(TABLE);
    const shown = new Set([...examples.real, ...examples.fake].map(({ line }) => line));
    const hidden = Array.from({ length: COUNT }, (_, i) => i + 2).find((line) => !shown.has(line)) ?? 0;
    expect(() => fileOf(id, hidden)).toThrow('no longer known');
    expect(() => fileOf('another', 2)).toThrow('no longer known');
    for (let i = 0; i < 50; i++) await look(TABLE);
    expect(() => fileOf(id, examples.real[0]?.line ?? 0)).toThrow('no longer known');
  });
});
