/** Pages for the end-to-end tests. Whatever goes wrong in a page fails the test that opened it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import {
  browserRecord,
  complaintsOf,
  follow,
  type Looks,
  launchBrowser,
  letIn,
  openContext,
  type Theme,
  visit,
} from './chromium.ts';
import type { ServedWorkbench } from './served-workbench.ts';

export { LARGE_SIZE, NORMAL_SIZE, standing, THEMES, type Theme } from './chromium.ts';

const FAILED = fileURLToPath(new URL('../../.screenshots/failed', import.meta.url));

/** Tests that need a browser; skipped by name, and counted so, where none could be had. */
export function describeInBrowser(name: string, tests: () => void): void {
  const isSkipped = browserRecord === null;
  describe.skipIf(isSkipped)(isSkipped ? `${name} (skipped: no browser could be had, see the set-up)` : name, () => {
    afterAll(closeBrowser);
    tests();
  });
}

export type PageOptions = Looks & {
  /** "/runs" */
  readonly path?: string;
};

export type OpenPage = {
  readonly page: Page;
  /** From here on a complaint that matches is part of the test: a refused call that the page shows, say. */
  readonly allow: (complaint: RegExp) => void;
  /** Goes to a page of the workbench and waits until it stands. */
  readonly visit: (path: string) => Promise<void>;
  /** The same as by a link within the page, which loads nothing anew: a third of the time, for a walk over many pages. */
  readonly follow: (path: string) => Promise<void>;
};

/** Opens the workbench in a context of its own, let in, for the time of `use`. Fails where the page complained of anything. */
export async function inPage<T>(
  workbench: Pick<ServedWorkbench, 'address' | 'invite'>,
  { path: to = '/', ...looks }: PageOptions,
  use: (open: OpenPage) => Promise<T>,
): Promise<T> {
  const context = await openContext(await theBrowser(), looks);
  try {
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    const allowed: RegExp[] = [];
    const unexpected = () => complaints.filter((complaint) => !allowed.some((each) => each.test(complaint)));
    try {
      await letIn(context, workbench);
      await visit(page, workbench, to);
      const result = await use({
        page,
        visit: (path) => visit(page, workbench, path),
        follow: (path) => follow(page, path),
        allow: (complaint) => void allowed.push(complaint),
      });
      expect(unexpected(), 'what the page complained of').toEqual([]);
      return result;
    } catch (error) {
      await keepSight(page);
      throw withComplaints(error, unexpected());
    }
  } finally {
    await context.close();
  }
}

/** The test's own failure first, and what the page said of itself with it. */
function withComplaints(error: unknown, complaints: readonly string[]): unknown {
  if (error instanceof Error && complaints.length > 0)
    error.message += `\nThe page complained:\n${complaints.join('\n')}`;
  return error;
}

/** No finding of axe's that is serious or critical. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await severeFindings(page)).toEqual([]);
}

/** What a page with axe in it has. */
type AxeGlobals = { readonly axe?: { readonly run: (options: RunOptions) => Promise<AxeResults> } };

/**
 * What axe calls serious or critical, each with its element. `rules`: only these. In the page itself, which has no frames: axe's own binding to Playwright would
 * open a second page for each look, and bring axe into both.
 */
export async function severeFindings(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(rules === undefined ? {} : { runOnly: { type: 'rule', values: [...rules] } }),
  };
  if (!(await page.evaluate(() => (globalThis as AxeGlobals).axe !== undefined))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (options) => {
    const { axe } = globalThis as AxeGlobals;
    if (axe === undefined) throw new Error('The page was left while axe was to look at it.');
    return (await axe.run(options)).violations;
  }, options);
  const severe = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return severe.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id} (${help}): ${html}\n${failureSummary}`),
  );
}

let starting: Promise<Browser> | null = null;

/** axe's rules about colours: all that may differ where a page changes its theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** The findings of a page that stands in one theme, then those of the other one, which it is left in. */
export async function severeFindingsInBoth(page: Page, theme: Theme): Promise<readonly string[]> {
  const other = theme === 'light' ? 'dark' : 'light';
  const found = await severeFindings(page);
  await page.emulateMedia({ colorScheme: other });
  await page.locator(`html[data-theme="${other}"]`).waitFor({ state: 'attached' });
  return [...found, ...(await lastingFindings(page, COLOUR_RULES))];
}

/** Those that are still there a moment later: while a theme changes, one part of the page may have its colours before another. */
async function lastingFindings(page: Page, rules: readonly string[]): Promise<readonly string[]> {
  let found = await severeFindings(page, rules);
  for (let attempt = 1; found.length > 0 && attempt < 4; attempt++) {
    await page.waitForTimeout(500 * attempt);
    found = await severeFindings(page, rules);
  }
  return found;
}

/** One for a file of tests. */
function theBrowser(): Promise<Browser> {
  starting ??= launchBrowser();
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
  mkdirSync(FAILED, { recursive: true });
  const name = `${currentTestName.replaceAll(/[^\w]+/g, '-').slice(0, 120)}.png`;
  if (png !== null) writeFileSync(path.join(FAILED, name), png);
}
