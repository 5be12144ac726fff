import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createUploads } from '#main/features/files/uploads.ts';
import { dropOf, pathOfDrop } from '#renderer/features/datasets/drop/dropped-files.ts';
import { type UploadClient, type UploadProgress, uploadDrop } from '#renderer/features/datasets/drop/upload.ts';
import { MOST_PART_BYTES } from '#shared/contract/files.ts';

let workspace = '';
let client: UploadClient;

/** The back end's own uploads, without a wire between. */
beforeEach(() => {
  workspace = mkdtempSync(path.join(tmpdir(), 'facet-drop-'));
  onTestFinished(() => rmSync(workspace, { recursive: true, force: true }));
  const uploads = createUploads({ workspace });
  client = {
    beginUpload: async ({ name }) => ({ uploadId: await uploads.begin(name) }),
    upload: (part) => uploads.add(part),
    endUpload: async ({ uploadId }) => ({ path: await uploads.end(uploadId) }),
    cancelUpload: ({ uploadId }) => uploads.cancel(uploadId),
  };
});

const loose = (...files: readonly File[]) => files.map((one) => ({ path: one.name, file: one }));
const file = (name: string, content: string | Uint8Array<ArrayBuffer> = 'x') => new File([content], name);

describe('a drop', () => {
  it('of files arrives in the workspace under the name of its table', async () => {
    const drop = dropOf(loose(file('faces.csv', 'path,real\n'), file('1.jpg'), file('a.txt')), null);
    expect([drop.name, drop.leftOutCount]).toEqual(['faces', 1]);
    const arrived = await uploadDrop(drop, {
      client,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    expect(arrived).toBe(path.join(workspace, 'imports', 'faces', 'faces.csv'));
    expect(readFileSync(arrived, 'utf8')).toBe('path,real\n');
  });

  it('carries a large file in parts, and tells how far it is', async () => {
    const bytes = new Uint8Array(2 * MOST_PART_BYTES + 5).map((_, i) => i % 251);
    const drop = dropOf(loose(file('large.csv', bytes)), null);
    const told: UploadProgress[] = [];
    const onProgress = (progress: UploadProgress) => told.push(progress);
    const arrived = await uploadDrop(drop, { client, onProgress, signal: new AbortController().signal });
    expect(readFileSync(arrived).equals(bytes)).toBe(true);
    expect(told.map(({ doneBytes }) => doneBytes)).toEqual([
      MOST_PART_BYTES,
      2 * MOST_PART_BYTES,
      ...Array(2).fill(bytes.length),
    ]);
    expect(told.at(-1)).toEqual({ doneBytes: bytes.length, totalBytes: bytes.length, doneFiles: 1 });
  });

  it('of a folder is that folder, without what is hidden or of another kind', () => {
    const paths = ['faces/real/1.jpg', 'faces/.git/2.jpg', 'faces/.DS_Store', 'faces/notes.md', 'faces/t.csv'];
    const drop = dropOf(
      paths.map((path) => ({ path, file: file(path.replace(/.*\//, '')) })),
      'faces',
    );
    expect([drop.name, drop.leftOutCount, drop.files.map(({ path }) => path)]).toEqual([
      ...['faces', 3],
      ['real/1.jpg', 't.csv'],
    ]);
  });

  it('that is refused leaves nothing behind', async () => {
    const hostile = { name: 'x', leftOutCount: 0, files: [{ path: '../x.jpg', file: file('x.jpg') }] };
    const options = { client, onProgress: () => undefined, signal: new AbortController().signal };
    await expect(uploadDrop(hostile, options)).rejects.toMatchObject({ code: 'file_invalid' });
    await expect(uploadDrop({ ...hostile, files: [] }, options)).rejects.toMatchObject({ code: 'data_invalid' });
    expect(readdirSync(path.join(workspace, 'imports'))).toEqual([]);
  });
});

describe('in the window, a drop', () => {
  const pathOfFile = ({ name }: File) => `/dropped/${name}`;

  it.each<[string, string[], string | null]>([
    ['of one folder is that folder', ['faces'], '/dropped/faces'],
    ['of a table among images is that table', ['1.jpg', 'faces.csv', '2.jpg'], '/dropped/faces.csv'],
    ['of two tables is not clear', ['train.csv', 'test.csv'], null],
    ['of images alone is not clear', ['1.jpg', '2.jpg'], null],
  ])('%s', (_, names, expected) =>
    expect(
      pathOfDrop(
        names.map((name) => file(name)),
        pathOfFile,
      ),
    ).toBe(expected),
  );
});
