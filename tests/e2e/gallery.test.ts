/** From a cell of a confusion matrix to its faces, to tags and verdicts, to better data, to a new training; and the threshold that is chosen where it may be. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SCORE_BINS } from '#shared/contract/predictions.ts';
import type { DatasetId, EvaluationId } from '#shared/domain/records.ts';
import { describeInBrowser, inPage, LARGE_SIZE, severeFindingsInBoth } from '#tests/helpers/browser.ts';
import { type Filled, fillWorkspace } from '#tests/helpers/filled-workspace.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';

const SLOW = { timeout: 120_000 } as const;
/** Rows of the test whose label is turned round: whatever the network learns, it calls some of them otherwise. */
const WRONG_ROWS = 8;
const FACES = 32;
/** Of the histogram: the room around its bars, in pixels. */
const PLOT = { left: 52, right: 14, top: 14, bottom: 38 };
const FAKES = ['fake-called-fake', 'fake-called-real'];
const REALS = ['real-called-fake', 'real-called-real'];
/** The first test of the workspace, and the one on validation faces after it. */
const TEST = 1 as EvaluationId;
const VALIDATION = 2 as EvaluationId;

let workbench: ServedWorkbench;
let filled: Filled;
let datasetId: DatasetId;

beforeAll(async () => {
  workbench = await serveWorkbench();
  const { folder } = workbench;
  await drawTinyFaces(folder, { count: 48, name: 'train' });
  const testCsv = await drawTinyFaces(folder, { count: FACES, name: 'test', seed: 2 });
  const [head = '', ...rows] = readFileSync(testCsv, 'utf8').trim().split('\n');
  const turned = rows.map((row, i) => (i < WRONG_ROWS ? row.replace(/.$/, (label) => `${1 - Number(label)}`) : row));
  writeFileSync(testCsv, `${[head, ...turned].join('\n')}\n`);
  const runs = [{ name: 'first try', epochs: 2, learningRate: 1e-3 }];
  filled = await fillWorkspace(workbench.client, { faces: folder, runs, sizePx: 32, batchSize: 8 });
  ({ datasetId } = await workbench.client.evaluations.get({ evaluationId: TEST }));
});
afterAll(() => workbench[Symbol.asyncDispose]());

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (scope: Page | Locator, name: string | RegExp) => scope.getByRole('button', { name, exact: true });
const grid = (page: Page) => page.getByRole('grid', { name: /^Faces of the test/ });
const cells = (page: Page) => grid(page).getByRole('gridcell');
const shows = (page: Page, words: string) => page.getByRole('status').getByText(words, { exact: true }).waitFor();
const counts = (threshold: number | null = null) =>
  workbench.client.predictions.counts({ evaluationId: TEST, filter: {}, threshold });
const conditionsOf = (page: Page): unknown => JSON.parse(new URL(page.url()).searchParams.get('filter') ?? '{}');
const badCrops = async () => (await workbench.client.marks.pending({ datasetId }))['bad-crop'];

