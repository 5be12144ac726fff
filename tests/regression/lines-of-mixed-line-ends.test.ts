import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readFaceCsv } from '#main/features/datasets/csv.ts';

it.each([
  ['both kinds of line ends', 'path,real\na,1\r\nb,1\nc,1\r\n', [2, 3, 4]],
  ["Windows' line ends inside quotes", 'path,real,note\r\na,1,"x\r\ny"\r\nb,1,\r\n', [2, 4]],
  ['blank lines of Windows', 'path,real\n\r\n\r\na,1\n', [4]],
  ['the line ends of an old Macintosh', 'path,real\ra,1\r\rb,1\r', [2, 4]],
  ['no line end at the end', '\ufeffpath,real\r\na,1\r\nb,1', [2, 3]],
])('the rows of a CSV with %s are told by their true lines', async (_, text, lines) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'facet-lines-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'faces.csv');
  writeFileSync(file, text);
  const { rows } = await readFaceCsv(file);
  expect(rows.map(({ line }) => line)).toEqual(lines);
});
