/** Chromium for the end-to-end tests: the one that the set-up saw at work. Whatever goes wrong in a page fails the test that opened it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { browsers } from '#tests/unit/scripts/bootstrap.ts';
import type { ServedWorkbench } from './served-workbench.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const record = browsers.recordedBrowser({ root: ROOT });

export type Theme = 'light' | 'dark';
export const THEMES: readonly Theme[] = ['light', 'dark'];
export const NORMAL_SIZE = { width: 1280, height: 800 } as const;
export const LARGE_SIZE = { width: 1920, height: 1080 } as const;

/** Tests that need a browser; skipped by name, and counted so, where none could be had. */
export function describeInBrowser(name: string, tests: () => void): void {
  const title = record === null ? `${name} (skipped: no browser could be had, see the set-up)` : name;
  describe.skipIf(record === null)(title, () => {
    afterAll(closeBrowser);
    tests();
  });
}

export type PageOptions = {
  readonly theme?: Theme;
  readonly size?: { readonly width: number; readonly height: number };
  /** "/runs" */
  readonly path?: string;
};

export type OpenPage = {
  readonly page: Page;
  /** From here on a problem that matches is part of the test: a refused call that the page shows, say. */
  readonly allow: (problem: RegExp) => void;
  /** Goes to a page of the workbench and waits until it stands. */
  readonly visit: (path: string) => Promise<void>;
};

/**
 * Opens the workbench in a context of its own, let in, for the time of `use`. Fails where the page complained of anything: an error in its console or
 * its code, something that its policy forbids.
 */
export async function inPage<T>(
  workbench: Pick<ServedWorkbench, 'address' | 'invite'>,
  { theme = 'light', size = NORMAL_SIZE, path: to = '/' }: PageOptions,
  use: (open: OpenPage) => Promise<T>,
): Promise<T> {
  const browser = await startBrowser();
  const context = await browser.newContext({ viewport: size, colorScheme: theme, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    const problems = watch(page);
    const allowed: RegExp[] = [];
    const visit = async (address: string) => {
      await page.goto(new URL(address, workbench.address).href);
      await standing(page);
    };
    const run = async () => {
      await page.goto(await workbench.invite());
      await standing(page);
      if (to !== '/') await visit(to);
      return await use({ page, visit, allow: (problem) => void allowed.push(problem) });
    };
    const complaints = () => problems.filter((problem) => !allowed.some((each) => each.test(problem)));
    const result = await run().catch(async (error: unknown) => {
      await keepSight(page);
      throw withComplaints(error, complaints());
    });
    expect(complaints(), 'what the page complained of').toEqual([]);
    return result;
  } finally {
    await context.close();
  }
}

function watch(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  return problems;
}

/** The test's own failure first, and what the page said of itself with it. */
function withComplaints(error: unknown, complaints: readonly string[]): unknown {
  if (error instanceof Error && complaints.length > 0)
    error.message += `\nThe page complained:\n${complaints.join('\n')}`;
  return error;
}

/** Until the page has its heading and nothing in it is still loading. */
export async function standing(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page
    .locator('main :is([role="progressbar"]:not([aria-valuenow]), [aria-busy="true"])')
    .first()
    .waitFor({ state: 'detached' });
}

/** No finding of axe's that is serious or critical. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const severe = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const findings = severe.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id} (${help}): ${html}`));
  expect(findings).toEqual([]);
}

let starting: Promise<Browser> | null = null;

function startBrowser(): Promise<Browser> {
  if (record === null) throw new Error('There is no browser: `npm test` brings one.');
  const { path: executablePath, env, hasSandbox } = record;
  starting ??= chromium.launch({
    executablePath,
    chromiumSandbox: hasSandbox, // Playwright leaves it off otherwise
    env: { ...(process.env as Record<string, string>), ...env }, // Node's own environment holds no undefined
    args: ['--disable-quic', '--disable-domain-reliability', '--no-pings'],
  });
  return starting;
}

async function closeBrowser(): Promise<void> {
  await (await starting)?.close();
  starting = null;
}

/** What the page showed where the test failed, in `.screenshots/failed`. */
async function keepSight(page: Page): Promise<void> {
  const png = await page.screenshot().catch(() => null); // it may have crashed, which the test says itself
  const { currentTestName = 'before the tests' } = expect.getState();
  const folder = path.join(ROOT, '.screenshots', 'failed');
  mkdirSync(folder, { recursive: true });
  const name = `${currentTestName.replaceAll(/[^\w]+/g, '-').slice(0, 120)}.png`;
  if (png !== null) writeFileSync(path.join(folder, name), png);
}
