#!/usr/bin/env node
/** `node scripts/with-node.mjs COMMAND ARGUMENT...` runs a command with a Node that Facet can use first on PATH, bringing one where needed. */
import { delimiter, dirname, join } from 'node:path';
import { bringNode, findNode } from './bootstrap/node.mjs';
import { withNodeOnPath } from './bootstrap/npm.mjs';
import { EXIT_USAGE, reportProblems, SetupProblem } from './bootstrap/problem.mjs';
import { mergeRepeatedSignals, runInPlace } from './bootstrap/process.mjs';
import { surroundings } from './bootstrap/setup.mjs';

await reportProblems(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined)
    throw new SetupProblem(
      'with-node.mjs was given no command.',
      'Usage: node scripts/with-node.mjs COMMAND ARGUMENT...',
      {
        exitCode: EXIT_USAGE,
      },
    );
  mergeRepeatedSignals();
  const { root, cache, pins } = surroundings();
  const nodePath = findNode({ pins, cache }) ?? (await bringNode({ pins, cache, out: process.stderr }));
  const env = withNodeOnPath(nodePath);
  env.PATH = [dirname(nodePath), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  process.exitCode = await runInPlace(command === 'node' ? nodePath : command, args, {
    env,
    shell: process.platform === 'win32',
  });
});
