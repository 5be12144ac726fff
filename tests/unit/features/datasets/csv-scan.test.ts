import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFaceCsv } from '#main/features/datasets/csv.ts';
import { scanCsv } from '#main/features/datasets/csv-scan.ts';
import { createRandom } from '#shared/domain/random.ts';
import { AppError } from '#shared/errors.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-scan-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function scan(content: string | Uint8Array) {
  writeFileSync(join(folder, 'faces.csv'), content);
  return scanCsv(join(folder, 'faces.csv'));
}

const failure = (content: string | Uint8Array): Promise<AppError> =>
  scan(content).then(
    () => expect.fail('the file was accepted'),
    (error: unknown) => (error instanceof AppError ? error : expect.fail(`not an AppError: ${error}`)),
  );

describe('a look through a CSV', () => {
  it('gives header, rows with their lines, and their number', async () => {
    expect(await scan('\ufeffpath, real\r\n\r\n"a, ""b"".jpg" , 1\r\n  \r\nc.jpg,0')).toEqual({
      header: ['path', 'real'],
      rowCount: 2,
      rows: [
        { line: 3, fields: ['a, "b".jpg', '1'] },
        { line: 5, fields: ['c.jpg', '0'] },
      ],
    });
  });

  it('keeps line breaks inside quotes in their row', async () => {
    const { rows } = await scan('path,note\na.jpg,"two\nlines"\nb.jpg,x\n');
    expect(rows).toEqual([
      { line: 2, fields: ['a.jpg', 'two\nlines'] },
      { line: 4, fields: ['b.jpg', 'x'] },
    ]);
  });

  it('reads the lines of an old Macintosh', async () => {
    const { header, rows } = await scan('path,real\ra.jpg,1\rb.jpg,0\r');
    expect([header, rows.map(({ line }) => line)]).toEqual([
      ['path', 'real'],
      [2, 3],
    ]);
  });

  it('sees both classes of a long table that is sorted by class, and counts all its rows', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `faces/${i}.jpg,${i < 25_000 ? 'real' : 'fake'}`);
    const { rowCount, rows } = await scan(`path,label\n${lines.join('\n')}\n`);
    expect(rowCount).toBe(30_000);
    expect(rows.length).toBeLessThan(3_000);
    expect(rows.filter(({ fields }) => fields[1] === 'fake').length).toBeGreaterThan(200);
    for (const { line, fields } of rows) expect(fields[0]).toBe(`faces/${line - 2}.jpg`);
  });

  it('refuses what reading refuses, with the line', async () => {
    for (const content of ['', '\ufeff', '\n\n']) expect((await failure(content)).message).toContain('is empty');
    expect((await failure('path,real\n')).message).toContain('no rows');
    expect((await failure('path,real\n"a.jpg,1\nb.jpg,0\n')).message).toContain('line 2: a quote is opened and never');
    expect((await failure('path,real\na.jpg,1\n"b"c.jpg,1\n')).message).toContain('line 3: a quote ends in the middle');
    expect((await failure(Buffer.from('path,real\nm\xfcller.jpg,1\n', 'latin1'))).message).toContain('see byte 11.');
    expect((await failure(`path,real\n"${'a'.repeat(2 ** 20 + 70_000)}",1\n`)).message).toContain(
      'longer than 1,048,576',
    );
    await expect(scanCsv(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'file_not_found' });
  });

  it('counts the rows that a full reading finds, in 200 tables of odd shapes', async () => {
    const random = createRandom(11);
    const pieces = ['a.jpg', '1', '0', ',', ',', '\n', '\n', '\r\n', '"x\ny"', '"q ""q"""', ' ', '"', 'ä'];
    for (let i = 0; i < 200; i++) {
      const body = Array.from({ length: 40 }, () => pieces[random.integer(pieces.length)]).join('');
      const content = `path,real\n${body}`;
      writeFileSync(join(folder, 'faces.csv'), content);
      const read = await readFaceCsv(join(folder, 'faces.csv')).catch(() => null);
      if (read === null) continue; // a table that reading refuses may be refused here or later
      const { rowCount, rows } = await scan(content);
      expect(rowCount).toBe(read.rows.length + read.bad.length);
      expect(rows.map(({ line }) => line)).toEqual(
        [...read.rows, ...read.bad].map(({ line }) => line).sort((a, b) => a - b),
      );
    }
  });
});
