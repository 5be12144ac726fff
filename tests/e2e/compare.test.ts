/** Runs side by side and the flip view, as a person uses them, over real trainings and tests. */
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { connect } from '#main/store/connection.ts';
import type { EvaluationId, RunId } from '#shared/domain/records.ts';
import { describeInBrowser, expectAccessible, inPage, LARGE_SIZE } from '#tests/helpers/browser.ts';
import { fillWorkspace } from '#tests/helpers/filled-workspace.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';

let workbench: ServedWorkbench;
let runIds: readonly RunId[];
let tests: readonly EvaluationId[];

const RUNS = [
  { name: 'first', epochs: 2, learningRate: 1e-3 },
  { name: 'second', epochs: 1, learningRate: 1e-4 },
  { name: 'untested', epochs: 1, learningRate: 1e-3 },
];

beforeAll(async () => {
  workbench = await serveWorkbench();
  const { client } = workbench;
  const faces = inject('faces');
  ({ runIds } = await fillWorkspace(client, { faces, runs: RUNS, sizePx: 32, batchSize: 8 }));
  const events = await client.events.subscribe({ after: null, session: null });
  const csvPath = path.join(faces, 'test.csv');
  const runId = runIds[1] as RunId; // three were made
  const { jobId } = await client.evaluations.start({
    runId,
    checkpoint: null,
    csvPath,
    hasHeatmaps: true,
    allowBad: false,
  });
  for await (const { event } of events)
    if (event.body.topic === 'job.changed' && event.body.job.id === jobId && event.body.job.status !== 'running') break;
  const finished = await client.evaluations.list({ runId: null });
  tests = finished.map(({ id }) => id).toSorted((a, b) => a - b);
  expect(tests).toHaveLength(2);
});
afterAll(() => workbench[Symbol.asyncDispose]());

const link = (count: number, more = '') => `/compare?runs=${runIds.slice(0, count).join(',')}${more}`;
const flips = (more = '') => `/compare/faces?first=${tests[0]}&second=${tests[1]}${more}`;
const heads = async (page: Page) => await page.locator('thead a').allTextContents();
const rowOf = (page: Page, name: string | RegExp) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });

