import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { readIfThere, sha256 } from './files.mjs';
import { withLock } from './lock.mjs';
import { SetupProblem } from './problem.mjs';
import { capture, cleanUpAtEnd } from './process.mjs';
import { formatDuration } from './progress.mjs';

/** All that a page is made of; a change in any of it makes the built ones old. */
const PAGE_SOURCES = ['src-renderer', 'src-shared', 'vite.config.ts', 'package-lock.json'];
/** And the window's program. */
const WINDOW_SOURCES = [...PAGE_SOURCES, 'src-main', 'electron.vite.config.ts'];
/** Beside the pages; what begins with a dot is not served. */
const STAMP = '.sources.sha256';
const BUILD_MAY_TAKE_MS = 300_000;

const pagesFolder = (root) => join(root, 'out', 'renderer');

/** Whether the built pages are what their sources say: `current`, `old` or `missing`. Reads all sources: some 20 ms. */
export function pagesState(root) {
  if (!existsSync(join(pagesFolder(root), 'index.html'))) return 'missing';
  return readIfThere(join(pagesFolder(root), STAMP)) === sourcesHash(root) ? 'current' : 'old';
}

function sourcesHash(root, sources = PAGE_SOURCES) {
  const files = sources.flatMap((source) =>
    statSync(join(root, source)).isDirectory()
      ? readdirSync(join(root, source), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      : [join(root, source)],
  );
  return sha256(
    files
      .sort()
      .map((file) => `${file.slice(root.length)} ${sha256(readFileSync(file))}`)
      .join('\n'),
  );
}

/** Builds the pages unless they are current, or FACET_PAGES names others. The old ones are replaced when the new ones are whole. */
export async function buildPages({ root, cache, out, nodePath, env = process.env }) {
  if (env.FACET_PAGES || pagesState(root) === 'current') return;
  const onWait = (pid) => out.write(`Pages: another process (${pid}) is building them; waiting for it\n`);
  await withLock(join(cache, 'locks', `pages-${sha256(root).slice(0, 12)}`), onWait, async () => {
    if (pagesState(root) !== 'current') await runBuild({ root, cache, out, nodePath, env });
  });
}

async function runBuild({ root, cache, out, nodePath, env }) {
  const fresh = `${pagesFolder(root)}.${process.pid}.partial`;
  const removeFresh = cleanUpAtEnd(() => rmSync(fresh, { recursive: true, force: true }));
  const hash = sourcesHash(root);
  await buildPagesInto(fresh, { root, cache, out, nodePath, env });
  writeFileSync(join(fresh, STAMP), hash);
  rmSync(pagesFolder(root), { recursive: true, force: true });
  renameSync(fresh, pagesFolder(root));
  removeFresh();
}

/** Builds them into a folder of the caller's, whatever is there. */
export async function buildPagesInto(folder, { root, cache, out, nodePath, env = process.env }) {
  const startedAt = Date.now();
  out.write('Pages: building ...\n');
  const answer = await capture(nodePath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build'], {
    cwd: root,
    env: { ...forBuild(env), FACET_PAGES: folder },
    limitMs: BUILD_MAY_TAKE_MS,
  });
  if (answer.code !== 0) throw buildProblem(answer, { what: 'pages', log: join(cache, 'logs', 'pages.log') });
  out.write(`Pages: built in ${formatDuration(Date.now() - startedAt)}\n`);
}

/** Builds Electron's modules, preload and pages unless all are of the present sources. */
export async function buildWindow({ root, cache, out, nodePath, env = process.env }) {
  const stamp = join(root, 'out-main', STAMP);
  const hash = sourcesHash(root, WINDOW_SOURCES);
  if (readIfThere(stamp) === hash && pagesState(root) === 'current') return;
  const startedAt = Date.now();
  out.write('Window: building ...\n');
  const pagesHash = sourcesHash(root);
  const answer = await capture(
    nodePath,
    [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'],
    {
      cwd: root,
      env,
      limitMs: BUILD_MAY_TAKE_MS,
    },
  );
  if (answer.code !== 0) throw buildProblem(answer, { what: 'window', log: join(cache, 'logs', 'window.log') });
  writeFileSync(join(pagesFolder(root), STAMP), pagesHash);
  writeFileSync(stamp, hash);
  out.write(`Window: built in ${formatDuration(Date.now() - startedAt)}\n`);
}

/** Whoever asks for the build may be a test or a development tool; what is built is for users. */
const forBuild = (env) => ({ ...env, NODE_ENV: 'production', NO_COLOR: '1' });

function buildProblem({ stdout, stderr }, { what, log }) {
  mkdirSync(dirname(log), { recursive: true });
  const text = stripVTControlCharacters(stdout + stderr);
  writeFileSync(log, text);
  const words = /^(?:\[[A-Z_]+\]|[A-Za-z]*Error:).*/m.exec(text)?.[0] ?? 'it gave no reason';
  return new SetupProblem(`The ${what} could not be built: ${words}.`, `Vite's own words are in ${log}.`);
}
