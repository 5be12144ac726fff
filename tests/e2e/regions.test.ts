/** Which part of the face: from a test without anything computed to what its maps say, whether it matters, and whether it is true. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Job, JobId } from '#shared/contract/jobs.ts';
import { GallerySearch } from '#shared/contract/predictions.ts';
import { FAKE } from '#shared/domain/labels.ts';
import { OUTCOME_TITLES } from '#shared/domain/outcomes.ts';
import type { EvaluationId, RunId } from '#shared/domain/records.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import { describeInBrowser, inPage } from '#tests/helpers/browser.ts';
import { fillWorkspace } from '#tests/helpers/filled-workspace.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';

const SLOW = { timeout: 300_000 } as const;
/** Within a page: what a job takes on a busy machine. */
const JOB = { timeout: 200_000 } as const;
/** Of tests/helpers/e2e-setup.ts: a quarter of 96, half of them fakes with one planted fault. */
const TESTED = 24;
const LAYER = 'layer4';

let workbench: ServedWorkbench;
let runId: RunId;
let bare: EvaluationId;

beforeAll(async () => {
  workbench = await serveWorkbench();
});
afterAll(() => workbench[Symbol.asyncDispose]());

async function over(jobId: JobId): Promise<Job> {
  await expect.poll(async () => (await workbench.client.jobs.get({ jobId })).status, JOB).not.toBe('running');
  return await workbench.client.jobs.get({ jobId });
}

