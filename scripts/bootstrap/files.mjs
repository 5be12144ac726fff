import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskProblem } from './problem.mjs';
import { cleanUpAtEnd } from './process.mjs';
import { formatBytes } from './progress.mjs';

/** Bytes of all files under a folder; 0 where it is not there, and files that vanish while it looks count as 0. */
export function folderBytes(folder) {
  let total = 0;
  const pending = [folder];
  while (pending.length > 0) {
    const current = pending.pop();
    for (const entry of listFolder(current)) {
      const path = join(current, entry.name);
      if (entry.isDirectory()) pending.push(path);
      else total += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    }
  }
  return total;
}

function listFolder(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  }
}

export function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 of a file, streamed. */
export async function fileSha256(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

/** A file's text, null where it is not there. */
export function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** A JSON file's content, null where it is not there or not whole. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** Writes a file whole or not at all. */
export function writeWhole(path, text) {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

/** Free bytes where `folder` is or will be; null where Node cannot tell (before 18.15). */
export async function freeBytes(folder) {
  if (statfs === undefined) return null;
  let place = folder;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  const { bavail, bsize } = await statfs(place);
  return bavail * bsize;
}

/** Refuses to begin what cannot end for want of disk. */
export async function requireFreeBytes(folder, neededBytes, purpose) {
  const free = await freeBytes(folder);
  if (free !== null && free < neededBytes)
    throw diskProblem(
      `Too little free disk for ${purpose}: ${formatBytes(neededBytes)} needed in ${folder}, ${formatBytes(free)} free.`,
    );
}

/** Runs `work` with a fresh folder under `parent` that is gone afterwards, however it ends short of kill -9. */
export async function withTemporaryFolder(parent, work) {
  sweepAbandoned(parent);
  const folder = join(parent, `${process.pid}-${Date.now().toString(36)}`);
  await mkdir(folder, { recursive: true });
  const remove = cleanUpAtEnd(() => rmSync(folder, { recursive: true, force: true }));
  try {
    return await work(folder);
  } finally {
    remove();
  }
}

/** Removes what set-ups that were killed left in a folder of `<pid>-<time>` folders. */
function sweepAbandoned(parent) {
  for (const entry of listFolder(parent)) {
    const pid = Number(/^(\d+)-/.exec(entry.name)?.[1]);
    if (pid > 0 && !isRunning(pid)) rmSync(join(parent, entry.name), { recursive: true, force: true });
  }
}

/** Whether a process of that id runs on this machine, ours or not. */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
