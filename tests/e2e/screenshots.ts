/**
 * `npm run screenshots [-- PART]`: fills a workspace with synthetic faces and a few short runs, and takes every page (or those with PART in their name) in both
 * themes and two sizes into .screenshots/, which git ignores. Says which page complained of something. FACET_SCREENSHOTS_FOLDER keeps what was filled.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import {
  complaintsOf,
  enter,
  LARGE_SIZE,
  launchBrowser,
  NORMAL_SIZE,
  openContext,
  THEMES,
  visit,
} from '#tests/helpers/chromium.ts';
import { facet } from '#tests/helpers/facet-process.ts';
import { type Filled, fillWorkspace } from '#tests/helpers/filled-workspace.ts';
import { keepSweep, tagsOfTrial } from '#tests/helpers/planned-sweep.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { PLAIN_PAGES, pagesOf, type WorkbenchPage } from '#tests/helpers/workbench-pages.ts';

const OUT = fileURLToPath(new URL('../../.screenshots', import.meta.url));
const SIZES = [NORMAL_SIZE, LARGE_SIZE];
const RUNS = [
  { name: 'first try', epochs: 6, learningRate: 3e-4 },
  { name: 'faster learning', epochs: 4, learningRate: 1e-3, tags: tagsOfTrial(1) },
  { name: 'slower learning', epochs: 4, learningRate: 1e-4, tags: tagsOfTrial(2) },
  { name: 'a name that somebody wrote out in full: resnet18, 1e-3, second attempt', epochs: 1, learningRate: 1e-3 },
];

const TRIED = 6;

const say = (text: string) => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const kept = process.env['FACET_SCREENSHOTS_FOLDER'];
  const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'facet-screenshots-'));
  mkdirSync(folder, { recursive: true });
  try {
    await using empty = await serveWorkbench();
    await using full = await serveWorkbench({ folder });
    const part = process.argv[2]?.toLowerCase() ?? '';
    const filled = await fillOnce(full);
    await takeAll({ empty, full, pages: [...PLAIN_PAGES, ...pagesOf(filled), await tryImages(full, filled)], part });
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function fillOnce({ client, folder }: ServedWorkbench): Promise<Filled> {
  const done = path.join(folder, 'filled.json');
  if (existsSync(done)) return JSON.parse(readFileSync(done, 'utf8')) as Filled; // written below
  const faces = path.join(folder, 'faces');
  say('Drawing faces ...');
  const drawn = await facet(['synth', '--count', '200', '--size', '160', '--out', faces], { cwd: folder });
  if (drawn.exitCode !== 0) throw new Error(drawn.stderr);
  keepSweep(path.join(folder, 'workspace'));
  say(`Training ${RUNS.length} short runs ...`);
  const filled = await fillWorkspace(client, {
    ...{ faces, runs: RUNS, sizePx: 96, batchSize: 16 },
    ...{ testCount: RUNS.length, isExplained: true },
  });
  writeFileSync(done, JSON.stringify(filled));
  return filled;
}

/** Images that are tried are kept as long as the program runs. */
async function tryImages({ client, folder }: ServedWorkbench, { runIds: [runId] }: Filled): Promise<WorkbenchPage> {
  if (runId === undefined) throw new Error('There is no run.');
  const real = path.join(folder, 'faces', 'real');
  const paths = readdirSync(real)
    .slice(0, TRIED)
    .map((name) => path.join(real, name));
  const wish = { runId, paths, isUpload: false, method: 'grad-cam', layer: '' } as const;
  const { tryId } = await client.tries.start(wish);
  const events = await client.events.subscribe({ after: null, session: null });
  for (let { status } = await client.tries.get({ tryId }); status === 'running'; ) {
    await events.next();
    ({ status } = await client.tries.get({ tryId }));
  }
  return { name: 'Tried', path: `/try?try=${tryId}` };
}

type Subjects = {
  readonly empty: ServedWorkbench;
  readonly full: ServedWorkbench;
  /** Of the full one. */
  readonly pages: readonly WorkbenchPage[];
  /** In lower case. */
  readonly part: string;
};

async function takeAll({ empty, full, pages, part }: Subjects): Promise<void> {
  const subjects = [
    { workbench: full, prefix: '', pages },
    { workbench: empty, prefix: 'Empty ', pages: PLAIN_PAGES },
  ];
  const browser = await launchBrowser();
  try {
    for (const theme of THEMES)
      for (const size of SIZES)
        for (const { workbench, prefix, pages } of subjects) {
          const context = await openContext(browser, { theme, size });
          let page = await context.newPage();
          const complaints = [complaintsOf(page)];
          await enter(page, workbench);
          const to = path.join(OUT, `${theme}-${size.width}`);
          mkdirSync(to, { recursive: true });
          for (const each of pages.filter(({ name }) => `${prefix}${name}`.toLowerCase().includes(part)))
            if (
              !(await take(page, { workbench, page: each, file: path.join(to, fileName(`${prefix}${each.name}`)) }))
            ) {
              await page.close(); // it may have crashed: the next one is taken in another
              page = await context.newPage();
              complaints.push(complaintsOf(page));
            }
          for (const complaint of complaints.flat()) say(`complained, ${theme}: ${complaint}`);
          await context.close();
        }
  } finally {
    await browser.close();
  }
  say(`In ${OUT}`);
}

type Shot = { readonly workbench: ServedWorkbench; readonly page: WorkbenchPage; readonly file: string };

/** False where it failed. Images arrive after the page stands: until the network is quiet but for the stream of events. */
async function take(page: Page, { workbench, page: { name, path: address }, file }: Shot): Promise<boolean> {
  try {
    await visit(page, workbench, address);
    await page.waitForLoadState('load');
    for (const image of await page.locator('main img').all())
      if (await image.isVisible()) await image.evaluate(decoded).catch(() => say(`an image of ${name} is broken`));
    await page.screenshot({ path: file });
    return true;
  } catch (error) {
    say(`${name} was not taken: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    return false;
  }
}

/** Runs in the page. */
const decoded = (image: unknown) => (image as { decode: () => Promise<void> }).decode();

const fileName = (name: string) => `${name.toLowerCase().replaceAll(' ', '-')}.png`;

await main();