describeInBrowser('the gallery', () => {
  it('leads from a cell of the matrix to its faces, to a tag, to verdicts, to a revision, to a new training', () =>
    inPage(workbench, { path: `/runs/${filled.runIds[0]}?tab=tests` }, async ({ page }) => {
      const { 'fake-called-real': missed, 'real-called-fake': alarms } = await counts();
      const outcome = missed >= alarms ? 'Fake, called real' : 'Real, called fake';
      const count = Math.max(missed, alarms);
      expect(count).toBeGreaterThan(2);
      await page.getByRole('link', { name: `${outcome}: ${count}` }).click();
      await heading(page, 'first try').waitFor();
      await shows(page, `${count} of ${FACES} faces`);
      await expect.poll(() => cells(page).count()).toBe(count);

      await cells(page).nth(0).hover();
      await cells(page).nth(0).locator('[data-corner]').click();
      await cells(page)
        .nth(1)
        .click({ modifiers: ['Shift'] });
      await button(page, 'Tag 2 selected').click();
      await page.getByRole('dialog').getByLabel('Add').fill('odd');
      await button(page.getByRole('dialog'), 'Tag 2 selected').click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await workbench.client.marks.tags()).toEqual([{ tag: 'odd', count: 2 }]);

      await button(page, 'Filter').click();
      await button(page.getByRole('dialog'), 'Tag').click();
      await page.getByRole('dialog').getByRole('button', { name: 'odd 2' }).click();
      await shows(page, `2 of ${FACES} faces`);
      await page.getByRole('button', { name: 'Tag: odd' }).click(); // switched off, and kept
      await shows(page, `${count} of ${FACES} faces`);
      await page.getByRole('button', { name: 'off: Tag: odd' }).click();
      await shows(page, `2 of ${FACES} faces`);

      await expect.poll(() => cells(page).count()).toBe(2);
      await grid(page).focus();
      await page.keyboard.press('Control+a');
      await button(page, 'Tag 2 selected').waitFor();
      await page.keyboard.press('1');
      await page.getByText('Label wrong: 2 faces').waitFor();
      await page.getByRole('button', { name: /^Verdicts/ }).click();
      await button(page.getByRole('dialog'), 'Put 2 faces right').click();
      await page.getByText(/^Revision 1 of .*: 2 faces changed/).waitFor();
      expect((await workbench.client.datasets.get({ datasetId })).relabelledCount).toBe(2);
      await page.getByRole('link', { name: 'Retrain with it' }).click();
      await page.getByRole('region', { name: 'Form' }).waitFor();
      const yaml = page.getByLabel('The configuration as YAML');
      await expect.poll(() => yaml.textContent()).toContain(path.join(workbench.folder, 'test.csv'));
      expect(await yaml.textContent()).toContain('height: 32'); // the run's own configuration
    }));

  it('warns of a threshold that is tuned on the test, and takes one that was frozen on validation', () =>
    inPage(workbench, { path: `/predictions/${TEST}` }, async ({ page, visit }) => {
      await page.getByText(/nothing was validated with them yet/).waitFor();
      await page.getByRole('slider', { name: 'Threshold' }).focus();
      await page.keyboard.press('Home');
      await page.getByText(/tuned on the test itself/).waitFor();
      await expect.poll(() => page.url()).toContain('threshold=');
      const at = await counts(Number(new URL(page.url()).searchParams.get('threshold')));
      const matrix = page.getByRole('table', { name: 'Confusion matrix at this threshold' });
      for (const [name, count] of [
        ['Fake, called fake', at['fake-called-fake']],
        ['Real, called fake', at['real-called-fake']],
      ])
        await matrix.getByTitle(`${name}: show these faces`).getByText(String(count), { exact: true }).waitFor();
      await button(page, 'Back to 0.5').click();
      await page.getByText(/tuned on the test itself/).waitFor({ state: 'detached' });

      await button(page, 'Score the validation faces').click();
      await page.getByRole('link', { name: 'Choose it on the validation faces' }).click(SLOW);
      await page.getByText(/These are validation faces/).waitFor();
      await page
        .getByRole('group', { name: 'Presets' })
        .getByRole('button', { name: /^Best F1/ })
        .click();
      await page.getByRole('button', { name: /^Freeze/ }).click();
      await button(page, 'Frozen').waitFor();
      const { frozen } = await workbench.client.predictions.test({ evaluationId: TEST });
      expect(frozen).toMatchObject({ evaluationId: VALIDATION, rule: { kind: 'best-f1' } });
      await visit(`/predictions/${TEST}`);
      await page.getByText(/was chosen on \d+ validation faces of .* and frozen/).waitFor();
      await page.getByText(/Here it is applied to the test/).waitFor();
    }));

  it('is for everybody in both themes, with a choice of filters and with the verdicts', () =>
    inPage(workbench, { path: `/predictions/${TEST}`, theme: 'light', size: LARGE_SIZE }, async ({ page }) => {
      await cells(page).first().waitFor();
      await button(page, 'Filter').click();
      await page.getByRole('dialog').waitFor();
      expect(await severeFindingsInBoth(page, 'light')).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Verdicts/ }).click();
      await page.getByRole('dialog').waitFor();
      expect(await severeFindingsInBoth(page, 'dark')).toEqual([]);
    }));

  it('shows the faces of a bar of the scores, by mouse and by keys, and keeps what it shows as a rule', () =>
    inPage(workbench, { path: `/predictions/${TEST}` }, async ({ page, visit }) => {
      const { fake, real } = await workbench.client.predictions.histogram({
        ...{ evaluationId: TEST, filter: {}, threshold: null },
      });
      const at = fake.findIndex((count) => count > 0);
      const scores = page.getByRole('slider', { name: /^Bars of the scores/ });
      const box = await scores.boundingBox();
      if (box === null) throw new Error('The scores are not there.');
      const clickBar = async () => {
        const x = PLOT.left + ((box.width - PLOT.left - PLOT.right) * (at + 0.5)) / SCORE_BINS;
        const y = PLOT.top + (box.height - PLOT.top - PLOT.bottom) / 2 - 3; // fakes stand above the middle
        if (!page.url().includes('filter=')) await scores.click({ position: { x, y } }); // it is drawn when it comes into sight
        return conditionsOf(page);
      };
      const range = (bin: number) => ({
        from: bin / SCORE_BINS,
        below: bin === SCORE_BINS - 1 ? null : (bin + 1) / SCORE_BINS,
      });
      await expect.poll(clickBar, { timeout: 60_000 }).toEqual({ outcomes: FAKES, score: range(at) });
      await shows(page, `${fake[at]} of ${FACES} faces`);

      await page.keyboard.press('d');
      await shows(page, `${FACES} faces`);
      await scores.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      const last = real.findLastIndex((count) => count > 0);
      await expect
        .poll(() => scores.getAttribute('aria-valuetext'))
        .toMatch(new RegExp(`^${real[last]} real faces?, score `));
      await page.keyboard.press('Enter');
      await expect.poll(() => conditionsOf(page)).toEqual({ outcomes: REALS, score: range(last) });
      await shows(page, `${real[last]} of ${FACES} faces`);

      await button(page, 'Views').click();
      await page.getByRole('dialog').getByLabel('Name of this view').fill('Least sure');
      await page.keyboard.press('Enter');
      await expect
        .poll(async () => (await workbench.client.settings.get()).savedViews.map(({ name }) => name))
        .toEqual(['Least sure']);
      await visit(`/predictions/${VALIDATION}`); // a view is a rule, for any test
      await button(page, 'Views').click();
      await page.getByRole('dialog').getByRole('link', { name: 'Least sure' }).click();
      await expect.poll(() => conditionsOf(page)).toEqual({ outcomes: REALS, score: range(last) });
      expect(new URL(page.url()).pathname).toBe(`/predictions/${VALIDATION}`);
    }));

  it('is judged with the keyboard alone, one face after another, and undone', () =>
    inPage(workbench, { path: `/predictions/${TEST}` }, async ({ page }) => {
      await cells(page).first().waitFor();
      await page.keyboard.press('m');
      await page.getByRole('button', { name: 'Mistakes', exact: true }).waitFor();
      await cells(page).nth(1).waitFor();
      const before = await badCrops();
      await page.keyboard.press('v');
      await page.getByRole('region', { name: 'One face after another' }).waitFor();
      await page.getByRole('heading', { name: /^1 of / }).waitFor();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('heading', { name: /^2 of / }).waitFor();
      await page.keyboard.press('ArrowLeft');
      await page.getByRole('heading', { name: /^1 of / }).waitFor();
      await page.keyboard.press('2');
      await page.getByRole('heading', { name: /^2 of / }).waitFor();
      expect(await badCrops()).toBe(before + 1);
      await page.keyboard.press('Control+z');
      await page.getByRole('status').filter({ hasText: 'Undone' }).waitFor();
      expect(await badCrops()).toBe(before);
      await page.keyboard.press('Escape');
      await grid(page).waitFor();
      await page.keyboard.press('ArrowRight'); // gives the grid the focus
      await page.keyboard.press('x');
      await button(page, 'Tag 1 selected').waitFor();
      await page.keyboard.press('Shift+ArrowRight');
      await button(page, 'Tag 2 selected').waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/predictions\/1\/faces\/\d+/);
    }));
});
