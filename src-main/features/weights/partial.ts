/**
 * What was received of a file that is not whole yet: `.partial/<name>/` with the bytes and what the server said about them. Whoever goes on with
 * it takes the folder by renaming it, so that two processes never write into the same; what a process that is gone had taken is taken over.
 */
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const FOLDER = '.partial';
const DATA = 'data';
const ABOUT = 'about.json';

/** `validator`: what If-Range takes, a strong ETag or a date; null where the server gave none, and then nothing can be gone on with. */
const About = z.strictObject({ url: z.string(), validator: z.string().nullable(), totalBytes: z.number().nullable() });
export type About = Readonly<z.infer<typeof About>>;

export type PartialFile = {
  readonly dataFile: string;
  readonly sizeBytes: () => Promise<number>;
  /** Null where nothing that makes sense is written down. */
  readonly about: () => Promise<About | null>;
  readonly note: (about: About) => Promise<void>;
  /** At its end, or empty. Close it (`await using`). */
  readonly open: (how: 'append' | 'anew') => Promise<FileHandle>;
  readonly empty: () => Promise<void>;
  /** Moves the bytes to `file`, whole; nothing is left here. */
  readonly finish: (file: string) => Promise<void>;
  /** Leaves what was received to the next attempt. */
  readonly release: () => Promise<void>;
};

/** @throws what the file system throws */
export async function claimPartial(file: string): Promise<PartialFile> {
  const folder = path.join(path.dirname(file), FOLDER);
  const name = path.basename(file);
  await mkdir(folder, { recursive: true });
  const waiting = path.join(folder, name);
  const mine = path.join(folder, `${name}@${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`);
  if (!(await moved(waiting, mine)) && !(await takeOver(folder, { name, mine }))) await mkdir(mine);

  const [dataFile, aboutFile] = [path.join(mine, DATA), path.join(mine, ABOUT)];
  const sizeBytes = async () => (await stat(dataFile).catch(absent))?.size ?? 0;
  const discard = () => rm(mine, { recursive: true, force: true });
  return {
    dataFile,
    sizeBytes,
    about: async () => parseAbout(await readFile(aboutFile, 'utf8').catch(absent)),
    note: (about) => writeFile(aboutFile, JSON.stringify(about)),
    open: (how) => open(dataFile, how === 'append' ? 'a' : 'w'),
    empty: async () => {
      await rm(dataFile, { force: true });
      await rm(aboutFile, { force: true });
    },
    finish: async (target) => {
      await rename(dataFile, target);
      await discard();
    },
    release: async () => {
      if ((await sizeBytes()) === 0 || !(await moved(mine, waiting))) await discard(); // another one left more meanwhile
    },
  };
}

/** Of a process of this machine that no longer runs. */
async function takeOver(folder: string, { name, mine }: { name: string; mine: string }): Promise<boolean> {
  const prefix = `${name}@${hostname()}-`;
  for (const entry of await readdir(folder)) {
    const pid = entry.startsWith(prefix) ? Number.parseInt(entry.slice(prefix.length), 10) : Number.NaN;
    if (pid > 0 && !isRunning(pid) && (await moved(path.join(folder, entry), mine))) return true;
  }
  return false;
}

/** False where there is nothing to move, or something in the way. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error))) return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM'; // somebody else's
  }
}

function parseAbout(text: string | null): About | null {
  if (text === null) return null;
  try {
    return About.parse(JSON.parse(text));
  } catch {
    return null; // half written: the same as none
  }
}

function absent(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
