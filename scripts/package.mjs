#!/usr/bin/env node
/**
 * `npm run package [-- --dir]`: an installer for this platform. Sets up what is missing, builds the modules and the pages, puts TensorFlow and its binding
 * into build/runtime, and lets electron-builder do the rest; that needs Electron's binary, which it downloads, or `ELECTRON_OVERRIDE_DIST_PATH`.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { readJson } from './bootstrap/files.mjs';
import { bringNode, findNode } from './bootstrap/node.mjs';
import { withNodeOnPath } from './bootstrap/npm.mjs';
import { runtimeFile } from './bootstrap/paths.mjs';
import { reportProblems, SetupProblem } from './bootstrap/problem.mjs';
import { mergeRepeatedSignals, runInPlace } from './bootstrap/process.mjs';
import { setUp, surroundings } from './bootstrap/setup.mjs';

await reportProblems(async () => {
  mergeRepeatedSignals();
  const { root, cache, pins } = surroundings();
  const nodePath = findNode({ pins, cache }) ?? (await bringNode({ pins, cache, out: process.stdout }));
  if (nodePath !== process.execPath) {
    process.exitCode = await runInPlace(nodePath, process.argv.slice(1), { env: withNodeOnPath(nodePath) });
    return;
  }
  await setUp({ root, cache, pins, out: process.stdout });
  process.chdir(root);
  stageRuntime(root);
  const steps = [
    [join('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), ['build']],
    [
      join('node_modules', 'electron-builder', 'cli.js'),
      ['--publish', 'never', ...electronDist(), ...process.argv.slice(2)],
    ],
  ];
  for (const [script, args] of steps) {
    process.exitCode = await runInPlace(process.execPath, [join(root, script), ...args]);
    if (process.exitCode !== 0) return;
  }
});

/** TensorFlow's libraries and the binding, as far as a program needs them, with a runtime file whose paths are relative. */
function stageRuntime(root) {
  const file = runtimeFile({ root });
  const record = readJson(file);
  if (record === null || !existsSync(record.binding))
    throw new SetupProblem('TensorFlow is not set up, so there is nothing to package.', 'Run `npm run setup` first.');
  const target = join(root, 'build', 'runtime');
  rmSync(target, { recursive: true, force: true });
  // The binding finds its libraries at ../../tensorflow, and those find CUDA's at ../nvidia.
  const binding = join('bindings', basename(dirname(record.binding)), basename(record.binding));
  mkdirSync(dirname(join(target, binding)), { recursive: true });
  cpSync(record.binding, join(target, binding));
  const base = dirname(record.libraries);
  for (const folder of ['tensorflow', 'nvidia'])
    if (existsSync(join(base, folder)))
      cpSync(join(base, folder), join(target, folder), {
        recursive: true,
        filter: (source) => !isHeader(relative(base, source)),
      });
  writeFileSync(
    join(target, 'runtime.json'),
    `${JSON.stringify({ ...record, binding, libraries: 'tensorflow' }, null, 2)}\n`,
  );
  process.stdout.write(`TensorFlow ${record.tensorflow} (${record.flavour}): staged in build/runtime\n`);
}

function isHeader(path) {
  return path.split(/[\\/]/).includes('include');
}

/** Where a binary is given, no other is downloaded. */
function electronDist() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return [];
  const { version } = JSON.parse(readFileSync(join('node_modules', 'electron', 'package.json'), 'utf8'));
  return [`--config.electronDist=${folder}`, `--config.electronVersion=${version}`];
}
