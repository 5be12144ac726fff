/** The table of runs and a run's page, as a person uses them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '#main/store/open.ts';
import { describeInBrowser, expectAccessible, inPage } from '#tests/helpers/browser.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { epochResult, newRun, saveDataset, stepMetric } from '#tests/unit/store/fixtures.ts';

const RUNS = 200;

let workbench: ServedWorkbench;
let folder: string;

/** Every second run is finished, every tenth is tagged; learning rates by turns, losses fall with the number. */
function fillStore(workspace: string): void {
  const store = openStore(workspace, { clock: Date.now });
  const saved = saveDataset(store);
  for (let number = 1; number <= RUNS; number++) {
    const optimizer = { type: 'Adam', lr: number % 2 === 0 ? 1e-3 : 1e-4 };
    const tags = number % 10 === 0 ? ['baseline'] : [];
    const { id } = store.runs.create(newRun(saved, { config: { network: 'resnet18', optimizer }, tags }));
    store.runs.edit(id, { name: `run-${number}` });
    if (number % 2 === 1) continue;
    store.runs.changeStatus(id, { to: 'running', device: 'CPU' });
    store.steps.record(
      id,
      [1, 2, 3].map((step) => stepMetric(step)),
    );
    store.epochs.record(id, epochResult(1, { validLoss: 1 - number / 1000, validAccuracy: number / 1000 }));
    store.runs.changeStatus(id, { to: 'finished' });
  }
  store.close();
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-runs-'));
  fillStore(path.join(folder, 'workspace'));
  workbench = await serveWorkbench({ folder });
});
afterAll(async () => {
  await workbench[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const names = async (page: Page, count: number) =>
  (await page.locator('[data-row] a').allTextContents()).slice(0, count);
const bar = (page: Page) => page.getByRole('toolbar', { name: 'What can be done with the selected runs' });
const says = (page: Page, text: string | RegExp) => bar(page).getByRole('status').filter({ hasText: text }).waitFor();
const filterOf = (page: Page) => page.getByRole('combobox', { name: 'Filter' });
const placeCount = async (page: Page, place: 'Active' | 'Archive' | 'Trash', count: number) =>
  page.getByRole('button', { name: `${place} ${count}`, exact: true }).waitFor();

describeInBrowser('the table of runs', () => {
  it('shows the newest first, and draws only what is on the screen', () =>
    inPage(workbench, { path: '/runs' }, async ({ page }) => {
      expect(await names(page, 3)).toEqual(['run-200', 'run-199', 'run-198']);
      await says(page, '200 runs');
      expect(await page.locator('[data-row]').count()).toBeLessThan(60);
      await page.getByRole('grid', { name: 'Runs' }).focus();
      await page.keyboard.press('End');
      await page.getByRole('link', { name: 'run-1', exact: true }).waitFor();
      await expectAccessible(page);
    }));

  it('filters by an expression with what could come next, keeps its parts, and is a link', () =>
    inPage(workbench, { path: '/runs' }, async ({ page, visit }) => {
      await page.keyboard.press('f');
      await page.keyboard.type('stat');
      await page.getByRole('option', { name: 'status' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Tab');
      expect(await filterOf(page).inputValue()).toBe('status ');
      await page.keyboard.type('= finished and lr < 1e-2 and tag = baseline');
      await says(page, '20 of 200 runs');
      await page.getByRole('button', { name: 'tag = baseline' }).click();
      await says(page, '100 of 200 runs');
      expect(await filterOf(page).inputValue()).toBe('status = finished and lr < 1e-2 and off tag = baseline');
      const link = new URL(page.url());
      await visit(`${link.pathname}${link.search}`);
      await says(page, '100 of 200 runs');
    }));

  it('says what it cannot read and where, and shows what fitted last', () =>
    inPage(workbench, { path: '/runs?filter=tag%20%3D%20baseline' }, async ({ page }) => {
      await filterOf(page).fill('tag = baseline and acuracy > 0.5');
      await page.getByText('There is no field "acuracy"; did you mean "accuracy"?').waitFor();
      await says(page, '20 of 200 runs');
      await filterOf(page).fill('nothing-like-this');
      await page.getByRole('heading', { name: 'No run fits the filter' }).waitFor();
      await page.getByRole('button', { name: 'Clear the filter' }).last().click();
      await says(page, '200 runs');
    }));

  it('sorts by titles, groups with counts, and remembers both', () =>
    inPage(workbench, { path: '/runs' }, async ({ page, visit }) => {
      await page.getByRole('button', { name: 'Best loss' }).click();
      expect(await names(page, 2)).toEqual(['run-200', 'run-198']); // the smallest losses
      await page.getByRole('button', { name: 'Best loss' }).click();
      expect(await names(page, 2)).toEqual(['run-2', 'run-4']);
      await page.getByRole('button', { name: 'Group', exact: true }).click();
      await page.getByRole('menuitem', { name: 'lr', exact: true }).click();
      await page.getByRole('button', { name: 'lr: 1e-3 100' }).click(); // closes it
      expect((await names(page, 1))[0]).toMatch(/^run-\d*[13579]$/);
      await visit('/runs');
      await page.getByRole('button', { name: 'Group: lr' }).waitFor();
      await page.getByRole('button', { name: 'Group: lr' }).click();
      await page.getByRole('menuitem', { name: 'No groups' }).click();
      await page.getByRole('button', { name: 'Created' }).waitFor({ state: 'detached' });
      await visit('/runs?sort=-created');
    }));

  it('selects with the keyboard, archives many at once, and takes it back', () =>
    inPage(workbench, { path: '/runs?sort=-created' }, async ({ page }) => {
      await page.getByRole('grid', { name: 'Runs' }).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
      await says(page, '3 selected');
      await page.keyboard.press('e');
      await placeCount(page, 'Archive', 3);
      expect(await names(page, 2)).toEqual(['run-200', 'run-196']);
      await page
        .getByRole('status')
        .filter({ hasText: 'Archive 3 runs' })
        .getByRole('button', { name: 'Undo' })
        .click();
      await placeCount(page, 'Archive', 0);
      expect(await names(page, 3)).toEqual(['run-200', 'run-199', 'run-198']);
    }));

  it('compares with a baseline, and says better or worse', () =>
    inPage(workbench, { path: '/runs?sort=-created' }, async ({ page }) => {
      await page.locator('[data-row]').filter({ hasText: 'run-196' }).locator('.choice').click();
      await page.keyboard.press('b');
      const row = (name: string) =>
        page.locator('[data-row]').filter({ has: page.getByRole('link', { name, exact: true }) });
      await row('run-200').getByText('−0.0040 better').waitFor();
      await row('run-194').getByText('−0.2 pp worse').waitFor();
      await page.keyboard.press('b');
      await row('run-194').getByText('−0.2 pp worse').waitFor({ state: 'detached' });
    }));

  it('exports what is shown, without formulas', () =>
    inPage(
      workbench,
      { path: '/runs?filter=tag%20%3D%20baseline&sort=name&columns=name,best.loss,tag' },
      async ({ page }) => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'Export CSV' }).click(),
        ]);
        const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
        expect(lines.slice(0, 3)).toEqual(['name,best.loss,tag', 'run-10,0.99,baseline', 'run-20,0.98,baseline']);
        expect(lines).toHaveLength(22);
      },
    ));

  it('deletes for good only from the trash, and asks first', () =>
    inPage(workbench, { path: '/runs?filter=name%20%3D%20run-7' }, async ({ page }) => {
      await page.locator('.choice').last().click();
      await page.keyboard.press('Delete');
      await placeCount(page, 'Trash', 1);
      await page.getByRole('button', { name: 'Trash 1', exact: true }).click();
      await page.locator('.choice').last().click();
      await bar(page).getByRole('button', { name: 'Delete for good' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click();
      await page.getByText('Deleted run-7').waitFor();
      await page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
    }));
});

describeInBrowser('the page of a run', () => {
  const open = async (page: Page) => {
    await page.getByRole('link', { name: 'run-100', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'run-100' }).waitFor();
  };
  const toRun = '/runs?filter=name%20%3D%20run-100';

  it('goes from tab to tab by numbers, each of them a link', () =>
    inPage(workbench, { path: toRun }, async ({ page }) => {
      await open(page);
      for (const [key, tab] of [
        ['2', 'Curves'],
        ['3', 'Configuration'],
        ['5', 'Checkpoints'],
        ['7', 'Layers'],
        ['9', 'Log'],
        ['1', 'Overview'],
      ] as const) {
        await page.keyboard.press(key);
        await page.getByRole('tab', { name: tab, selected: true }).waitFor();
      }
      await page.keyboard.press('5');
      await page.getByRole('grid', { name: 'Checkpoints' }).waitFor();
      expect(new URL(page.url()).searchParams.get('tab')).toBe('checkpoints');
    }));

  it('is renamed in place, not to a name that is taken', () =>
    inPage(workbench, { path: toRun }, async ({ page, allow }) => {
      await open(page);
      await page.keyboard.press('F2');
      const name = page.getByRole('textbox', { name: 'Name' });
      await name.fill('run-8');
      allow(/409/);
      await page.keyboard.press('Enter');
      await page.getByText('There is a run "run-8" already.').waitFor();
      await name.fill('the-best-one');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'the-best-one' }).waitFor();
      await page.getByRole('status').filter({ hasText: 'Rename' }).getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('heading', { level: 1, name: 'run-100' }).waitFor();
    }));

  it('keeps notes when the field is left, and takes them back', () =>
    inPage(workbench, { path: toRun }, async ({ page }) => {
      await open(page);
      const notes = page.getByRole('textbox', { name: 'Notes' });
      await notes.fill('worth a second look');
      await page.keyboard.press('Tab');
      await page
        .getByRole('status')
        .filter({ hasText: 'Change the notes' })
        .getByRole('button', { name: 'Undo' })
        .click();
      await expect.poll(() => notes.inputValue()).toBe('');
    }));
});
