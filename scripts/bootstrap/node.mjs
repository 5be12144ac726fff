import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { folderBytes, requireFreeBytes, withTemporaryFolder } from './files.mjs';
import { withLock } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { isAtLeast, platformKey, versionNumbers } from './platform.mjs';
import { SetupProblem } from './problem.mjs';
import { formatBytes, formatDuration, withProgress } from './progress.mjs';

/** better-sqlite3's prebuilds and commander need this; package.json's engines says the same. */
export const NODE_AT_LEAST = '22.12.0';
/** Unpacked size of a Node package, for the bar and the disk check; they differ by a few percent. */
const NODE_UNPACKED_BYTES = 189_000_000;

/** Whether a Node runs Facet: new enough, and able to run TypeScript as it is (on by default since 22.18 and 23.6). */
export function isRightNode({ version = process.versions.node, features = process.features } = {}) {
  return isAtLeast(versionNumbers(version), versionNumbers(NODE_AT_LEAST)) && Boolean(features.typescript);
}

function pinnedNode(pins) {
  return pins.node[platformKey()] ?? null;
}

function nodeFolder(pin, cache) {
  return join(cache, 'node', `${pin.package}-${pin.version}`);
}

/** The path of a Node that an earlier set-up brought, null where there is none. */
export function cachedNode({ pins, cache }) {
  const pin = pinnedNode(pins);
  if (pin === null) return null;
  const path = join(nodeFolder(pin, cache), 'node_modules', pin.package, pin.binary);
  return existsSync(path) ? path : null;
}

/** The Node to run Facet with, null where it has to be brought first. */
export function findNode({ pins, cache }) {
  return isRightNode() ? process.execPath : cachedNode({ pins, cache });
}

/**
 * Brings the pinned Node from its npm package into the cache; the package's hash is pinned, its scripts do not run.
 * @returns {Promise<string>} the path of the binary
 */
export async function bringNode({ pins, cache, out }) {
  const pin = pinnedNode(pins);
  if (pin === null)
    throw new SetupProblem(
      `Facet needs Node ${NODE_AT_LEAST} or newer; this is ${process.versions.node}, and there is no package of a newer one for ${platformKey()}.`,
      'Install Node 24 from nodejs.org.',
    );
  const onWait = (pid) => out.write(`      Another set-up (process ${pid}) is bringing Node; waiting for it.\n`);
  return withLock(join(cache, 'locks', 'node'), onWait, async () => {
    const there = cachedNode({ pins, cache });
    if (there !== null) return there;
    await installNode({ pin, cache, out });
    return cachedNode({ pins, cache });
  });
}

async function installNode({ pin, cache, out }) {
  const startedAt = Date.now();
  const label = `[1/4] Node ${pin.version}`;
  out.write(
    `${label}: this is ${process.versions.node}, older than Facet needs; bringing a newer one for Facet alone\n`,
  );
  await requireFreeBytes(cache, 2 * NODE_UNPACKED_BYTES, `Node ${pin.version}`);
  await withTemporaryFolder(join(cache, 'tmp'), async (folder) => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify(nodeManifest(pin)));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(nodeLock(pin)));
    await withProgress(
      { label, total: NODE_UNPACKED_BYTES, out },
      () => folderBytes(folder),
      () =>
        runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
          nodePath: process.execPath,
          cwd: folder,
          log: join(cache, 'logs', 'node.log'),
          purpose: `Node ${pin.version}`,
        }),
    );
    const sizeBytes = folderBytes(folder);
    const target = nodeFolder(pin, cache);
    await mkdir(dirname(target), { recursive: true });
    rmSync(target, { recursive: true, force: true });
    renameSync(folder, target);
    out.write(`${label}: brought, ${formatBytes(sizeBytes)} in ${formatDuration(Date.now() - startedAt)}\n`);
  });
}

function nodeManifest(pin) {
  return { name: 'facet-node', version: '1.0.0', private: true, dependencies: { [pin.package]: pin.version } };
}

/** A lock file with the pinned hash and no address: npm asks the user's own registry and refuses what does not match. */
export function nodeLock(pin) {
  return {
    name: 'facet-node',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': nodeManifest(pin),
      [`node_modules/${pin.package}`]: { version: pin.version, integrity: pin.integrity },
    },
  };
}
