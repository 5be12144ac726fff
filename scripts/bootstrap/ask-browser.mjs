/** `ask-browser.mjs PLAYWRIGHT BROWSER`: starts a browser as the tests will, shows a page, and prints its version and whether its sandbox holds. */
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const START_MAY_TAKE_MS = 30_000;
const SHOWN = 'Facet was here';
const [playwright, executablePath] = process.argv.slice(2);
const { chromium } = await import(pathToFileURL(playwright).href);

/** Chromium refuses its sandbox to root, and cannot have it where user namespaces are forbidden: then the tests do without. */
async function start() {
  const options = { executablePath, timeout: START_MAY_TAKE_MS };
  const isRoot = process.getuid?.() === 0;
  const sandboxed = isRoot ? null : await chromium.launch({ ...options, chromiumSandbox: true }).catch(() => null);
  if (sandboxed !== null) return { browser: sandboxed, hasSandbox: true };
  return { browser: await chromium.launch({ ...options, chromiumSandbox: false }), hasSandbox: false };
}

const { browser, hasSandbox } = await start();
const page = await browser.newPage();
await page.setContent(`<p>${SHOWN}</p>`);
if ((await page.textContent('p')) !== SHOWN) throw new Error('it shows nothing');
process.stdout.write(JSON.stringify({ version: browser.version(), hasSandbox }));
await browser.close();
