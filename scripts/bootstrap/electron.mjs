import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, readJson } from './files.mjs';
import { capture } from './process.mjs';
import { formatDuration } from './progress.mjs';
import { isReachable } from './reach.mjs';

const DOWNLOAD_MAY_TAKE_MS = 600_000;
/** A download that failed is not tried again at each start. */
const TRY_AGAIN_AFTER_MS = 24 * 3_600_000;
/** Shown before it begins; packed, about. */
const DOWNLOAD_SIZE = '110 MB';

/** The Electron program, null where it is not there. $ELECTRON_OVERRIDE_DIST_PATH names a folder with another. */
export function electronBinary({ root, env = process.env }) {
  const folder = join(root, 'node_modules', 'electron');
  const name = readIfThere(join(folder, 'path.txt')) ?? usualName();
  const path = join(env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist'), name);
  return existsSync(path) ? path : null;
}

function usualName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** Why a window cannot be seen here, null where it can. */
export function windowTrouble({ env = process.env, platform = process.platform } = {}) {
  const hasDisplay = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  return hasDisplay ? null : 'there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)';
}

/**
 * Downloads the binary with Electron's own installer; says plainly where that cannot be. Null then. `isWanted`: asked for by name, so tried
 * again although it failed a moment ago.
 */
export async function bringElectron({ root, cache, out, nodePath, isWanted, env = process.env }) {
  const { version } = readJson(join(root, 'node_modules', 'electron', 'package.json')) ?? {};
  const record = join(cache, 'electron-not-downloaded.json');
  const failed = readJson(record);
  const isRecent = failed?.version === version && Date.now() - failed.atMs < TRY_AGAIN_AFTER_MS;
  if (version === undefined || (isRecent && !isWanted)) return null;
  const trouble = await download({ root, out, nodePath, version, env });
  const path = trouble === null ? electronBinary({ root, env }) : null;
  if (path !== null) return path;
  mkdirSync(cache, { recursive: true });
  writeFileSync(record, JSON.stringify({ version, atMs: Date.now() }));
  out.write(`Electron ${version}: not downloaded: ${trouble ?? 'the installer left nothing'}\n`);
  return null;
}

/** Null where it worked, else why not. */
async function download({ root, out, nodePath, version, env }) {
  const mirror = env.ELECTRON_MIRROR || 'https://github.com/electron/electron/releases/download/';
  if (!env.ELECTRON_GET_USE_PROXY && !(await isReachable(mirror, { env })))
    return `${new URL(mirror).host} does not answer`;
  const startedAt = Date.now();
  out.write(`Electron ${version}: downloading the window (about ${DOWNLOAD_SIZE}), once ...\n`);
  const answer = await capture(nodePath, [join(root, 'node_modules', 'electron', 'install.js')], {
    env,
    limitMs: DOWNLOAD_MAY_TAKE_MS,
  });
  if (answer.code === 0) {
    out.write(`Electron ${version}: there after ${formatDuration(Date.now() - startedAt)}\n`);
    return null;
  }
  return /Error: .*/.exec(answer.stderr)?.[0] ?? `its installer ended with ${answer.signal ?? answer.code}`;
}
