import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { browsers, electron, pages } from './bootstrap.ts';

const folder = mkdtempSync(join(tmpdir(), 'facet-window-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A checkout as far as these steps look at it. */
function checkout(name: string): string {
  const root = join(folder, name);
  for (const source of ['src-renderer', 'src-shared']) mkdirSync(join(root, source), { recursive: true });
  writeFileSync(join(root, 'src-renderer', 'main.tsx'), 'a');
  for (const file of ['vite.config.ts', 'package-lock.json']) writeFileSync(join(root, file), '{}');
  return root;
}

function program(path: string, script: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('the built pages', () => {
  /** Stands where Vite does: writes an index that holds the source. */
  const withBuild = (root: string) => {
    mkdirSync(join(root, 'node_modules', 'vite', 'bin'), { recursive: true });
    writeFileSync(
      join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
      `const fs = require('node:fs'); const to = process.env.FACET_PAGES;
       if (fs.readFileSync('src-renderer/main.tsx', 'utf8') === 'wrong') { console.error('Error: wrong here'); process.exit(1); }
       fs.mkdirSync(to, { recursive: true }); fs.copyFileSync('src-renderer/main.tsx', to + '/index.html');`,
    );
    return root;
  };
  const work = (root: string, said: string[] = []) => ({
    root,
    cache: join(folder, 'cache'),
    out: { write: (text: string) => void said.push(text) },
    nodePath: process.execPath,
    env: {},
  });

  it('are built when they are missing or their sources changed, and not else', async () => {
    const root = withBuild(checkout('pages'));
    expect(pages.pagesState(root)).toBe('missing');
    await pages.buildPages(work(root));
    expect(pages.pagesState(root)).toBe('current');
    const said: string[] = [];
    await pages.buildPages(work(root, said));
    expect(said).toEqual([]);
    writeFileSync(join(root, 'src-renderer', 'main.tsx'), 'b');
    expect(pages.pagesState(root)).toBe('old');
    await pages.buildPages(work(root, said));
    expect(said[0]).toBe('Pages: building ...\n');
    expect(readFileSync(join(root, 'out', 'renderer', 'index.html'), 'utf8')).toBe('b');
  });

  it('stay as they were where the new ones cannot be built, and the reason is said', async () => {
    const root = withBuild(checkout('broken'));
    await pages.buildPages(work(root));
    writeFileSync(join(root, 'src-renderer', 'main.tsx'), 'wrong');
    await expect(pages.buildPages(work(root))).rejects.toThrow('The pages could not be built: Error: wrong here.');
    expect(readFileSync(join(root, 'out', 'renderer', 'index.html'), 'utf8')).toBe('a');
  });
});

describe('a browser for the tests', () => {
  const root = join(folder, 'tested');
  const cache = join(folder, 'cache');
  /** As Playwright's module, as far as the proof uses it: takes a program for a browser if it runs. */
  mkdirSync(join(root, 'node_modules', 'playwright-core'), { recursive: true });
  writeFileSync(
    join(root, 'node_modules', 'playwright-core', 'index.mjs'),
    `import { execFileSync } from 'node:child_process';
     const page = (text) => ({ setContent: (html) => { text = html.slice(3, -4); }, textContent: () => text });
     export const chromium = { launch: async ({ executablePath }) => {
       const version = execFileSync(executablePath).toString().trim();
       return { version: () => version, newPage: async () => page(''), close: async () => {} };
     } };`,
  );
  const setUp = (env: Readonly<Record<string, string>>, said: string[] = []) =>
    browsers.setUpBrowser({
      root,
      cache,
      env,
      out: { write: (text) => void said.push(text) },
      nodePath: process.execPath,
    });

  it('is the first on PATH that shows a page, and is remembered until it changes', async () => {
    const broken = program(join(folder, 'a', 'chromium'), 'exit 3');
    const good = program(join(folder, 'b', 'chromium'), 'echo 1.2.3.4');
    const env = {
      PATH: [join(folder, 'a'), join(folder, 'b')].join(':'),
      FACET_BROWSER_SKIP: 'playwright,distribution,package',
    };
    const said: string[] = [];
    expect(await setUp(env, said)).toMatchObject({ path: good, version: '1.2.3.4' });
    expect(said[0]).toContain(`${broken} does not work`);
    expect(browsers.recordedBrowser({ root, env })?.path).toBe(good);
    utimesSync(good, new Date(0), new Date(0));
    expect(browsers.recordedBrowser({ root, env })).toBeNull();
  });

  it('may be named, and then must work', async () => {
    const named = program(join(folder, 'c', 'my-browser'), 'echo 5.6.7.8');
    expect(await setUp({ FACET_BROWSER: named })).toMatchObject({ path: named, source: 'named by FACET_BROWSER' });
    const broken = program(join(folder, 'c', 'no-browser'), 'exit 3');
    await expect(setUp({ FACET_BROWSER: broken })).rejects.toThrow(
      `The browser that FACET_BROWSER names, ${broken}, does not work`,
    );
  });

  it('is none where no way leads to one, and that is said', async () => {
    const said: string[] = [];
    expect(await setUp({ PATH: '', FACET_BROWSER_SKIP: 'installed,playwright,distribution,package' }, said)).toBeNull();
    expect(said.at(-1)).toMatch(/none could be had; the end-to-end tests are skipped/);
    expect(browsers.recordedBrowser({ root, env: {} })).toBeNull();
  });
});

describe('the window', () => {
  it('has its program in the package or where ELECTRON_OVERRIDE_DIST_PATH says', () => {
    const root = join(folder, 'electron');
    expect(electron.electronBinary({ root, env: {} })).toBeNull();
    mkdirSync(join(root, 'node_modules', 'electron', 'dist'), { recursive: true });
    writeFileSync(join(root, 'node_modules', 'electron', 'path.txt'), 'electron');
    const inside = program(join(root, 'node_modules', 'electron', 'dist', 'electron'), 'true');
    expect(electron.electronBinary({ root, env: {} })).toBe(inside);
    const other = join(folder, 'other-dist');
    expect(electron.electronBinary({ root, env: { ELECTRON_OVERRIDE_DIST_PATH: other } })).toBeNull();
    cpSync(join(root, 'node_modules', 'electron', 'dist'), other, { recursive: true });
    expect(electron.electronBinary({ root, env: { ELECTRON_OVERRIDE_DIST_PATH: other } })).toBe(
      join(other, 'electron'),
    );
  });

  it('needs a display on Linux', () => {
    expect(electron.windowTrouble({ env: {}, platform: 'linux' })).toMatch(/no display here/);
    expect(electron.windowTrouble({ env: { WAYLAND_DISPLAY: 'wayland-0' }, platform: 'linux' })).toBeNull();
    expect(electron.windowTrouble({ env: {}, platform: 'darwin' })).toBeNull();
  });
});
