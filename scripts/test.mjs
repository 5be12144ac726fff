#!/usr/bin/env node
/**
 * `npm test [-- <vitest filter>]`: the set-up where needed, with the pages and a browser, then types, lint and every vitest project. The last line
 * is `N passed, N failed, N skipped`; types and lint count as one test each (left out where a filter asks for some tests only).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setUpBrowser } from './bootstrap/browser.mjs';
import { readJson } from './bootstrap/files.mjs';
import { bringNode, findNode } from './bootstrap/node.mjs';
import { withNodeOnPath } from './bootstrap/npm.mjs';
import { buildPages } from './bootstrap/pages.mjs';
import { reportProblems } from './bootstrap/problem.mjs';
import { capture, cleanUpAtEnd, mergeRepeatedSignals, runInPlace } from './bootstrap/process.mjs';
import { formatDuration } from './bootstrap/progress.mjs';
import { setUp, surroundings } from './bootstrap/setup.mjs';
import { countTests, summaryLine } from './bootstrap/test-report.mjs';

await reportProblems(async () => {
  mergeRepeatedSignals();
  const { root, cache, pins } = surroundings();
  const nodePath = findNode({ pins, cache }) ?? (await bringNode({ pins, cache, out: process.stdout }));
  if (nodePath === process.execPath)
    process.exitCode = await runTests({ root, cache, pins, filter: process.argv.slice(2) });
  else process.exitCode = await runInPlace(nodePath, process.argv.slice(1), { env: withNodeOnPath(nodePath) });
});

async function runTests({ root, cache, pins, filter }) {
  const out = process.stdout;
  await setUp({ root, cache, pins, out });
  process.chdir(root);
  if (filter.length === 0 || filter.some((word) => word.includes('e2e'))) {
    await buildPages({ root, cache, out, nodePath: process.execPath });
    await setUpBrowser({ root, cache, out, nodePath: process.execPath });
  }
  const checks =
    filter.length > 0
      ? []
      : [
          await check('types', ['typescript', 'tsc', '--noEmit']),
          await check('types of the pages', ['typescript', 'tsc', '--noEmit', '-p', 'src-renderer']),
          await check('lint', ['@biomejs/biome', 'biome', 'check', '.']),
        ];
  const counts = countTests({ checks, ...(await runVitest(root, filter)) });
  out.write(`\n${counts.skippedNames.map((name) => `skipped: ${name}\n`).join('')}`);
  out.write(`${counts.failedNames.map((name) => `failed: ${name}\n`).join('')}`);
  if (!counts.hasRun) out.write('No test ran.\n');
  out.write(`${summaryLine(counts)}\n`);
  return counts.failed > 0 || !counts.hasRun ? 1 : 0;
}

/** Runs one checker of the whole tree; its words are shown only where it fails. */
async function check(name, [packageName, command, ...args]) {
  const startedAt = Date.now();
  process.stdout.write(`${name}: ...\n`);
  const answer = await capture(process.execPath, [programOf(packageName, command), ...args], {
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  const hasPassed = answer.code === 0;
  if (!hasPassed) process.stdout.write(answer.stdout + answer.stderr);
  process.stdout.write(`${name}: ${hasPassed ? 'passed' : 'FAILED'} in ${formatDuration(Date.now() - startedAt)}\n`);
  return { name, hasPassed };
}

/** The script behind a package's command, so that it runs under this Node whatever is first on PATH. */
function programOf(packageName, command) {
  const folder = join('node_modules', packageName);
  const { bin } = readJson(join(folder, 'package.json'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** Vitest with its reporters on screen (vitest.config.ts) and its JSON report, null where it died before writing one. */
async function runVitest(root, filter) {
  const folder = mkdtempSync(join(tmpdir(), 'facet-test-'));
  const remove = cleanUpAtEnd(() => rmSync(folder, { recursive: true, force: true }));
  const reportPath = join(folder, 'report.json');
  const exitCode = await runInPlace(process.execPath, [join(root, programOf('vitest', 'vitest')), 'run', ...filter], {
    env: { ...process.env, FACET_TEST_REPORT: reportPath },
  });
  const report = readJson(reportPath);
  remove();
  return { report, exitCode };
}
