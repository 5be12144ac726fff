import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { synthesizeFaces } from '#main/engine/synthetic/synthesize.ts';
import { TruthFile } from '#shared/domain/face-truth.ts';
import { AppError } from '#shared/errors.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-synth-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const OPTIONS = { count: 24, seed: 9, size: 48, strength: 1, testShare: 0.25 };
const make = (options: Partial<Parameters<typeof synthesizeFaces>[0]> = {}) =>
  synthesizeFaces({ ...OPTIONS, folder, ...options });
const faces = () =>
  ['real', 'fake'].flatMap((name) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`)).sort();
const rows = (name: string): Record<string, string>[] => parse(readFileSync(join(folder, name)), { columns: true });
const contents = () => faces().map((path) => readFileSync(join(folder, path)).toString('base64'));

describe('a set of synthetic faces', () => {
  it('is half real and half fake, with tables that name each picture once and no group twice', async () => {
    const { count, drawn, files } = await make();
    expect({ count, drawn, files }).toEqual({
      count: 24,
      drawn: 24,
      files: ['train.csv', 'test.csv', 'landmarks.json'].map((name) => join(folder, name)),
    });
    const [train, test] = [rows('train.csv'), rows('test.csv')];
    expect([...train, ...test].map(({ path }) => path).sort()).toEqual(faces());
    expect([...train, ...test].filter(({ real }) => real === '1')).toHaveLength(12);
    const groups = new Set(train.map(({ group }) => group));
    expect(test.some(({ group }) => groups.has(group))).toBe(false);
    expect(train[1]).toMatchObject({ real: '0', source: 'synthetic', strength: '1' });
  });

  it('says of each face where its landmarks are, and of each fake what is wrong with it', async () => {
    await make();
    const truth = TruthFile.parse(JSON.parse(readFileSync(join(folder, 'landmarks.json'), 'utf8')));
    expect(Object.keys(truth.faces).sort()).toEqual(faces());
    for (const { path, region } of [...rows('train.csv'), ...rows('test.csv')])
      expect(truth.faces[path ?? '']?.fault?.region ?? '').toBe(region);
  });

  it('goes on where it was stopped, to the same files as of one that never was', async () => {
    await make();
    const whole = contents();
    rmSync(folder, { recursive: true });
    const stop = new AbortController();
    const stopped = make({ signal: stop.signal, onProgress: (seen) => seen >= 10 && stop.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(join(folder, 'train.csv'))).toBe(false);
    const already = faces().length;
    expect(already).toBeGreaterThanOrEqual(10);
    expect((await make()).drawn).toBe(24 - already);
    expect(contents()).toEqual(whole);
  });

  it('keeps its faces where more are asked for, and takes away those that are too many', async () => {
    await make();
    expect((await make({ count: 30 })).drawn).toBe(6);
    expect((await make({ count: 12 })).drawn).toBe(0);
    expect(faces()).toHaveLength(12);
  });

  it('draws all of it anew for another seed, strength or size', async () => {
    await make();
    const before = contents();
    expect((await make({ seed: 10 })).drawn).toBe(24);
    expect(contents().some((file, i) => file === before[i])).toBe(false);
    expect((await make({ seed: 10, strength: 0.5 })).drawn).toBe(24);
  });

  it('refuses a folder that holds anything else, and touches nothing there', async () => {
    writeFileSync(join(folder, 'holiday.jpg'), 'mine');
    await expect(make()).rejects.toThrow('holds files that are no synthetic faces (the first is "holiday.jpg")');
    expect(readdirSync(folder)).toEqual(['holiday.jpg']);
    await make({ isShared: true });
    expect(readFileSync(join(folder, 'holiday.jpg'), 'utf8')).toBe('mine');
    expect(faces()).toHaveLength(24);
  });

  it('refuses a folder whose options file is not ours, and a file in the place of the folder', async () => {
    writeFileSync(join(folder, 'synthetic.json'), '{"made":"by hand"}');
    await expect(make()).rejects.toMatchObject({ code: 'conflict' });
    await expect(make({ folder: join(folder, 'synthetic.json') })).rejects.toMatchObject({ code: 'usage' });
  });

  it('refuses a count that cannot be divided, before it draws anything', async () => {
    await expect(make({ count: 2 })).rejects.toThrow(AppError);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('counts up to all faces', async () => {
    const seen: number[] = [];
    await make({ onProgress: (number, count) => seen.push(number / count) });
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => i / 24));
  });
});