describeInBrowser('runs side by side', () => {
  it('are chosen in the table of runs, by the keyboard alone', () =>
    inPage(workbench, { path: '/runs?sort=name' }, async ({ page }) => {
      await page.getByRole('grid', { name: 'Runs' }).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
      await page.getByRole('toolbar').getByText('2 selected').waitFor();
      await page.keyboard.press('c');
      await page.getByRole('heading', { level: 1, name: 'Compare runs' }).waitFor();
      await page.getByRole('table', { name: 'Configurations' }).waitFor();
      expect(await heads(page)).toHaveLength(2);
    }));

  it('show only what differs, and go from difference to difference by keys', () =>
    inPage(workbench, { path: link(2) }, async ({ page }) => {
      await rowOf(page, /Learning rate/)
        .getByText('1e-4')
        .waitFor();
      expect(await rowOf(page, /Batch size/).count()).toBe(0);
      await page.getByRole('switch', { name: 'Only what differs' }).click();
      await rowOf(page, /Batch size/)
        .first()
        .waitFor();
      await page.keyboard.press('n');
      expect(await page.locator('[data-differs]:focus').count()).toBe(1);
      expect(new URL(page.url()).searchParams.get('all')).toBe('true');
    }));

  it('are held against another one where that becomes the baseline, by menu and by dragging', () =>
    inPage(workbench, { path: link(3) }, async ({ page, visit }) => {
      await page.getByRole('table', { name: 'Configurations' }).waitFor();
      expect(await heads(page)).toEqual(['first', 'second', 'untested']);
      await page.getByRole('button', { name: 'Column of second' }).click();
      await page.getByRole('menuitem', { name: 'Make baseline' }).click();
      await expect.poll(() => heads(page)).toEqual(['second', 'first', 'untested']);
      await page.locator('thead [draggable=true]').nth(2).dragTo(page.locator('thead [draggable=true]').first());
      await expect.poll(() => heads(page)).toEqual(['untested', 'second', 'first']);
      await page.getByRole('button', { name: 'Column of first' }).click();
      await page.getByRole('menuitem', { name: 'Move left' }).click();
      await expect.poll(() => heads(page)).toEqual(['untested', 'first', 'second']);
      const { pathname, search } = new URL(page.url());
      await visit(pathname + search);
      expect(await heads(page)).toEqual(['untested', 'first', 'second']);
    }));

  it('have figures with intervals and differences in words, and the cells lead to their faces', () =>
    inPage(workbench, { path: link(2, '&tab=metrics') }, async ({ page }) => {
      await rowOf(page, /^Accuracy/)
        .getByText('Wilson')
        .first()
        .waitFor();
      await rowOf(page, /^AUC/).getByText('bootstrap').first().waitFor();
      await rowOf(page, /^Valid loss/)
        .getByText(/[▲▼≈]|^alike$/)
        .waitFor();
      await page.getByRole('button', { name: 'At epoch' }).click();
      await page.getByRole('spinbutton', { name: 'Epoch' }).fill('2');
      await rowOf(page, /^Epoch/)
        .getByText('–')
        .waitFor(); // the second has one epoch
      await rowOf(page, /^Faces/)
        .getByRole('link')
        .first()
        .click();
      await expect.poll(() => new URL(page.url()).pathname).toBe(`/predictions/${tests[0]}`);
    }));

  it('show ROC, DET, calibration and matrices, each count a way to its faces', () =>
    inPage(workbench, { path: link(3, '&tab=scores&set=newest') }, async ({ page }) => {
      for (const name of [/^ROC/, /^Precision/, /^DET/]) await page.getByRole('heading', { name }).waitFor();
      const matrix = page.getByRole('table', { name: 'Confusion matrix of second' });
      await matrix.waitFor();
      await page.getByText('Not tested on these faces.').waitFor();
      expect(await page.getByRole('list', { name: 'Calibration of first' }).getByRole('link').count()).toBeGreaterThan(
        0,
      );
      await matrix.getByRole('link').first().click();
      await expect.poll(() => new URL(page.url()).pathname).toBe(`/predictions/${tests[1]}`);
      const { filter, threshold } = Object.fromEntries(new URL(page.url()).searchParams);
      expect(JSON.parse(filter ?? '')).toEqual({ outcomes: ['fake-called-fake'] });
      expect(threshold).toBe('0.5');
    }));

  it('lead from a threshold and from a point of a curve to the faces behind it, by keys and by mouse', () =>
    inPage(workbench, { path: link(2, '&tab=scores&set=newest') }, async ({ page, visit }) => {
      const slider = page.getByRole('slider', { name: 'Threshold marked on the curves' });
      await slider.focus();
      await page.keyboard.press('Home'); // the lowest score: every face is called fake
      const alarms = page.getByRole('link', { name: /real faces? called fake$/ });
      const [, wrong, reals] = /^(\d+) of (\d+) real/.exec((await alarms.textContent()) ?? '') ?? [];
      expect(wrong).toBe(reals);
      await page.keyboard.press('End'); // the highest: one face, or those that share its score
      const missed = page.getByRole('link', { name: /fakes? missed$/ });
      const [, count] = /^(\d+) of \d+ fake/.exec((await missed.textContent()) ?? '') ?? [];
      const threshold = Number(await slider.getAttribute('aria-valuetext'));
      await missed.focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => new URL(page.url()).pathname).toBe(`/predictions/${tests[0]}`);
      expect(Number(new URL(page.url()).searchParams.get('threshold'))).toBeCloseTo(threshold, 3);
      await page.getByRole('status').getByText(`${count} of 24 faces`, { exact: true }).waitFor();

      await visit(link(2, '&tab=scores&set=newest'));
      const chart = page.getByRole('img', { name: /^ROC/ });
      const box = await chart.boundingBox();
      if (box === null) throw new Error('The chart is not there.');
      let inset = 0; // the curve ends in the corner of the grid, where every face is called fake: a few pixels off it, by the room that the labels take
      const clickNear = async () => {
        inset = (inset + 2) % 16;
        const position = { x: box.width - 14 - inset, y: 10 + inset };
        await chart.click({ position, timeout: 5_000 }).catch(() => undefined); // it may have led to the faces meanwhile
        return new URL(page.url()).pathname;
      };
      await expect.poll(clickNear, { timeout: 60_000 }).toMatch(/^\/predictions\/\d+$/);
      const { filter } = Object.fromEntries(new URL(page.url()).searchParams);
      expect(JSON.parse(filter ?? '')).toEqual({ outcomes: ['fake-called-real', 'real-called-fake'] });
      await page.getByRole('status').getByText(`${reals} of 24 faces`, { exact: true }).waitFor();
    }));

  it('say of each whether it trains, lies in the archive or in the trash', async () => {
    const { client } = workbench;
    const [first, second, third] = runIds as [RunId, RunId, RunId];
    await client.runs.move({ runIds: [second], to: 'archived' });
    await client.runs.move({ runIds: [third], to: 'trashed' });
    const faces = JSON.stringify(path.join(inject('faces'), 'train.csv'));
    const yaml = `name: goes on\nnetwork: resnet18\ndevice: cpu\ndata: { train: ${faces}, random_split: True }\ninput_size: { height: 32, width: 32 }\nbatch_size: 8\nnum_epochs: 500\nEARLY_STOPPING_EPOCH: 0\nkeep_checkpoints: 1\n`;
    await client.training.start({ yaml, configFile: null, allowBad: false, probes: [] });
    const running = async () => (await client.runs.list()).find(({ status }) => status === 'running');
    await expect.poll(async () => (await running())?.lastEpoch ?? 0, { timeout: 120_000 }).toBeGreaterThan(0);
    const id = (await running())?.id;
    try {
      await inPage(
        workbench,
        { path: `/compare?runs=${first},${second},${third},${id}&tab=curves` },
        async ({ page }) => {
          await page.getByRole('heading', { name: 'Valid loss' }).waitFor();
          await page.keyboard.press('2');
          const head = (name: string) => page.locator('thead th', { has: page.getByRole('link', { name }) });
          await head('second').getByText('archived').waitFor();
          await head('untested').getByText('in the trash').waitFor();
          await head('goes on').getByText('running').waitFor();
          await page.getByRole('link', { name: 'Test goes on' }).waitFor();
          await expectAccessible(page);
          await client.training.stop();
          await head('goes on').getByText('stopped').waitFor({ timeout: 120_000 });
        },
      );
    } finally {
      await client.training.stop().catch(() => undefined); // it is over where the test went well
      await client.runs.move({ runIds: [second, third], to: 'active' });
    }
  });

  it('say what makes them comparable', () =>
    inPage(workbench, { path: link(3) }, async ({ page }) => {
      await page.getByRole('button', { name: /Compare with care.*untested: no test to compare/ }).waitFor();
      await page.keyboard.press('i');
      const facts = page.getByRole('dialog', { name: 'Compare with care' });
      await facts
        .getByRole('row', { name: /Test pictures/ })
        .getByText('no test to compare')
        .waitFor();
      await facts
        .getByRole('row', { name: /Input size/ })
        .getByText('alike')
        .waitFor();
    }));

  it('go from tab to tab by numbers', () =>
    inPage(workbench, { path: link(3, '&group=optimizer.lr'), size: LARGE_SIZE }, async ({ page }) => {
      const tabs = ['Configuration', 'Metrics', 'Curves', 'Scores', 'Environment', 'Many runs'];
      for (const [key, tab] of tabs.entries()) {
        await page.keyboard.press(String(key + 1));
        await page.getByRole('tab', { name: tab, selected: true }).waitFor();
        await page.getByRole('tabpanel').locator('table, figure').first().waitFor();
      }
    }));

  it('have a place for one alone, for none, and for those that are gone', () =>
    inPage(workbench, { path: '/compare' }, async ({ page, visit }) => {
      await page.getByRole('heading', { name: 'Choose the runs to compare' }).waitFor();
      await page.keyboard.press('a');
      await page.getByRole('combobox', { name: 'Run' }).fill('fir');
      await page.getByRole('option', { name: /^first/ }).click();
      await page.getByText('One run alone is like itself in everything').waitFor();
      await visit(`${link(2)},0000000000zzz`);
      await page.getByText('1 run of this link is no longer in the workspace.').waitFor();
    }));
});

