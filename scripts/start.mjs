#!/usr/bin/env node
/**
 * `npm start [-- --window | --browser] [-- options of facet serve]`: sets up what is missing, then opens the window; where Electron's binary is neither there
 * nor to be had, or nobody could see a window, the same pages in the browser.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bringElectron, electronBinary, windowTrouble } from './bootstrap/electron.mjs';
import { bringNode, findNode } from './bootstrap/node.mjs';
import { withNodeOnPath } from './bootstrap/npm.mjs';
import { buildPages, buildWindow } from './bootstrap/pages.mjs';
import { reportProblems } from './bootstrap/problem.mjs';
import { mergeRepeatedSignals, runInPlace } from './bootstrap/process.mjs';
import { setUp, surroundings } from './bootstrap/setup.mjs';

/** A window that ends within this, with an error, could not open (a library is missing, say). */
const OPENS_WITHIN_MS = 5_000;

await reportProblems(async () => {
  mergeRepeatedSignals();
  const { root, cache, pins } = surroundings();
  const nodePath = findNode({ pins, cache }) ?? (await bringNode({ pins, cache, out: process.stdout }));
  if (nodePath === process.execPath) process.exitCode = await start({ root, cache, pins, args: process.argv.slice(2) });
  else process.exitCode = await runInPlace(nodePath, process.argv.slice(1), { env: withNodeOnPath(nodePath) });
});

async function start({ root, cache, pins, args }) {
  const out = process.stdout;
  const isOurs = (word) => word === '--window' || word === '--browser';
  const rest = args.filter((word) => !isOurs(word));
  await setUp({ root, cache, pins, out });
  const electron = args.includes('--browser')
    ? null
    : await findWindow({ root, cache, out, isWanted: args.includes('--window') });
  if (electron !== null) {
    const exitCode = await openWindow({ root, cache, out, electron, args: rest });
    if (exitCode === 0) return 0;
  }
  await buildPages({ root, cache, out, nodePath: process.execPath });
  const cli = await import(pathToFileURL(join(root, 'src-main', 'cli', 'main.ts')).href);
  await cli.main(['serve', ...rest]);
  return process.exitCode ?? 0;
}

async function findWindow({ root, cache, out, isWanted }) {
  const trouble = existsSync(join(root, 'src-main', 'electron', 'main.ts')) ? windowTrouble() : 'this version has none';
  if (trouble !== null) {
    out.write(`No window of its own: ${trouble}. The workbench opens in a browser.\n`);
    return null;
  }
  const there = electronBinary({ root });
  if (there !== null) return there;
  const brought = await bringElectron({ root, cache, out, nodePath: process.execPath, isWanted });
  if (brought === null)
    out.write('No window of its own: the workbench opens in a browser. `npm start -- --window` tries again.\n');
  return brought;
}

/** The window's exit code; not 0 only where it could not open. */
async function openWindow({ root, cache, out, electron, args }) {
  await buildWindow({ root, cache, out, nodePath: process.execPath });
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env; // with it, Electron is a plain Node
  const startedAt = Date.now();
  const exitCode = await runInPlace(electron, [root, ...args], { env });
  const couldNotOpen = exitCode !== 0 && Date.now() - startedAt < OPENS_WITHIN_MS;
  if (couldNotOpen) out.write(`The window did not open (exit code ${exitCode}). The workbench opens in a browser.\n`);
  return couldNotOpen ? exitCode : 0;
}
