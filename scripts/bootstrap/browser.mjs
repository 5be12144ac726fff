/**
 * A browser for the end-to-end tests: found where there is one, brought where not. Training needs none, so only `npm test` asks for it.
 * A browser counts when it was seen to show a page here: one whose libraries are missing is as good as none.
 */
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { BROWSER_WAYS } from './browser-ways.mjs';
import { readJson, writeWhole } from './files.mjs';
import { checkoutFiles } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { capture } from './process.mjs';
import { formatDuration } from './progress.mjs';

/**
 * @typedef {{ path: string, version: string, hasSandbox: boolean, source: string, env: Record<string, string>, changedAtMs: number }} Browser
 *   `env`: what it needs in its surroundings. `source`: where it came from, in words. `hasSandbox`: whether it starts with its sandbox here.
 */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const USUAL_PLACES = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};
const PROOF_MAY_TAKE_MS = 90_000;
const CHILD = fileURLToPath(new URL('./ask-browser.mjs', import.meta.url));

/** The ways that $FACET_BROWSER_SKIP leaves out, by name: a test of the others, or a machine where one is not wanted. */
const skipped = (env) => (env.FACET_BROWSER_SKIP ?? '').split(',').map((name) => name.trim());

const recordFile = (root) => join(checkoutFiles(root).own, 'browser.json');

/**
 * The browser that an earlier set-up saw at work, null where there is none or it has changed since. Runs nothing.
 * @returns {Browser | null}
 */
export function recordedBrowser({ root, env = process.env }) {
  const record = readJson(recordFile(root));
  if (record === null || (env.FACET_BROWSER && env.FACET_BROWSER !== record.path)) return null;
  return changedAt(record.path) === record.changedAtMs ? record : null;
}

const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;

/** The first that seems to be one, for the doctor: not started, so not proven. */
export function likelyBrowser({ root, cache, env = process.env }) {
  return recordedBrowser({ root, env })?.path ?? candidates({ cache, env })[0]?.path ?? null;
}

/**
 * Finds one that works, else brings one, and remembers it for the tests of this checkout. Null, with the reasons said, where none can be had.
 * @returns {Promise<Browser | null>}
 */
export async function setUpBrowser({ root, cache, out, nodePath, env = process.env }) {
  const recorded = env.FACET_BROWSER_SKIP ? null : recordedBrowser({ root, env });
  if (recorded !== null) {
    out.write(`Browser: ${recorded.version}, ${recorded.source}\n`);
    return recorded;
  }
  const browser =
    (await findBrowser({ root, cache, out, nodePath, env })) ??
    (await bringBrowser({ root, cache, out, nodePath, env }));
  if (browser === null) {
    rmSync(recordFile(root), { force: true });
    out.write(
      'Browser: none could be had; the end-to-end tests are skipped. FACET_BROWSER=/path/to/chromium names one.\n',
    );
    return null;
  }
  mkdirSync(checkoutFiles(root).own, { recursive: true });
  writeWhole(recordFile(root), `${JSON.stringify(browser, null, 2)}\n`);
  out.write(`Browser: ${browser.version}, ${browser.source}\n`);
  return browser;
}

async function findBrowser({ root, cache, out, nodePath, env }) {
  for (const candidate of candidates({ cache, env })) {
    const browser = await proven(candidate, { root, nodePath });
    if (typeof browser !== 'string') return browser;
    if (env.FACET_BROWSER === candidate.path)
      throw new SetupProblem(
        `The browser that FACET_BROWSER names, ${candidate.path}, does not work: ${browser}.`,
        'Name a Chromium or Chrome, or leave FACET_BROWSER out.',
      );
    out.write(`Browser: ${candidate.path} does not work: ${browser}\n`);
  }
  return null;
}

async function bringBrowser({ root, cache, out, nodePath, env }) {
  for (const way of BROWSER_WAYS.filter(({ name }) => !skipped(env).includes(name))) {
    const whyNot = way.whyNot({ root, env });
    if (whyNot !== null) {
      out.write(`Browser: ${way.title}: ${whyNot}\n`);
      continue;
    }
    const startedAt = Date.now();
    out.write(`Browser: ${way.title} ...\n`);
    const trouble = await way.bring({ root, cache, out, nodePath, env });
    const found = trouble === null ? way.find({ cache, env }) : null;
    const browser =
      found === null
        ? (trouble ?? 'nothing was left')
        : await proven({ ...found, source: way.source }, { root, nodePath });
    if (typeof browser !== 'string') {
      out.write(`Browser: there after ${formatDuration(Date.now() - startedAt)}\n`);
      return browser;
    }
    out.write(`Browser: ${way.title}: did not work: ${browser}\n`);
  }
  return null;
}

/** What may be a browser, best first: the one that was named, those installed, those brought earlier. */
function candidates({ cache, env }) {
  if (env.FACET_BROWSER) return [{ path: env.FACET_BROWSER, env: {}, source: 'named by FACET_BROWSER' }];
  const isSkipped = (name) => skipped(env).includes(name);
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const installed = [...onPath, ...(USUAL_PLACES[process.platform] ?? [])]
    .filter((path) => existsSync(path))
    .map((path) => ({ path, env: {}, source: `found at ${path}` }));
  const brought = BROWSER_WAYS.filter(({ name }) => !isSkipped(name)).flatMap((way) => {
    const found = way.find({ cache, env });
    return found === null ? [] : [{ ...found, source: way.source }];
  });
  return [...(isSkipped('installed') ? [] : installed), ...brought];
}

/** The browser with its version where it shows a page here, started as the tests will; else why not, in a few words. */
async function proven({ path, env, source }, { root, nodePath }) {
  const playwright = join(root, 'node_modules', 'playwright-core', 'index.mjs');
  const answer = await capture(nodePath, [CHILD, playwright, path], {
    env: { ...process.env, ...env },
    limitMs: PROOF_MAY_TAKE_MS,
  });
  if (answer.code !== 0) return troubleOf(answer);
  const { version, hasSandbox } = JSON.parse(answer.stdout);
  return { path, version, hasSandbox, source, env, changedAtMs: changedAt(path) };
}

function troubleOf({ code, signal, stderr }) {
  const words = /error while loading shared libraries: .*|(?<=Error: ).+/.exec(stripVTControlCharacters(stderr))?.[0];
  return words?.slice(0, 200) ?? `it ended with ${signal ?? code ?? 'nothing: not found'}`;
}
