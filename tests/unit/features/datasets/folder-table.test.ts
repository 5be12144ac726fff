import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tableOfFolder } from '#main/features/datasets/folder-table.ts';
import { inspectTable } from '#main/features/datasets/inspect.ts';

let root = '';
const workspace = () => path.join(root, 'workspace');
const images = (...names: string[]) => path.join(root, 'faces', ...names);

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'facet-folder-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(path.dirname(images(file)), { recursive: true });
    writeFileSync(images(file), 'x');
  }
}

const tableText = async () => readFileSync((await tableOfFolder(images(), { workspace: workspace() })).csvPath, 'utf8');

describe('the table of a folder', () => {
  it('has a row for each image, sorted, with the folders it lies in', async () => {
    put('train/real/2.png', 'train/real/1.jpg', 'train/fake/a, "b".JPEG', 'top.webp');
    expect(await tableText()).toBe(
      [
        'path,folder,parent_folder',
        `${images('top.webp')},faces,`,
        `"${images('train/fake/a, ""b"".JPEG')}",fake,train`,
        `${images('train/real/1.jpg')},real,train`,
        `${images('train/real/2.png')},real,train`,
        '',
      ].join('\n'),
    );
  });

  it('can be looked at like any CSV, and its folders say what the faces are', async () => {
    put('test/original/1.jpg', 'train/original/1.jpg', 'train/generated/2.jpg');
    const source = await tableOfFolder(images(), { workspace: workspace() });
    const { inspection } = await inspectTable({ source, mapping: null });
    expect(inspection).toMatchObject({ name: 'faces', filesFound: { tried: 3, found: 3 } });
    expect(inspection.mapping).toMatchObject({
      ...{ path: 'path', label: 'folder', realValues: ['original'], fakeValues: ['generated'], split: 'parent_folder' },
    });
  });

  it('leaves out links, hidden files and what is no image, and comes to an end in a loop of links', async () => {
    put('real/1.jpg', 'real/notes.txt', 'real/.hidden.jpg', '.git/2.jpg', 'real/Thumbs.db');
    mkdirSync(path.join(root, 'outside'));
    writeFileSync(path.join(root, 'outside', 'secret.jpg'), 'x');
    symlinkSync(images(), images('real', 'loop'));
    symlinkSync(path.join(root, 'outside'), images('outside'));
    symlinkSync(path.join(root, 'outside', 'secret.jpg'), images('real', 'linked.jpg'));
    expect((await tableText()).trim().split('\n')).toEqual(['path,folder', `${images('real/1.jpg')},real`]);
  });

  it('is the same file for the same folder, and new when an image came', async () => {
    put('real/1.jpg');
    const first = await tableOfFolder(images(), { workspace: workspace() });
    put('fake/2.jpg');
    const second = await tableOfFolder(`${images()}/`, { workspace: workspace() });
    expect(second).toEqual(first);
    expect(readFileSync(second.csvPath, 'utf8')).toContain('2.jpg');
  });

  it('refuses what is no folder, holds no image, goes too deep or may not be read', async () => {
    const table = (folder: string) => tableOfFolder(folder, { workspace: workspace() });
    await expect(table(images('none'))).rejects.toMatchObject({ code: 'file_not_found' });
    put('notes.txt');
    await expect(table(images('notes.txt'))).rejects.toMatchObject({ code: 'file_invalid' });
    await expect(table(images())).rejects.toMatchObject({
      code: 'data_invalid',
      message: `There is no image in "${images()}".`,
    });
    put(`${'d/'.repeat(40)}1.jpg`);
    await expect(table(images())).rejects.toMatchObject({ message: expect.stringContaining('32 levels') });
    if (process.getuid?.() === 0) return; // root may read everything
    mkdirSync(images('locked'));
    chmodSync(images('locked'), 0);
    await expect(table(images('locked'))).rejects.toMatchObject({ code: 'file_invalid' });
  });
});
