/** The ways to bring a browser, in the order they are tried. Each says why it cannot be gone, what went wrong, and where what it brought lies. */
import {
  createReadStream,
  createWriteStream,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { readJson, requireFreeBytes, withTemporaryFolder } from './files.mjs';
import { platformKey } from './platform.mjs';
import { capture } from './process.mjs';
import { startProgress } from './progress.mjs';
import { isReachable } from './reach.mjs';

const INSTALL_MAY_TAKE_MS = 900_000;
const PLAYWRIGHT_HOST = 'https://cdn.playwright.dev/';
/** Playwright's own limit for silence on a connection. */
const SILENCE_MS = '15000';
const PACKAGE_UNPACKED_BYTES = 230_000_000;

/**
 * @typedef {{
 *   name: string, title: string, source: string,
 *   whyNot(at: { root: string, env: NodeJS.ProcessEnv }): string | null,
 *   bring(at: { root: string, cache: string, out: NodeJS.WriteStream, nodePath: string, env: NodeJS.ProcessEnv }): Promise<string | null>,
 *   find(at: { cache: string, env: NodeJS.ProcessEnv }): { path: string, env: Record<string, string> } | null,
 * }} Way
 * @type {readonly Way[]}
 */
export const BROWSER_WAYS = [
  {
    name: 'playwright',
    title: "Playwright's installer",
    source: 'brought by Playwright',
    whyNot: ({ root, env }) =>
      env.PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD
        ? 'PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD is set'
        : missing(root, 'playwright-core'),
    bring: installWithPlaywright,
    find: ({ env }) =>
      firstOf(playwrightFolder({ env }), ['headless_shell', 'chrome-headless-shell', 'chrome-headless-shell.exe']),
  },
  {
    name: 'distribution',
    title: "the distribution's package",
    source: 'from the distribution',
    whyNot: () => (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') ? null : 'needs apt-get, and to be root'),
    bring: installWithApt,
    find: () => (existsSync('/usr/bin/chromium') ? { path: '/usr/bin/chromium', env: {} } : null),
  },
  {
    name: 'package',
    title: 'the npm package @sparticuz/chromium',
    source: 'from the npm package @sparticuz/chromium',
    whyNot: ({ root }) =>
      platformKey() === 'linux-x64' ? missing(root, '@sparticuz/chromium') : 'holds a browser for Linux x64 only',
    bring: unpackPackage,
    find: ({ cache }) => {
      const found = firstOf(packageFolder(cache), ['chromium']);
      return found === null ? null : { path: found.path, env: packageSurroundings(dirname(found.path)) };
    },
  },
];

const missing = (root, name) =>
  existsSync(join(root, 'node_modules', name, 'package.json')) ? null : `${name} is not installed`;

async function installWithPlaywright({ root, out, nodePath, env }) {
  const host = env.PLAYWRIGHT_DOWNLOAD_HOST || PLAYWRIGHT_HOST;
  if (!(await isReachable(host, { env }))) return `${new URL(host).host} does not answer`;
  const progress = startProgress({ label: 'Browser: download', total: 100, unit: 'count', out });
  const onStdout = (text) => {
    for (const [, percent] of text.matchAll(/(\d+)% of [\d.]+ MiB/g)) progress.update(Number(percent));
  };
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js');
  const answer = await capture(nodePath, [cli, 'install', 'chromium-headless-shell'], {
    env: { ...env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: SILENCE_MS },
    onStdout,
    limitMs: INSTALL_MAY_TAKE_MS,
  });
  progress.finish();
  return troubleOf(answer, /Error: .*/);
}

/** Knows its package by Debian's name; elsewhere the next way is gone. */
async function installWithApt({ env }) {
  const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, limitMs: INSTALL_MAY_TAKE_MS };
  const impatient = ['-qq', '-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::Retries=1'];
  const update = await capture('apt-get', [...impatient, 'update'], options);
  const install = await capture(
    'apt-get',
    [...impatient, 'install', '--yes', '--no-install-recommends', 'chromium'],
    options,
  );
  return install.code === 0 ? null : troubleOf(update.code === 0 ? install : update, /^E: .*/m);
}

/** Built for machines without anything: it brings its libraries, a font and a software renderer along, each packed with Brotli. */
async function unpackPackage({ root, cache, out }) {
  const from = join(root, 'node_modules', '@sparticuz', 'chromium');
  const { version } = readJson(join(from, 'package.json'));
  const target = join(packageFolder(cache), version);
  await requireFreeBytes(cache, 2 * PACKAGE_UNPACKED_BYTES, 'a browser');
  const packed = readdirSync(join(from, 'bin')).filter((name) => name.endsWith('.br'));
  const progress = startProgress({ label: 'Browser: unpack', total: packed.length, unit: 'count', out });
  try {
    return await withTemporaryFolder(join(cache, 'tmp'), async (folder) => {
      for (const [index, name] of packed.entries()) {
        const trouble = await unpackOne(join(from, 'bin', name), folder);
        if (trouble !== null) return trouble;
        progress.update(index + 1);
      }
      await chmod(join(folder, 'chromium'), 0o755);
      writeFileSync(join(folder, 'fonts.conf'), fontsOf(join(target, 'fonts')));
      await mkdir(dirname(target), { recursive: true });
      rmSync(target, { recursive: true, force: true });
      renameSync(folder, target);
      return null;
    });
  } finally {
    progress.finish();
  }
}

/** `chromium.br` becomes a file, `x.tar.br` what is in it: libraries below lib/, all else beside the program. */
async function unpackOne(path, folder) {
  const [, name, isTar] = /([^/\\]+?)(\.tar)?\.br$/.exec(path);
  const plain = join(folder, isTar ? `${name}.tar` : name);
  await pipeline(createReadStream(path), createBrotliDecompress(), createWriteStream(plain));
  if (!isTar) return null;
  const answer = await capture('tar', ['-xf', plain, '-C', folder]);
  rmSync(plain);
  return troubleOf(answer, /.+/);
}

const packageFolder = (cache) => join(cache, 'browsers', 'sparticuz-chromium');

const packageSurroundings = (folder) => ({
  LD_LIBRARY_PATH: [join(folder, 'lib'), folder].join(':'),
  FONTCONFIG_PATH: folder,
});

/** The package's own file names places of another system. */
const fontsOf = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${folder}</dir>
  <cachedir>${folder}</cachedir>
</fontconfig>
`;

/** Null where a program ended well, else its own words. */
function troubleOf({ code, signal, stdout, stderr }, words) {
  if (code === 0) return null;
  return (
    words.exec(stderr)?.[0] ?? words.exec(stdout)?.[0] ?? `it ended with ${signal ?? code ?? 'nothing: not found'}`
  );
}

/** Playwright's own folder of browsers. */
export function playwrightFolder({ env = process.env, platform = process.platform, home = homedir() } = {}) {
  if (env.PLAYWRIGHT_BROWSERS_PATH && env.PLAYWRIGHT_BROWSERS_PATH !== '0') return env.PLAYWRIGHT_BROWSERS_PATH;
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'ms-playwright');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'ms-playwright');
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'ms-playwright');
}

/** The newest file of one of these names, at most two folders below. */
function firstOf(folder, names) {
  const below = (path, depth) =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      const inside = join(path, entry.name);
      if (entry.isFile()) return names.includes(entry.name) ? [inside] : [];
      return entry.isDirectory() && depth > 0 ? below(inside, depth - 1) : [];
    });
  const found = existsSync(folder) ? below(folder, 2) : [];
  const [path] = found.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return path === undefined ? null : { path, env: {} };
}
