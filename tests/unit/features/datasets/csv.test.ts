import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFaceCsv } from '#main/features/datasets/csv.ts';
import { createRandom } from '#shared/domain/random.ts';
import { AppError } from '#shared/errors.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-csv-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);

function read(content: string | Uint8Array, name = 'faces.csv') {
  writeFileSync(at(name), content);
  return readFaceCsv(at(name));
}

const failure = (content: string | Uint8Array): Promise<AppError> =>
  read(content).then(
    () => expect.fail('the file was accepted'),
    (error: unknown) => (error instanceof AppError ? error : expect.fail(`not an AppError: ${error}`)),
  );

describe('readFaceCsv', () => {
  it('reads path and label, starting relative paths at the folder of the CSV', async () => {
    const table = await read('path,real\na.jpg,1\n/abs/b.jpg,0\n');
    expect(table.columns).toEqual(['path', 'real']);
    expect(table.bad).toEqual([]);
    const plain = { group: null, split: null, source: null };
    expect(table.rows).toMatchObject([
      { line: 2, path: 'a.jpg', file: at('a.jpg'), label: 1, ...plain },
      { line: 3, path: '/abs/b.jpg', file: '/abs/b.jpg', label: 0, ...plain },
    ]);
  });

  it('gives the hash of the bytes as they stand in the file', async () => {
    const content = '\ufeffpath,real\r\na.jpg,1\r\n';
    const table = await read(content);
    expect(table.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it('takes a byte order mark, Windows line ends, blank lines, spaces around values and quotes', async () => {
    const table = await read('\ufeffpath, real\r\n\r\n"a, ""b"".jpg" , 1\r\n');
    expect(table.rows).toMatchObject([{ line: 3, path: 'a, "b".jpg', label: 1 }]);
  });

  it('gives group, split and source their meaning and keeps the other columns, whatever their names', async () => {
    const table = await read(
      '__proto__,real,group,path,split,source,,constructor\nx,1,anna,a.jpg,valid,ffhq,7,y\n,0,,b.jpg,,,,\n',
    );
    const [first, second] = table.rows;
    expect(first).toMatchObject({ group: 'anna', split: 'valid', source: 'ffhq' });
    expect(Object.entries(first?.metadata ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(Object.getPrototypeOf(first?.metadata)).toBeNull();
    expect(second).toMatchObject({ group: null, split: null, source: null });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('sets bad rows aside with their line and reason, and keeps the others', async () => {
    const rows = [
      'a.jpg,1',
      ',1',
      'b.jpg,2',
      'c.jpg',
      'd.jpg,1,0',
      'a.jpg,0',
      './a.jpg,1',
      'e\0.jpg,1',
      '"f\ng.jpg",1',
      'h.jpg,',
      'i.jpg,0',
    ];
    const table = await read(`path,real\n${rows.join('\n')}\n`);
    expect(table.rows.map((row) => row.path)).toEqual(['a.jpg', 'i.jpg']);
    expect(table.bad).toEqual([
      { line: 3, path: null, reason: 'the path is empty' },
      { line: 4, path: 'b.jpg', reason: 'real is "2"; expected 1 (real) or 0 (fake)' },
      { line: 5, path: 'c.jpg', reason: '1 value in 2 columns' },
      { line: 6, path: 'd.jpg', reason: '3 values in 2 columns' },
      { line: 7, path: 'a.jpg', reason: 'the same file as in line 2' },
      { line: 8, path: './a.jpg', reason: 'the same file as in line 2' },
      { line: 9, path: 'e\0.jpg', reason: 'the path has a NUL character in it' },
      { line: 10, path: 'f\ng.jpg', reason: 'the path has a line break in it' },
      { line: 12, path: 'h.jpg', reason: 'real is ""; expected 1 (real) or 0 (fake)' },
    ]);
    expect(table.rows[1]?.line).toBe(13);
  });

  it('refuses a split that it does not know', async () => {
    const table = await read('path,real,split\na.jpg,1,val\n');
    expect(table.bad).toEqual([
      { line: 2, path: 'a.jpg', reason: 'split is "val"; expected train, valid, test or nothing' },
    ]);
  });

  it('names a missing column, what there is instead, and the likely one', async () => {
    const error = await failure('image,label\na.jpg,1\n');
    expect(error).toMatchObject({
      code: 'data_invalid',
      message: `"${at('faces.csv')}", line 1: there is no column "path", only "image", "label".`,
    });
    expect(error.hint).toBe('Did you mean "image"? Rename it to "path".');
    expect((await failure('path,Real\na.jpg,1\n')).hint).toContain('Did you mean "Real"?');
    expect((await failure('path;real\na.jpg;1\n')).hint).toContain('commas');
  });

  it('refuses a column that stands there twice', async () => {
    expect((await failure('path,real,path\na,1,b\n')).message).toContain('the column "path" stands there twice');
  });

  it('refuses an empty file and one with a header only', async () => {
    for (const content of ['', '\ufeff', '\n\n']) expect((await failure(content)).message).toContain('is empty');
    expect(await failure('path,real\n')).toMatchObject({
      code: 'data_invalid',
      message: expect.stringContaining('no rows'),
    });
  });

  it('gives the byte at which the text stops being UTF-8, also behind the first chunk', async () => {
    const latin1 = Buffer.from('path,real\nm\xfcller.jpg,1\n', 'latin1');
    expect((await failure(latin1)).message).toContain('is not UTF-8 text: see byte 11.');
    const start = `path,real\n${'ä.jpg,1\n'.repeat(20_000)}`;
    const offset = Buffer.byteLength(start);
    const late = Buffer.concat([Buffer.from(start), Buffer.from([0xe2, 0x82])]); // cut off in the middle of a euro sign
    expect((await failure(late)).message).toContain(`see byte ${offset.toLocaleString('en-US')}.`);
    expect((await failure(Buffer.from('\ufeffpath,real\n', 'utf16le'))).message).toContain('It looks like UTF-16.');
    expect((await failure(Buffer.from([0x1f, 0x8b, 8, 0]))).message).toContain('It looks like gzip.');
  });

  it('gives the line of a quote that ends too early or never', async () => {
    expect((await failure('path,real\na.jpg,1\n"b"c.jpg,1\n')).message).toContain('line 3: a quote ends in the middle');
    expect((await failure('path,real\na.jpg,1\nb"c.jpg,1\n')).message).toContain(
      'line 3: a quote begins in the middle',
    );
    expect((await failure('path,real\n"a.jpg,1\nb.jpg,0\n')).message).toContain('never closed');
    expect((await failure(`path,real\n"${'a'.repeat(2 ** 20 + 9)}",1\n`)).message).toContain(
      'longer than 1,048,576 bytes',
    );
  });

  it('refuses what is no file without waiting for it', async () => {
    await expect(readFaceCsv(at('none.csv'))).rejects.toMatchObject({ code: 'file_not_found' });
    await expect(readFaceCsv(folder)).rejects.toMatchObject({
      code: 'file_invalid',
      message: expect.stringContaining('a folder'),
    });
    execFileSync('mkfifo', [at('pipe.csv')]);
    await expect(readFaceCsv(at('pipe.csv'))).rejects.toMatchObject({ code: 'file_invalid' });
    await expect(readFaceCsv('/dev/zero')).rejects.toMatchObject({ code: 'file_invalid' });
    writeFileSync(at('large.csv'), '');
    truncateSync(at('large.csv'), 512 * 2 ** 20 + 1); // sparse: takes no room
    await expect(readFaceCsv(at('large.csv'))).rejects.toMatchObject({
      message: expect.stringContaining('536,870,913 bytes'),
    });
  });

  it('answers 250 damaged tables by rows or by an AppError, and by nothing else', async () => {
    const random = createRandom(26);
    const whole = Buffer.from('path,real,group\n"a, b.jpg",1,x\nc.jpg,0,"y ""z"""\nd.jpg,1,\n'.repeat(3));
    const marks = Buffer.from('",\n\r\0\\1\xff\xe2');
    for (let i = 0; i < 250; i++) {
      const bytes = Buffer.from(whole.subarray(0, random.integer(whole.length)));
      for (let n = 0; n < 4 && bytes.length > 0; n++)
        bytes[random.integer(bytes.length)] = marks[random.integer(marks.length)] ?? 0;
      await read(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
    }
  });
});
