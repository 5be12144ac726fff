/** From the command to a usable Home: `facet serve` over the large workspace, and a browser that is open already. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { openContext } from '#tests/helpers/chromium.ts';

const LAUNCHER = fileURLToPath(new URL('../../../scripts/facet.mjs', import.meta.url));

export type ColdStart = {
  /** Until the address is printed, in ms. */
  readonly servedMs: number;
  /** Until Home shows what the workspace holds, in ms, from the command on. */
  readonly usableMs: number;
};

export async function measureColdStart(browser: Browser, workspace: string): Promise<ColdStart> {
  const context = await openContext(browser);
  const page = await context.newPage();
  const startedMs = performance.now();
  const { address, end } = await launch(workspace);
  const servedMs = performance.now() - startedMs;
  try {
    await page.goto(address, { waitUntil: 'commit' });
    await page.evaluate(UNTIL_USABLE);
    return { servedMs, usableMs: performance.now() - startedMs };
  } finally {
    await context.close();
    await end();
  }
}

const LIMIT_MS = 30_000;

/** A script: until Home's numbers of the workspace are there, nothing of it is loading, and the frame is drawn. It looks at each frame, as a person does. */
const UNTIL_USABLE = `new Promise((resolve, reject) => {
  const isUsable = () => document.querySelector('main h1') && document.querySelector('main dl dd')
    && !document.querySelector('main :is([aria-busy="true"], [role="progressbar"]:not([aria-valuenow]))');
  const look = () => {
    if (performance.now() > ${LIMIT_MS}) reject(new Error('Home did not come'));
    else if (isUsable()) requestAnimationFrame(() => setTimeout(resolve)); // drawn
    else requestAnimationFrame(look);
  };
  look();
})`;

/** The command itself, with what a user waits for before it. */
async function launch(workspace: string): Promise<{ readonly address: string; readonly end: () => Promise<void> }> {
  const tickets = path.join(workspace, '..', 'run');
  mkdirSync(tickets, { recursive: true });
  const args = [LAUNCHER, 'serve', '--workspace', workspace, '--port', '0', '--no-open'];
  const env = { ...process.env, XDG_RUNTIME_DIR: tickets, FACET_CACHE: process.env['FACET_CACHE'] ?? '' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await printedAddress(child);
  const end = async () => {
    child.kill('SIGINT');
    await once(child, 'close');
  };
  return { address, end };
}

async function printedAddress({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    text += String(chunk);
    const [address] = /http:\S+#code=\S+/.exec(text) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`facet serve printed no address: ${text}`);
}
