/** The window itself, wherever Electron's binary is: the same pages, over a port in place of HTTP. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, standing } from '#tests/helpers/browser.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const binary = findElectron();
const title = binary === null ? 'the window (skipped: there is no Electron binary here)' : 'the window';

describe.skipIf(binary === null)(title, () => {
  let program: ElectronApplication;
  let page: Page;
  let folder: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'facet-window-'));
    execFileSync(process.execPath, [path.join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'], {
      cwd: ROOT,
    });
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env as Record<string, string>; // Node's own environment holds no undefined
    program = await _electron.launch({
      executablePath: binary ?? '',
      args: [ROOT, `--user-data-dir=${path.join(folder, 'user')}`, '--workspace', path.join(folder, 'workspace')],
      chromiumSandbox: process.getuid?.() !== 0, // Chromium's sandbox refuses root
      env,
    });
    page = await program.firstWindow();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await standing(page);
  });
  afterAll(async () => {
    await program?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('runs sandboxed, with nothing of Node in the page', async () => {
    const seen = await page.evaluate(() => ({
      isSandboxed: (globalThis as unknown as { facet: { isSandboxed: boolean } }).facet.isSandboxed,
      hasNode: 'require' in globalThis || 'process' in globalThis,
    }));

    expect(seen).toEqual({ isSandboxed: process.getuid?.() !== 0, hasNode: false });
  });

  for (const name of ['Home', 'Data', 'Configurations', 'Training', 'Runs', 'Settings'])
    it(`shows ${name} for everybody`, async () => {
      await page.getByRole('navigation').getByRole('link', { name }).click();
      await standing(page);
      await expectAccessible(page);
    });

  it('asks TensorFlow for the device through a utility process', async () => {
    await expect.poll(() => page.getByText(/\b(CPU|GPU|NVIDIA)\b/).count(), { timeout: 60_000 }).toBeGreaterThan(0);
  });

  it('keeps what is chosen over a reload', async () => {
    await page.reload();
    await standing(page);
    expect(complaints).toEqual([]);
  });
});

/** Never downloads: asks where a binary was put. */
function findElectron(): string | null {
  const name =
    process.platform === 'win32'
      ? 'electron.exe'
      : process.platform === 'darwin'
        ? 'Electron.app/Contents/MacOS/Electron'
        : 'electron';
  const packaged = path.join(path.dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist');
  const folders = [process.env['ELECTRON_OVERRIDE_DIST_PATH'], packaged].filter((folder) => folder !== undefined);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null;
}
