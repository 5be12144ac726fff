import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning, readJson } from './files.mjs';
import { cleanUpAtEnd } from './process.mjs';

/** A holder shows that it lives by touching its lock this often ... */
const HEARTBEAT_MS = 2_000;
/** ... and counts as dead after this silence, however its process id looks (another machine over a shared home, a reused id). */
const STALE_AFTER_MS = 60_000;
const LOOK_AGAIN_MS = 250;

/**
 * Runs `work` while holding the lock folder `path`: two set-ups at once take turns. A lock whose holder is dead is taken over.
 * `onWait` is called once, with the holder's process id, where there is a wait.
 */
export async function withLock(path, onWait, work) {
  await acquire(path, onWait);
  const heartbeat = setInterval(() => utimesSync(path, new Date(), new Date()), HEARTBEAT_MS);
  const release = cleanUpAtEnd(() => rmSync(path, { recursive: true, force: true }));
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    release();
  }
}

async function acquire(path, onWait) {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  while (!tryToTake(path)) {
    const owner = readJson(join(path, 'owner.json'));
    if (isStale(path, owner)) {
      setAside(path, owner);
      continue;
    }
    if (!told) onWait(owner?.pid ?? null);
    told = true;
    await wait(LOOK_AGAIN_MS);
  }
}

function tryToTake(path) {
  try {
    mkdirSync(path);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(path, 'owner.json'), JSON.stringify({ pid: process.pid, host: hostname() }));
  return true;
}

function isStale(path, owner) {
  const touchedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (touchedMs === undefined) return false; // released this moment
  if (Date.now() - touchedMs > STALE_AFTER_MS) return true;
  return owner !== null && owner.host === hostname() && !isRunning(owner.pid);
}

/** Moves a dead holder's lock away. Of several that try, the rename lets one win; should it catch a successor's fresh lock, it goes back. */
function setAside(path, deadOwner) {
  const aside = `${path}.stale-${process.pid}-${Date.now()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  const caught = readJson(join(aside, 'owner.json'));
  if (caught !== null && caught.pid !== deadOwner?.pid) renameSync(aside, path);
  else rmSync(aside, { recursive: true, force: true });
}