describeInBrowser('the flip view', () => {
  /** As one would write it to check. */
  const pilesBySql = () => {
    const { $client } = connect(path.join(workbench.workspace, 'facet.sqlite'), { isReadonly: true });
    const rows = $client
      .prepare<unknown[], { first: number; second: number; count: number }>(
        `select (a.score >= 0.5) = (a.label = 0) first, (b.score >= 0.5) = (b.label = 0) second, count(*) count
         from predictions a join predictions b on b.image_id = a.image_id where a.evaluation_id = ? and b.evaluation_id = ? group by 1, 2`,
      )
      .all(...tests);
    $client.close();
    const of = (first: number, second: number) =>
      rows.find((row) => row.first === first && row.second === second)?.count ?? 0;
    return [of(1, 1), of(1, 0), of(0, 1), of(0, 0)];
  };

  it('has four piles whose counts are those of a query written by hand', () =>
    inPage(workbench, { path: flips() }, async ({ page }) => {
      const piles = page.getByRole('group', { name: 'Piles' }).getByRole('button');
      await piles.first().waitFor();
      const texts = await piles.allTextContents();
      const counts = texts.map((text) => Number(/(\d+) [\d.]+ %$/.exec(text)?.[1]));
      expect(counts).toEqual(pilesBySql());
      await page.getByText(/McNemar, exact: p/).waitFor();
      await page.getByText(/Pictures are matched by their content.*none left out/).waitFor();
    }));

  it('shows a face as both networks saw it, both maps on one scale, and opens it', () => {
    const piles = pilesBySql();
    const largest = piles.indexOf(Math.max(...piles));
    return inPage(workbench, { path: flips() }, async ({ page, visit }) => {
      await page.getByRole('group', { name: 'Piles' }).waitFor();
      await page.keyboard.press(String(largest + 1));
      const grid = page.getByRole('grid');
      await grid.getByRole('gridcell').first().locator('img').first().waitFor();
      await grid.focus();
      await page.keyboard.press('ArrowRight');
      const aside = page.getByRole('complementary', { name: 'The face that is looked at' });
      await aside.getByRole('link', { name: /Open in the test of first/ }).waitFor();
      const maps = await grid.locator('[data-index="1"] img[data-heat]').all();
      const sources = await Promise.all(maps.map((map) => map.getAttribute('src')));
      const maxima = sources.map((source) => new URLSearchParams(source?.split('?')[1]).get('max'));
      expect(new Set(maxima).size).toBeLessThanOrEqual(1); // none where both maps are empty
      await page.keyboard.press('h');
      await expect.poll(() => grid.locator('img[data-heat]').count()).toBe(0);
      const face = new URL(page.url()).searchParams.get('face');
      const { pathname, search } = new URL(page.url());
      await visit(pathname + search);
      await aside.waitFor(); // the link brings the face back
      await expectAccessible(page);
      await grid.focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => new URL(page.url()).pathname).toBe(`/predictions/${tests[0]}/faces/${face}`);
    });
  });

  it('swaps the tests, and asks for two where there are none', () =>
    inPage(workbench, { path: flips() }, async ({ page, visit }) => {
      await page.getByRole('button', { name: 'Swap' }).click();
      await expect.poll(() => new URL(page.url()).searchParams.get('first')).toBe(String(tests[1]));
      await visit('/compare/faces');
      await page.getByRole('heading', { name: 'Choose two tests' }).waitFor();
      await page.getByRole('combobox', { name: 'First test' }).waitFor();
    }));
});
