/** From a click on a page's name to that page, as the page itself sees it: its heading is there, nothing is loading, and the frame is drawn. */
import type { Page } from 'playwright-core';

const NAMES = ['Data', 'Configurations', 'Training', 'Runs', 'Settings', 'Home'] as const;
const LIMIT_MS = 10_000;

export type PageChange = { readonly to: string; readonly visit: 'first' | 'again'; readonly tookMs: number };

export async function measurePageChanges(page: Page, rounds: number): Promise<readonly PageChange[]> {
  const changes: PageChange[] = [];
  for (let round = 0; round < rounds; round++)
    for (const to of NAMES)
      changes.push({ to, visit: round === 0 ? 'first' : 'again', tookMs: await page.evaluate(clickAndWait(to)) });
  return changes;
}

/** A script, since these sources know no DOM. */
const clickAndWait = (name: string): string => `(async () => {
  const link = [...document.querySelectorAll('nav a')].find((each) => each.textContent.trim() === ${JSON.stringify(name)});
  if (!link) throw new Error('no link to ${name}');
  const isThere = () => document.querySelector('main h1')?.textContent.includes(${JSON.stringify(name === 'Home' ? '' : name)})
    && location.pathname === new URL(link.href).pathname
    && !document.querySelector('main :is([aria-busy="true"], [role="progressbar"]:not([aria-valuenow]))');
  const began = performance.now();
  link.click();
  await new Promise((resolve, reject) => {
    const look = () => {
      if (performance.now() - began > ${LIMIT_MS}) return reject(new Error('${name} did not come'));
      if (isThere()) requestAnimationFrame(() => setTimeout(resolve)); // drawn
      else requestAnimationFrame(look);
    };
    look();
  });
  return performance.now() - began;
})()`;
