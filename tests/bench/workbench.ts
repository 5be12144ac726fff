/**
 * `npm run bench:workbench [-- PART...]`: how fast the window is, against the aims of its issue: start, pages, faces, beside. Fills a large workspace first, anew where
 * FACET_BENCH_WORKSPACE names none that is kept. Waits until nobody else uses the machine.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { enter, launchBrowser, openContext } from '#tests/helpers/chromium.ts';
import { serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { median } from './figures.ts';
import { waitForQuiet } from './quiet.ts';
import { measureBoxes, measureFirstFaces, measureScrolling, type Scrolling } from './workbench/browsing-faces.ts';
import { measurePageChanges } from './workbench/changing-pages.ts';
import { fillLargeWorkspace, type Large } from './workbench/filling.ts';
import { measureColdStart } from './workbench/starting.ts';
import { quantile } from './workbench/trace.ts';
import { measureBeside } from './workbench/training-beside.ts';

const RESULTS = fileURLToPath(new URL('./results/workbench.json', import.meta.url));
const PARTS = ['start', 'pages', 'faces', 'beside'] as const;
const STARTS = 5;
const ROUNDS = 4;
const QUIET_WITHIN_MS = 120_000;

type Row = { readonly what: string; readonly value: number; readonly unit: 'ms' | '%'; readonly aim: number | null };
type Place = { readonly browser: Browser; readonly folder: string; readonly large: Large };

const say = (text: string) => process.stdout.write(`${text}\n`);

const MEASUREMENTS: Readonly<Record<(typeof PARTS)[number], (place: Place) => Promise<readonly Row[]>>> = {
  start: async ({ browser, folder }) => {
    const starts = [];
    for (let round = 0; round < STARTS; round++)
      starts.push(await measureColdStart(browser, path.join(folder, 'workspace')));
    return [
      {
        what: 'command to printed address',
        value: median(starts.map(({ servedMs }) => servedMs)),
        unit: 'ms',
        aim: 2_000,
      },
      { what: 'command to usable Home', value: median(starts.map(({ usableMs }) => usableMs)), unit: 'ms', aim: 2_000 },
    ];
  },
  pages: async ({ browser, folder }) => {
    await using workbench = await serveWorkbench({ folder });
    const context = await openContext(browser);
    const page = await context.newPage();
    await enter(page, workbench);
    const changes = await measurePageChanges(page, ROUNDS);
    await context.close();
    const names = [...new Set(changes.map(({ to }) => to))];
    return names.flatMap((name) =>
      (['first', 'again'] as const).map((which) => {
        const took = changes.filter(({ to, visit }) => to === name && visit === which).map(({ tookMs }) => tookMs);
        return {
          what: `${name}, ${which === 'first' ? 'first visit' : 'again'}`,
          value: Math.max(...took),
          unit: 'ms',
          aim: 200,
        } as const;
      }),
    );
  },
  faces: async ({ browser, folder, large }) => {
    await using workbench = await serveWorkbench({ folder });
    const context = await openContext(browser);
    const page = await context.newPage();
    await enter(page, workbench);
    const first = await measureFirstFaces(page, workbench.address, large.datasetId);
    const scrolling = await measureScrolling(browser, page);
    await context.close();
    const boxes = await measureBoxes(browser);
    return [
      { what: 'first screen of 100,000 faces', value: first, unit: 'ms', aim: 1_000 },
      ...scrolling.map((one) => frames('faces', one, 20)),
      ...boxes.map((one) => frames('coloured boxes alone', one, null)),
    ];
  },
  beside: async ({ browser }) => {
    const { slowdown } = await measureBeside(browser, { pairs: 6, seconds: 20 });
    return [{ what: 'training slowed by an open window', value: 100 * slowdown, unit: '%', aim: 3 }];
  },
};

const frames = (what: string, { pxPerSecond, intervalsMs }: Scrolling, aim: number | null): Row => ({
  what: `95th percentile frame at ${pxPerSecond} px/s, ${what}`,
  value: quantile(intervalsMs, 0.95),
  unit: 'ms',
  aim,
});

const wanted = PARTS.filter((part) => process.argv.length < 3 || process.argv.includes(part));
const kept = process.env['FACET_BENCH_WORKSPACE'];
const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'facet-bench-workbench-'));
const browser = await launchBrowser();
try {
  const large = await fillOnce();
  const rows: Row[] = [];
  for (const part of wanted) {
    await waitForQuiet(QUIET_WITHIN_MS);
    for (const row of await MEASUREMENTS[part]({ browser, folder, large })) {
      rows.push(row);
      say(told(row));
    }
  }
  writeFileSync(RESULTS, `${JSON.stringify({ rows }, null, 2)}\n`);
} finally {
  await browser.close();
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}

function told({ what, value, unit, aim }: Row): string {
  const figure = `${what}: ${value.toFixed(1)} ${unit}`;
  if (aim === null) return `         ${figure} (what this machine can do)`;
  return `${value <= aim ? 'reached' : 'MISSED '}  ${figure} (aim: under ${aim} ${unit})`;
}

async function fillOnce(): Promise<Large> {
  const done = path.join(folder, 'filled.json');
  if (existsSync(done)) return JSON.parse(readFileSync(done, 'utf8')) as Large; // written below
  say('Filling a workspace: 1,000 runs, 100,000 faces, 500,000 predictions ...');
  mkdirSync(folder, { recursive: true });
  const large = await fillLargeWorkspace(path.join(folder, 'workspace'), folder);
  writeFileSync(done, JSON.stringify(large));
  return large;
}
