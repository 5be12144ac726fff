import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browse, findEntry } from '#main/features/files/browse.ts';

let root = '';
const at = (...names: string[]) => path.join(root, ...names);
const options = () => ({ workspace: at('workspace'), workingDirectory: root });

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'facet-browse-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const names = async (folder: string | null = null) =>
  (await browse(folder, options())).entries.map(({ name, kind }) => `${kind} ${name}`);

describe('a folder', () => {
  it('lists folders first, then files by name as people count, each with its kind; hidden ones are left out', async () => {
    mkdirSync(at('zoo'));
    mkdirSync(at('Beach'));
    for (const name of ['10.jpg', '9.PNG', 'a.csv', 'b.yml', 'c.safetensors', 'd.txt', '.hidden'])
      writeFileSync(at(name), '12');
    expect(await names()).toEqual([
      ...['folder Beach', 'folder zoo', 'image 9.PNG', 'image 10.jpg'],
      ...['csv a.csv', 'yaml b.yml', 'weights c.safetensors', 'other d.txt'],
    ]);
    const { entries, parent, places, isCut } = await browse('.', options());
    expect(entries.at(-1)).toMatchObject({ path: at('d.txt'), sizeBytes: 2, changedAtMs: expect.any(Number) });
    expect(entries[0]?.sizeBytes).toBeNull();
    expect([parent, isCut]).toEqual([path.dirname(root), false]);
    expect(places.map((place) => place.path)).toEqual([homedir(), root, at('workspace'), '/']);
  });

  it('follows links, and shows broken and looping ones as of no kind', async () => {
    mkdirSync(at('real'));
    symlinkSync(at('real'), at('link'));
    symlinkSync(at('nowhere'), at('broken'));
    symlinkSync(at('loop'), at('loop'));
    expect(await names()).toEqual(['folder link', 'folder real', 'other broken', 'other loop']);
    expect((await browse(at('link'), options())).path).toBe(at('link'));
  });

  it('is cut at 5,000 entries, and says so', async () => {
    mkdirSync(at('many'));
    for (let i = 0; i < 5_010; i++) writeFileSync(at('many', `${i}.jpg`), '');
    mkdirSync(at('many', 'zz'));
    const { entries, isCut } = await browse(at('many'), options());
    expect([entries.length, isCut, entries[0]?.name]).toEqual([5_000, true, 'zz']);
  });

  it('is found by what people type: relative, from home, in quotes, with spaces around', async () => {
    mkdirSync(at('my faces'));
    const pathOf = async (typed: string) => (await browse(typed, options())).path;
    expect(await pathOf('my faces')).toBe(at('my faces'));
    expect(await pathOf(` "${at('my faces')}" `)).toBe(at('my faces'));
    expect(await pathOf('my faces/..')).toBe(root);
    expect(await pathOf('~')).toBe(homedir());
  });

  it('at the root has no parent', async () => {
    expect((await browse('/', options())).parent).toBeNull();
  });

  it('that is none is refused with what it is', async () => {
    writeFileSync(at('a.csv'), '');
    await expect(browse(at('none'), options())).rejects.toMatchObject({ code: 'file_not_found' });
    await expect(browse(at('a.csv'), options())).rejects.toMatchObject({
      code: 'file_invalid',
      message: `"${at('a.csv')}" is a file, not a folder.`,
    });
    await expect(browse('a\0b', options())).rejects.toMatchObject({ code: 'file_invalid' });
    await expect(browse('x'.repeat(300), options())).rejects.toMatchObject({ code: 'file_invalid' });
    if (process.getuid?.() === 0) return; // root may read everything
    mkdirSync(at('locked'));
    chmodSync(at('locked'), 0);
    await expect(browse(at('locked'), options())).rejects.toMatchObject({ code: 'file_invalid' });
  });
});

describe('what stands at a path', () => {
  it('is told with its kind, and absence is an error', async () => {
    writeFileSync(at('faces.csv'), 'abc');
    expect(await findEntry('faces.csv', options())).toMatchObject({ kind: 'csv', path: at('faces.csv'), sizeBytes: 3 });
    expect(await findEntry('/', options())).toMatchObject({ kind: 'folder', name: '/' });
    await expect(findEntry('none', options())).rejects.toMatchObject({ code: 'file_not_found' });
    await expect(findEntry('faces.csv/below', options())).rejects.toMatchObject({ code: 'file_not_found' });
  });
});
