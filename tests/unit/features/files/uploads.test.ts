import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cleanName } from '#main/features/files/upload-paths.ts';
import { createUploads, type Uploads } from '#main/features/files/uploads.ts';
import { MOST_PART_BYTES, MOST_UPLOAD_BYTES } from '#shared/contract/files.ts';

let workspace = '';
let uploads: Uploads;
const imports = (...names: string[]) => path.join(workspace, 'imports', ...names);

beforeEach(() => {
  workspace = mkdtempSync(path.join(tmpdir(), 'facet-uploads-'));
  uploads = createUploads({ workspace });
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

/** A file in one part. */
const send = (uploadId: string, file: string, content = 'x') =>
  uploads.add({ uploadId, path: file, offset: 0, sizeBytes: content.length, file: new Blob([content]) });

async function drop(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const uploadId = await uploads.begin(name);
  for (const [file, content] of Object.entries(files)) await send(uploadId, file, content);
  return uploads.end(uploadId);
}

describe('a drop', () => {
  it('becomes a folder of the workspace, whose only CSV at the top is the answer', async () => {
    const csv = await drop('my faces', {
      'faces.csv': 'path,real\n',
      'real/1.jpg': 'one',
      'deep/inside/other.csv': 'x',
    });
    expect(csv).toBe(imports('my faces', 'faces.csv'));
    expect(readFileSync(imports('my faces', 'real', '1.jpg'), 'utf8')).toBe('one');
  });

  it('without a CSV, or with two, is answered with its folder', async () => {
    expect(await drop('a', { 'real/1.jpg': 'x' })).toBe(imports('a'));
    expect(await drop('b', { 'train.csv': 'x', 'test.csv': 'x' })).toBe(imports('b'));
  });

  it('gets a name of its own where its name is taken', async () => {
    await drop('faces', { '1.jpg': 'first' });
    expect(await drop('faces', { '1.jpg': 'second' })).toBe(imports('faces-2'));
    expect(await drop('faces', { '1.jpg': 'third' })).toBe(imports('faces-3'));
    expect(readFileSync(imports('faces', '1.jpg'), 'utf8')).toBe('first');
  });

  it('is not there before its end, nor after it was cancelled', async () => {
    const uploadId = await uploads.begin('faces');
    await send(uploadId, '1.jpg');
    expect(existsSync(imports('faces'))).toBe(false);
    await uploads.cancel(uploadId);
    expect(readdirSync(imports())).toEqual([]);
    await expect(send(uploadId, '2.jpg')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('takes a large file in parts, in their order', async () => {
    const uploadId = await uploads.begin('faces');
    const part = (offset: number, content: string) =>
      uploads.add({ uploadId, path: 'a.csv', offset, sizeBytes: 6, file: new Blob([content]) });
    await part(0, 'ab');
    await expect(part(4, 'ef')).rejects.toMatchObject({ code: 'conflict' });
    await expect(uploads.end(uploadId)).rejects.toMatchObject({
      code: 'conflict',
      message: '"a.csv" has not arrived completely.',
    });
    await part(2, 'cd');
    await expect(part(4, 'too much')).rejects.toMatchObject({ code: 'conflict' });
    await part(4, 'ef');
    expect(readFileSync(await uploads.end(uploadId), 'utf8')).toBe('abcdef');
  });

  it('takes what an empty file holds, and refuses a drop without files', async () => {
    expect(readFileSync(await drop('empty', { 'a.csv': '' }), 'utf8')).toBe('');
    const nothing = await uploads.begin('nothing');
    await expect(uploads.end(nothing)).rejects.toMatchObject({ code: 'data_invalid' });
  });

  it('clears away what a program that died had begun', async () => {
    await uploads.begin('first');
    const fresh = createUploads({ workspace });
    const uploadId = await fresh.begin('second');
    expect(readdirSync(imports())).toEqual([`.upload-${uploadId}`]);
  });

  it.each([
    '../outside.jpg',
    'a/../../outside.jpg',
    '/etc/outside.jpg',
    './1.jpg',
    'a//1.jpg',
    'a/./1.jpg',
    'a/',
    'C:\\outside.jpg',
    'C:1.jpg',
    '..\\outside.jpg',
    'a\0.jpg',
    'a\n.jpg',
    '.hidden.jpg',
    '.ssh/1.jpg',
    'nul/1.jpg',
    'CON.jpg',
    'a./1.jpg',
    'a /1.jpg',
    `${'x'.repeat(300)}.jpg`,
    `${'d/'.repeat(40)}1.jpg`,
  ])('refuses the path %j', async (hostile) => {
    const uploadId = await uploads.begin('faces');
    await expect(send(uploadId, hostile)).rejects.toMatchObject({ code: 'file_invalid' });
    expect(readdirSync(imports(`.upload-${uploadId}`))).toEqual([]);
  });

  it('refuses what is neither image nor CSV, and what is too large, before it is written', async () => {
    const uploadId = await uploads.begin('faces');
    const refusal = (message: string) => ({ code: 'file_invalid', message: expect.stringContaining(message) });
    await expect(send(uploadId, 'run.sh')).rejects.toMatchObject(refusal('neither an image nor a CSV'));
    const announce = (file: string, sizeBytes: number, bytes = 1) =>
      uploads.add({ uploadId, path: file, offset: 0, sizeBytes, file: new Blob([new Uint8Array(bytes)]) });
    await expect(announce('a.jpg', MOST_UPLOAD_BYTES.image + 1)).rejects.toMatchObject(refusal('67,108,865 bytes'));
    await expect(announce('a.csv', MOST_UPLOAD_BYTES.csv + 1)).rejects.toMatchObject(refusal('536,870,913 bytes'));
    const tooMuch = MOST_PART_BYTES + 1;
    await expect(announce('a.jpg', tooMuch, tooMuch)).rejects.toMatchObject(refusal('A part of "a.jpg"'));
    expect(readdirSync(imports(`.upload-${uploadId}`))).toEqual([]);
  });

  it('writes neither over a file of the drop nor through a link in it', async () => {
    const uploadId = await uploads.begin('faces');
    const outside = path.join(workspace, 'outside.jpg');
    writeFileSync(outside, 'untouched');
    mkdirSync(imports(`.upload-${uploadId}`, 'a'));
    symlinkSync(outside, imports(`.upload-${uploadId}`, 'a', '1.jpg'));
    await expect(send(uploadId, 'a/1.jpg')).rejects.toMatchObject({ code: 'file_invalid' });
    expect(readFileSync(outside, 'utf8')).toBe('untouched');
    await send(uploadId, '2.jpg');
    await expect(send(uploadId, '2.jpg')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is one of eight at most', async () => {
    for (let i = 0; i < 8; i++) await uploads.begin('faces');
    await expect(uploads.begin('faces')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is forgotten with what it had sent when its page is gone', async () => {
    let nowMs = 0;
    const patient = createUploads({ workspace, clock: () => nowMs });
    const gone = await patient.begin('faces');
    nowMs = 11 * 60_000;
    const uploadId = await patient.begin('faces');
    expect(readdirSync(imports())).toEqual([`.upload-${uploadId}`]);
    await expect(patient.end(gone)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe("a drop's name", () => {
  it.each([
    ['My Faces 2', 'My Faces 2'],
    ['Gesichter für März', 'Gesichter für März'],
    ['../../etc', 'etc'],
    ['a/b\\c', 'a-b-c'],
    ['...', 'dropped'],
    ['NUL', 'dropped'],
    ['x'.repeat(80), 'x'.repeat(60)],
  ])('%j becomes %j', (wanted, name) => expect(cleanName(wanted)).toBe(name));
});
