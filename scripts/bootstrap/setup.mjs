import { existsSync } from 'node:fs';
import { bindingIsCurrent, buildBinding, installUpstream } from './binding.mjs';
import { readJson } from './files.mjs';
import { bringNode, findNode, isRightNode, NODE_AT_LEAST } from './node.mjs';
import { installPackages, packagesAreCurrent } from './packages.mjs';
import { cacheFolder, checkoutFiles, ROOT, runtimeFile } from './paths.mjs';
import { chooseRuntime, glibcVersion, nvidiaDriver, platformKey, readPins } from './platform.mjs';
import { endOnSignal } from './process.mjs';
import { installTensorflow } from './tensorflow.mjs';

/** Where this checkout is, where the cache is, and what is pinned. */
export function surroundings() {
  return { root: ROOT, cache: cacheFolder(), pins: readPins() };
}

/**
 * What set-up would still have to bring, as a person calls it; empty where Facet is ready. Takes a few milliseconds: hashes of small files
 * and a few stats, no process.
 * @returns {readonly string[]}
 */
export function missingParts({ root, cache, pins }) {
  const missing = [];
  if (findNode({ pins, cache }) === null)
    missing.push(`Node ${NODE_AT_LEAST} or newer (this is ${process.versions.node})`);
  if (!packagesAreCurrent(root)) missing.push('the npm packages');
  if (!tensorflowIsCurrent({ root, cache, pins })) missing.push(`TensorFlow ${pins.tensorflow.version}`);
  return missing;
}

/** Whether a runtime file names a binding that is there: the user's own through $FACET_RUNTIME, else one of the pinned. */
export function tensorflowIsCurrent({ root, cache, pins, env = process.env }) {
  const record = readJson(runtimeFile({ root, env }));
  if (record === null) return false;
  if (env.FACET_RUNTIME || record.key === 'upstream') return existsSync(record.binding);
  const runtime = recordedRuntime({ pins, record });
  return runtime !== undefined && bindingIsCurrent({ root, runtime, cache, record });
}

function recordedRuntime({ pins, record }) {
  return pins.tensorflow.runtimes.find(
    ({ platform, flavour }) => platform === platformKey() && flavour === record?.flavour,
  );
}

/**
 * Brings everything: Node (where an old one runs this, only up to here: the caller goes on under the new one), packages, TensorFlow, binding.
 * `wanted` auto keeps a complete build of either kind, else takes the GPU's where there is a driver.
 *
 * @param {{ root: string, cache: string, pins: object, out: NodeJS.WriteStream, wanted?: 'gpu' | 'cpu' | 'auto' }} options
 */
export async function setUp({ root, cache, pins, out, wanted = 'auto' }) {
  const stopWatching = endOnSignal('Stopped. The next `npm run setup` goes on from here.', out);
  try {
    const nodePath = isRightNode() ? process.execPath : await bringNode({ pins, cache, out });
    out.write(`[1/4] Node ${isRightNode() ? process.versions.node : nodePath}: there\n`);
    await installPackages({ root, cache, out, nodePath });
    await setUpTensorflow({ root, cache, pins, out, wanted, nodePath });
  } finally {
    stopWatching();
  }
}

async function setUpTensorflow({ root, cache, pins, out, wanted, nodePath }) {
  if (process.env.FACET_RUNTIME) {
    out.write(`[3/4] TensorFlow: FACET_RUNTIME names ${process.env.FACET_RUNTIME}; nothing to do\n`);
    return;
  }
  if (process.platform === 'win32') {
    await installUpstream({ root, cache, out, nodePath });
    return;
  }
  const runtime = await wantedRuntime({ root, cache, pins, wanted });
  await installTensorflow({ runtime, pythonVersion: pins.tensorflow.python, cache, out });
  const record = readJson(checkoutFiles(root).runtime);
  if (bindingIsCurrent({ root, runtime, cache, record })) out.write('[4/4] TensorFlow binding: there already\n');
  else await buildBinding({ root, runtime, cache, out, nodePath });
}

async function wantedRuntime({ root, cache, pins, wanted }) {
  const record = readJson(checkoutFiles(root).runtime);
  const recorded = recordedRuntime({ pins, record });
  if (wanted === 'auto' && recorded !== undefined && bindingIsCurrent({ root, runtime: recorded, cache, record }))
    return recorded;
  const hasDriver = wanted === 'auto' && (await nvidiaDriver()) !== null;
  return chooseRuntime({ pins, key: platformKey(), wanted, hasDriver, glibc: glibcVersion() });
}
