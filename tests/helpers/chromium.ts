/** Chromium as tests, screenshots and measurements start it: the one that the set-up saw at work. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { browsers } from '#tests/unit/scripts/bootstrap.ts';
import type { ServedWorkbench } from './served-workbench.ts';

/** Null where none could be had. */
export const browserRecord = browsers.recordedBrowser({ root: fileURLToPath(new URL('../../', import.meta.url)) });

export type Theme = 'light' | 'dark';
export const THEMES: readonly Theme[] = ['light', 'dark'];

export type Size = { readonly width: number; readonly height: number };
export const NORMAL_SIZE: Size = { width: 1280, height: 800 };
export const LARGE_SIZE: Size = { width: 1920, height: 1080 };

export function launchBrowser(): Promise<Browser> {
  if (browserRecord === null) throw new Error('There is no browser yet: `npm test` brings one.');
  const { path: executablePath, env, hasSandbox } = browserRecord;
  return chromium.launch({
    executablePath,
    chromiumSandbox: hasSandbox, // Playwright leaves it off otherwise
    env: { ...(process.env as Record<string, string>), ...env }, // Node's own environment holds no undefined
    args: ['--disable-quic', '--disable-domain-reliability', '--no-pings'],
  });
}

export type Looks = { readonly theme?: Theme; readonly size?: Size };

/** Without animations, so that what is looked at stands still. */
export async function openContext(
  browser: Browser,
  { theme = 'light', size = NORMAL_SIZE }: Looks = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: size, colorScheme: theme, reducedMotion: 'reduce' });
  context.on('page', followRequests);
  return context;
}

/** What is wrong with a page from here on: errors in its console and its code, what its policy forbids, and anything that it asks of anybody but Facet. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('request', (request) => {
    if (!OURS.test(request.url())) complaints.push(`It asked for ${request.url()}`);
  });
  return complaints;
}

/** The host, the window's own scheme, and what a page makes itself. */
const OURS = /^(?:http:\/\/127\.0\.0\.1:\d+\/|app:\/\/ui\/|data:|blob:|about:)/;

type Host = Pick<ServedWorkbench, 'address' | 'invite'>;

/** Lets the page's browser in. */
export async function enter(page: Page, workbench: Host): Promise<void> {
  await page.goto(await workbench.invite());
  await standing(page);
}

/** Goes to "/runs" and waits until it stands. */
export async function visit(page: Page, workbench: Pick<Host, 'address'>, path: string): Promise<void> {
  await page.goto(new URL(path, workbench.address).href);
  await standing(page);
}

/** Lets all pages of a context in, without a page: what a page does with the code of an invitation, the tests of the entrance check. */
export async function letIn(context: BrowserContext, workbench: Host): Promise<void> {
  const { origin, hash } = new URL(await workbench.invite());
  const answer = await context.request.post(`${origin}/session`, {
    data: hash.replace('#code=', ''),
    headers: { origin, 'sec-fetch-site': 'same-origin' },
  });
  if (!answer.ok()) throw new Error(`Not let in: ${await answer.text()}`);
}

/** What a page knows of its history. */
type PageGlobals = { readonly history: { readonly pushState: (state: null, unused: string, to: string) => void } };

/** Goes from a page that stands to "/runs" as by a link within it, and waits until that stands. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => (globalThis as unknown as PageGlobals).history.pushState(null, '', to), path);
  await standing(page);
}

/** A page that was idle and has asked nothing for this long asks nothing more by itself: events alone make it ask again. */
const QUIET_MS = 150;
const LOOK_MS = 25;
const STANDS_WITHIN_MS = 60_000;
/** It is answered as long as the page is open. */
const STREAM = '/rpc/events/subscribe';

type Traffic = { asked: number; readonly unanswered: Set<Request> };

const trafficOf = new WeakMap<Page, Traffic>();

function followRequests(page: Page): Traffic {
  const traffic: Traffic = { asked: 0, unanswered: new Set() };
  trafficOf.set(page, traffic);
  page.on('request', (request) => {
    if (request.url().endsWith(STREAM)) return;
    traffic.asked += 1;
    traffic.unanswered.add(request);
  });
  page.on('requestfinished', (request) => traffic.unanswered.delete(request));
  page.on('requestfailed', (request) => traffic.unanswered.delete(request));
  return traffic;
}

/** Until the page has its heading, all that it asked for, and nothing in it that is still loading. */
export async function standing(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await answered(page);
  await page
    .locator('main :is([role="progressbar"]:not([aria-valuenow]), [aria-busy="true"])')
    .first()
    .waitFor({ state: 'detached' });
}

async function answered(page: Page): Promise<void> {
  const traffic = trafficOf.get(page) ?? followRequests(page); // a window of Electron's opens by itself
  const limitMs = performance.now() + STANDS_WITHIN_MS;
  for (let asked = -1; asked !== traffic.asked; ) {
    asked = traffic.asked;
    await page.evaluate('new Promise((resolve) => requestIdleCallback(resolve))'); // what came is drawn, and what follows from it asked
    for (let quietMs = 0; quietMs < QUIET_MS; quietMs += LOOK_MS) {
      await sleep(LOOK_MS);
      if (traffic.unanswered.size > 0) quietMs = 0;
      if (performance.now() < limitMs) continue;
      throw new Error(`Not answered: ${[...traffic.unanswered].map((request) => request.url()).join(', ')}`);
    }
  }
}
