import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, readJson, requireFreeBytes, sha256, writeWhole } from './files.mjs';
import { withLock } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { checkoutFiles } from './paths.mjs';
import { formatDuration, withProgress } from './progress.mjs';

/** Free disk that `npm ci` may need: the packages twice, since npm keeps its own cache. */
const PACKAGES_NEED_BYTES = 900_000_000;

/**
 * The packages of a lock file that npm installs on this platform, as lock file keys: `node_modules/a/node_modules/b`.
 * @param {{ packages: Record<string, { os?: string[], cpu?: string[], libc?: string[], link?: boolean }> }} lock
 */
export function packagesFor(lock, { platform = process.platform, arch = process.arch } = {}) {
  const allows = (list, name) =>
    list === undefined ||
    (!list.includes(`!${name}`) && (list.includes(name) || list.every((item) => item.startsWith('!'))));
  return Object.entries(lock.packages)
    .filter(([key]) => key !== '')
    .filter(([, entry]) => allows(entry.os, platform) && allows(entry.cpu, arch) && allows(entry.libc, 'glibc'))
    .map(([key]) => key);
}

/**
 * Whether what npm installed (`node_modules/.package-lock.json`) is what the lock file asks for: every package of it in its version,
 * optional ones of other platforms aside, and no other.
 */
export function matchesLock(lock, installed) {
  if (installed === null) return false;
  const isThere = ([key, entry]) => {
    const found = installed.packages[key];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  };
  const wanted = Object.entries(lock.packages).filter(([key]) => key !== '');
  return wanted.every(isThere) && Object.keys(installed.packages).every((key) => key in lock.packages);
}

/** Whether `npm ci` has nothing to do in this checkout. The stamp answers within a millisecond; an install by hand is recognised and stamped. */
export function packagesAreCurrent(root) {
  const stamp = checkoutFiles(root).packages;
  const installedPath = join(root, 'node_modules', '.package-lock.json');
  const lockText = readIfThere(join(root, 'package-lock.json'));
  if (lockText === null || !existsSync(installedPath)) return false;
  if (readIfThere(stamp) === sha256(lockText)) return true;
  if (!matchesLock(JSON.parse(lockText), readJson(installedPath))) return false;
  writeStamp(root);
  return true;
}

function writeStamp(root) {
  const files = checkoutFiles(root);
  mkdirSync(files.own, { recursive: true });
  writeWhole(files.packages, sha256(readFileSync(join(root, 'package-lock.json'), 'utf8')));
}

/** Step 2: `npm ci` with install scripts ignored, unless what is there matches the lock file. */
export async function installPackages({ root, cache, out, nodePath }) {
  const label = '[2/4] npm packages';
  const onWait = (pid) =>
    out.write(`${label}: another set-up of this checkout (process ${pid}) is at it; waiting for it\n`);
  const keys = packagesFor(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  if (packagesAreCurrent(root)) out.write(`${label}: there already (${keys.length})\n`);
  else
    await withLock(join(cache, 'locks', `packages-${sha256(root).slice(0, 12)}`), onWait, async () => {
      if (!packagesAreCurrent(root)) await runCi({ root, cache, out, nodePath, label, keys });
    });
  linkCommand(root);
}

async function runCi({ root, cache, out, nodePath, label, keys }) {
  const startedAt = Date.now();
  await requireFreeBytes(root, PACKAGES_NEED_BYTES, 'the npm packages');
  await withProgress(
    { label, total: keys.length, unit: 'count', out },
    () => keys.filter((key) => existsSync(join(root, key, 'package.json'))).length,
    () =>
      runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
        nodePath,
        cwd: root,
        log: join(cache, 'logs', 'npm-ci.log'),
        purpose: 'the npm packages',
      }),
  );
  writeStamp(root);
  out.write(`${label}: ${keys.length} installed in ${formatDuration(Date.now() - startedAt)}\n`);
}

/** npm links the commands of dependencies only; with our own beside them `npx facet` starts at once and never looks for a stranger's. */
function linkCommand(root) {
  const link = join(root, 'node_modules', '.bin', 'facet');
  if (process.platform === 'win32' || existsSync(link)) return;
  mkdirSync(join(root, 'node_modules', '.bin'), { recursive: true });
  symlinkSync(join('..', '..', 'scripts', 'facet.mjs'), link);
}
