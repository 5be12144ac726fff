import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { askBinding } from './ask.mjs';
import { findCompiler } from './binding.mjs';
import { likelyBrowser } from './browser.mjs';
import { electronBinary, windowTrouble } from './electron.mjs';
import { freeBytes, readJson } from './files.mjs';
import { cachedNode, findNode, isRightNode } from './node.mjs';
import { packagesAreCurrent } from './packages.mjs';
import { pagesState } from './pages.mjs';
import { runtimeFile } from './paths.mjs';
import { nvidiaDriver, platformKey } from './platform.mjs';
import { findPython } from './python.mjs';
import { tensorflowIsCurrent } from './setup.mjs';
import { neededBytes } from './tensorflow.mjs';
import { table, verdict } from './verdict.mjs';

/** Prints the table, or the same as JSON; the answer is the exit code: 1 where the main job (train, test, explain) could not run. */
export async function runDoctor({ root, cache, pins, json, out }) {
  const rows = verdict(await gatherFacts({ root, cache, pins }));
  const canRun = rows.every((row) => row.status !== 'missing');
  if (json) out.write(`${JSON.stringify({ canRun, checks: rows }, null, 2)}\n`);
  else
    out.write(
      `${table(rows)}\n\n${canRun ? 'Facet can train, test and explain.' : 'Facet cannot run yet: mend what is missing above.'}\n`,
    );
  return canRun ? 0 : 1;
}

/** @returns {Promise<import('./verdict.mjs').Facts>} */
async function gatherFacts({ root, cache, pins, env = process.env }) {
  const workspace = resolve(env.FACET_WORKSPACE || 'workspace');
  const [compiler, python, driver, tensorflow] = await Promise.all([
    findCompiler(),
    findPython(),
    nvidiaDriver(),
    tensorflowFacts({ root, cache, pins, env }),
  ]);
  const builds = pins.tensorflow.runtimes.filter((runtime) => runtime.platform === platformKey());
  const build = builds.find(({ flavour }) => flavour === (driver === null ? 'cpu' : 'cuda')) ?? builds[0];
  const record = readJson(runtimeFile({ root, env }));
  return {
    node: { version: process.versions.node, isRight: isRightNode(), cached: cachedNode({ pins, cache }) },
    packages: packagesAreCurrent(root),
    compiler,
    python,
    tensorflow,
    cuda: {
      driver,
      canHave: builds.some(({ flavour }) => flavour === 'cuda'),
      libraries: Boolean(record?.libraries) && existsSync(join(dirname(record.libraries), 'nvidia', 'cudnn', 'lib')),
    },
    pages: pagesState(root),
    browser: likelyBrowser({ root, cache, env }),
    electron: { path: electronBinary({ root, env }), trouble: windowTrouble({ env }) },
    workspace: { path: workspace, ...placeFacts(workspace), freeBytes: await freeBytes(workspace) },
    cache: {
      path: cache,
      freeBytes: await freeBytes(cache),
      neededBytes: build === undefined ? 0 : neededBytes(build.wheels),
    },
  };
}

async function tensorflowFacts({ root, cache, pins, env }) {
  const facts = {
    wanted: pins.tensorflow.version,
    isCurrent: tensorflowIsCurrent({ root, cache, pins, env }),
    flavour: null,
  };
  const nodePath = findNode({ pins, cache });
  if (!facts.isCurrent || nodePath === null) return { ...facts, answer: null, trouble: null };
  const { binding, flavour } = readJson(runtimeFile({ root, env }));
  try {
    return { ...facts, flavour, answer: await askBinding({ binding, nodePath }), trouble: null };
  } catch (error) {
    return { ...facts, flavour, answer: null, trouble: error.message };
  }
}

function placeFacts(path) {
  const exists = existsSync(path);
  let place = path;
  while (!existsSync(place)) place = dirname(place);
  return { exists, isWritable: statSync(place).isDirectory() && isWritable(place) };
}

function isWritable(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