/** Tests the run once more, without a map. */
async function testAnew(): Promise<EvaluationId> {
  const csvPath = `${inject('faces')}/test.csv`;
  const test = { runId, checkpoint: null, csvPath, hasHeatmaps: false, allowBad: false };
  await over((await workbench.client.evaluations.start(test)).jobId);
  const [newest] = await workbench.client.evaluations.list({ runId });
  if (newest === undefined) throw new Error('There is no test.');
  return newest.id;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const ledgerTable = (page: Page) => page.getByRole('table', { name: 'Region by outcome' });
const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor(JOB);

describeInBrowser('which part of the face', () => {
  it('says what would be here where nothing was tested yet', () =>
    inPage(workbench, { path: '/regions' }, async ({ page }) => {
      await page.getByRole('heading', { name: 'No test yet' }).waitFor();
      await page.getByRole('link', { name: 'Go to the runs' }).waitFor();
    }));

  it('leads from a test without maps to its ledger, and from a number of that to its faces', SLOW, async () => {
    const { client } = workbench;
    const runs = [{ name: 'looks', epochs: 2, learningRate: 1e-3 }];
    const filled = await fillWorkspace(client, { faces: inject('faces'), runs, sizePx: 64, batchSize: 8 });
    runId = filled.runIds[0] as RunId; // one was asked for
    bare = await testAnew();
    await inPage(workbench, { path: '/regions' }, async ({ page, visit }) => {
      await says(page, 'looks: not computed yet');
      await says(page, /not computed, (about|at most|a few)/);
      await says(page, 'Heat maps come first.');
      await press(page, 'Compute: Heat maps');
      await says(page, `${TESTED} of ${TESTED} tested faces`);
      await says(
        page,
        /2 × 2 cells of 32 × 32 px; smaller parts than one cell cannot be told apart\. layer3 has 4 × 4/,
      );
      await press(page, 'Compute: Shares measured');
      await ledgerTable(page).waitFor(JOB);

      const ledger = await client.explanations.ledger({
        evaluationId: bare,
        method: 'grad-cam',
        layer: LAYER,
        threshold: null,
      });
      const cell = ledger.cells.find(({ region, n }) => region === 'mouth' && n > 0);
      if (cell?.share == null) throw new Error('No face was measured.');
      const share = (100 * cell.share.mean).toFixed(1);
      const link = page.getByRole('link', {
        name: new RegExp(
          `^Mouth, ${OUTCOME_TITLES[cell.outcome]}, looks: ${share} %.* n = ${cell.n}\\. Opens its faces`,
        ),
      });
      await link.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/predictions\/\d+/);
      const url = new URL(page.url());
      expect(url.pathname).toBe(`/predictions/${bare}`);
      const filter = GallerySearch.parse({ filter: JSON.parse(url.searchParams.get('filter') ?? '') }).filter;
      expect(filter).toMatchObject({
        outcomes: [cell.outcome],
        region: { region: 'mouth', method: 'grad-cam', layer: LAYER },
      });
      expect(url.searchParams.get('sort')).toBe('region');
      await says(page, `${cell.n} of ${TESTED} faces`); // the gallery counts the same ones

      await visit(`/regions?tests=${bare}&show=difference`);
      await ledgerTable(page)
        .getByText(/[+−±]\d+\.\d pp/)
        .first()
        .waitFor();
      expect(await ledgerTable(page).locator('tbody tr').count()).toBe(FACE_REGIONS.length);
    });
  });

  it('goes by keys: tabs by numbers, the measure, and lists them on the sheet', () =>
    inPage(workbench, { path: `/regions?tests=${bare}` }, async ({ page }) => {
      await ledgerTable(page).waitFor(JOB);
      await page.keyboard.press('m');
      await page.getByRole('button', { name: 'Per area', pressed: true }).waitFor();
      for (const [key, name] of [
        ['2', 'Average faces'],
        ['3', 'Does it matter?'],
        ['4', 'Ground truth'],
        ['1', 'Ledger'],
      ] as const) {
        await page.keyboard.press(key);
        await page.getByRole('tab', { name, selected: true }).waitFor();
      }
      const { searchParams } = new URL(page.url());
      expect([searchParams.get('show'), searchParams.get('tab')]).toEqual(['per-area', null]);
      await page.keyboard.press('?');
      await page.getByRole('dialog').getByText('Choose the test whose maps are looked at').waitFor();
    }));

  it('draws a mean map of each outcome that has faces, on one scale with numbers', () =>
    inPage(workbench, { path: `/regions?tests=${bare}&tab=averages` }, async ({ page }) => {
      await page.getByRole('img', { name: /^Colour scale from 0 to \d+\.\d+× / }).waitFor(JOB);
      const { averages } = await workbench.client.explanations.averages({
        ...{ evaluationId: bare, method: 'grad-cam', layer: LAYER, threshold: null },
      });
      expect(await page.getByRole('img', { name: /mean heat map of/ }).count()).toBe(
        averages.filter(({ n }) => n > 0).length,
      );
    }));

  it('covers regions and says what that does, with a way to each face', SLOW, () =>
    inPage(workbench, { path: `/regions?tests=${bare}&tab=matters` }, async ({ page, visit }) => {
      await says(page, 'Covered pictures are unlike any that the network was trained on.');
      await press(page, 'Cover the regions');
      const table = page.getByRole('table', { name: 'Fall by region' });
      await table.waitFor(JOB);
      await says(page, `${TESTED} of ${TESTED} tested faces were tried.`);
      expect(await table.locator('tbody tr').count()).toBe(FACE_REGIONS.length);
      await says(page, /Spearman’s correlation [+−±]/);
      const face = page.getByRole('listitem').filter({ hasText: ', share' }).getByRole('link').first();
      expect(await face.getAttribute('href')).toMatch(new RegExp(`^/predictions/${bare}/faces/\\d+$`));
      await page.keyboard.press('b');
      await page.getByRole('button', { name: /^Filled/, pressed: true }).waitFor();
      await says(page, /^Not computed\. Each region/);
      await page.keyboard.press('b');

      await press(page, 'Measure the maps');
      await page.getByRole('table', { name: 'Faithfulness of the maps' }).waitFor(JOB);
      await says(page, /random maps by .* \(n = 24\)/);

      await face.focus();
      await page.keyboard.press('Enter');
      const covered = page.getByRole('table', { name: 'Fall of the logit by covered region' });
      await covered.waitFor();
      expect(await covered.locator('tbody tr').count()).toBeGreaterThan(0);
      await covered
        .getByText(/^[+−]\d+\.\d{3}/)
        .first()
        .waitFor();

      await visit(`/regions?tests=${bare}&tab=matters`);
      await page.getByRole('slider', { name: /^Points by share of the map/ }).focus();
      await page.keyboard.press('End');
      await says(page, /^.+: share \d+\.\d %, fall .+\. Enter opens its face\.$/);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/predictions/${bare}/faces/*`);
    }),
  );

  it('plays the pointing game where faults were planted', SLOW, async () => {
    const { client } = workbench;
    const fakes = await client.predictions.ids({
      ...{ evaluationId: bare, filter: { outcomes: ['fake-called-fake'] }, threshold: 0 },
      ...{ sort: 'line', isRising: true, offset: 0, limit: TESTED },
    });
    expect(fakes).toHaveLength(TESTED / 2); // at 0 every fake is called fake
    for (const imageId of fakes)
      await client.explanations.map({
        evaluationId: bare,
        method: 'grad-cam',
        layer: LAYER,
        imageId,
        explainedClass: FAKE,
      });
    await inPage(workbench, { path: `/regions?tests=${bare}&tab=truth&threshold=0` }, async ({ page }) => {
      const table = page.getByRole('table', { name: 'Pointing game' });
      await table.waitFor(JOB);
      const numbers = await table.getByRole('row').filter({ hasText: /^All/ }).getByRole('cell').allTextContents();
      expect(Number(numbers[0]) + Number(numbers[1])).toBe(TESTED / 2); // empty maps stand apart
      await page.getByText('What the region itself scores when it is drawn on the same coarse grid').waitFor();
    });
  });

  it('sets two tests side by side, and says what the second one lacks', SLOW, async () => {
    const second = await testAnew();
    await inPage(workbench, { path: `/regions?tests=${bare},${second}` }, async ({ page }) => {
      await says(page, `looks, test ${second}: not computed yet`);
      const state = page.getByRole('region', { name: `State of looks, test ${second}` });
      await state.getByRole('button', { name: 'Compute: Heat maps' }).click();
      await state.getByText(`${TESTED} of ${TESTED} tested faces`).waitFor(JOB);
      await state.getByRole('button', { name: 'Compute: Shares measured' }).click();
      await page.getByRole('columnheader', { name: 'second − first' }).first().waitFor(JOB);
      await says(page, 'no difference can be told'); // the same weights on the same faces
      await press(page, 'Swap the two tests');
      await expect.poll(() => new URL(page.url()).searchParams.get('tests')).toBe(`${second},${bare}`);
      await ledgerTable(page).waitFor();
    });
  });

  it('says where a run lies in the trash, and where a link names a test that is gone', () =>
    inPage(workbench, { path: `/regions?tests=${bare},999` }, async ({ page }) => {
      await says(page, 'There is no test 999 any more.');
      await workbench.client.runs.move({ runIds: [runId], to: 'trashed' });
      await says(page, 'This run lies in the trash.');
      await workbench.client.runs.move({ runIds: [runId], to: 'active' });
      await page.getByText('This run lies in the trash.').waitFor({ state: 'detached' });
    }));
});
