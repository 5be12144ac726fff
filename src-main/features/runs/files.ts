/** What lies in a run's folder: a list, and the end of its log. Links are neither followed nor listed. */
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RunFile } from '#shared/contract/runs.ts';

/** A training that keeps every epoch's weights has hundreds; nobody reads a longer list. */
const MOST_FILES = 5_000;

export type RunFiles = { readonly files: readonly RunFile[]; readonly isCut: boolean };

/** By path. Empty where there is no such folder: a cancelled run has none. */
export async function listRunFiles(folder: string, mostFiles = MOST_FILES): Promise<RunFiles> {
  const files: RunFile[] = [];
  const waiting = [''];
  for (let inner = waiting.shift(); inner !== undefined; inner = waiting.shift()) {
    const entries = await readFolder(path.join(folder, inner));
    for (const entry of entries) {
      const relative = inner === '' ? entry.name : `${inner}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(relative);
      if (!entry.isFile()) continue;
      if (files.length === mostFiles) return { files: sorted(files), isCut: true };
      const facts = await stat(path.join(folder, relative)).catch(nullWhereMissing);
      if (facts !== null) files.push({ path: relative, sizeBytes: facts.size, changedAtMs: facts.mtimeMs });
    }
  }
  return { files: sorted(files), isCut: false };
}

const readFolder = async (folder: string) =>
  (await readdir(folder, { withFileTypes: true }).catch(nullWhereMissing)) ?? [];

const sorted = (files: RunFile[]) => files.sort((a, b) => (a.path < b.path ? -1 : 1));

/** A running training replaces its files while they are listed. */
function nullWhereMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

const LINE_FEED = 10;
const CHUNK_BYTES = 64 * 2 ** 10;
/** Lines are short; what goes beyond is not a log. */
const MOST_BYTES = 8 * 2 ** 20;

/** The newest `count` lines, oldest first, read from the end of the file. Empty where there is none. */
export async function lastLines(file: string, count: number): Promise<readonly string[]> {
  const handle = await open(file, 'r').catch(nullWhereMissing);
  if (handle === null) return [];
  try {
    const { size } = await handle.stat();
    const chunks: Buffer[] = [];
    let start = size;
    let lineFeeds = 0;
    while (start > 0 && lineFeeds <= count && size - start < MOST_BYTES) {
      const length = Math.min(CHUNK_BYTES, start);
      start -= length;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
      const chunk = buffer.subarray(0, bytesRead);
      chunks.unshift(chunk);
      for (const byte of chunk) if (byte === LINE_FEED) lineFeeds++;
    }
    const lines = Buffer.concat(chunks).toString('utf8').replace(/\n$/, '').split('\n');
    const whole = start > 0 ? lines.slice(1) : lines; // the first may lack its beginning
    return size === 0 ? [] : whole.slice(-count).map((line) => line.replace(/\r$/, ''));
  } finally {
    await handle.close();
  }
}
