import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lastLines, listRunFiles } from '#main/features/runs/files.ts';
import { temporaryFolder } from '#tests/unit/store/workspace.ts';

describe("the list of a run's files", () => {
  const folderWith = (...files: string[]) => {
    const folder = temporaryFolder();
    for (const file of files) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), file);
    }
    return folder;
  };

  it('goes into folders, with slashes, by path', async () => {
    const folder = folderWith('log.txt', 'checkpoints/0001.safetensors', 'checkpoints/last.json', 'a/b/c');
    const { files, isCut } = await listRunFiles(folder);
    expect(files.map((file) => [file.path, file.sizeBytes])).toEqual([
      ['a/b/c', 5],
      ['checkpoints/0001.safetensors', 28],
      ['checkpoints/last.json', 21],
      ['log.txt', 7],
    ]);
    expect(isCut).toBe(false);
  });

  it('follows no link, so that nothing outside shows', async () => {
    const folder = folderWith('log.txt');
    symlinkSync('/', path.join(folder, 'root'));
    symlinkSync('/etc/passwd', path.join(folder, 'secrets'));
    expect((await listRunFiles(folder)).files.map((file) => file.path)).toEqual(['log.txt']);
  });

  it('says where it ends early', async () => {
    const { files, isCut } = await listRunFiles(folderWith('1', '2', '3'), 2);
    expect([files.length, isCut]).toEqual([2, true]);
  });

  it('is empty where the folder is gone', async () => {
    expect(await listRunFiles('/nowhere/at/all')).toEqual({ files: [], isCut: false });
  });
});

describe('the end of a log', () => {
  const logOf = (text: string) => {
    const file = path.join(temporaryFolder(), 'log.txt');
    writeFileSync(file, text);
    return file;
  };

  it('is its newest lines, oldest first', async () => {
    expect(await lastLines(logOf('1\n2\n3\n'), 2)).toEqual(['2', '3']);
    expect(await lastLines(logOf('1\r\n2'), 5)).toEqual(['1', '2']);
    expect(await lastLines(logOf('1\n\n3\n'), 2)).toEqual(['', '3']);
  });

  it('is found at once in a long file, letters of several bytes whole', async () => {
    const line = (i: number) => `Zeile ${i}: äöü€ ${'é'.repeat(50)}`;
    const file = logOf(Array.from({ length: 20_000 }, (_, i) => `${line(i)}\n`).join(''));
    const lines = await lastLines(file, 1_000);
    expect(lines).toHaveLength(1_000);
    expect([lines[0], lines.at(-1)]).toEqual([line(19_000), line(19_999)]);
  });

  it('is empty where there is nothing yet', async () => {
    expect(await lastLines(logOf(''), 5)).toEqual([]);
    expect(await lastLines('/nowhere/log.txt', 5)).toEqual([]);
  });
});
