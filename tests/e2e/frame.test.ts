/** What stands around every page: keys, palette, undo, theme, errors. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assert } from '#shared/errors.ts';
import { describeInBrowser, expectAccessible, inPage } from '#tests/helpers/browser.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';

const FACES = 8;
const POLL_MS = 50;

let workbench: ServedWorkbench;

beforeAll(async () => {
  workbench = await serveWorkbench();
  await addFaces();
});
afterAll(() => workbench[Symbol.asyncDispose]());

/** A data set "tiny", so that there is something to find and to change. */
async function addFaces(): Promise<void> {
  const { client, folder } = workbench;
  const source = { csvPath: await drawTinyFaces(folder, { count: FACES }), imagesFolder: null };
  const { mapping } = await client.datasets.inspect({ source, mapping: null });
  assert(mapping !== null, 'the columns of the tiny faces are guessed');
  const { jobId } = await client.datasets.add({ source, mapping, name: 'tiny', allowBad: false });
  while ((await client.jobs.get({ jobId })).status === 'running') await delay(POLL_MS);
}

const focused = (page: Page) => page.locator(':focus');

describeInBrowser('the frame', () => {
  it('goes to every page by its keys, with the focus on its heading and its name in the title', () =>
    inPage(workbench, {}, async ({ page }) => {
      for (const [keys, heading] of [
        ['gd', 'Data'],
        ['gc', 'Configurations'],
        ['gt', 'Training'],
        ['gr', 'Runs'],
        ['gs', 'Settings'],
        ['gl', 'Log'],
        ['gh', 'Home'],
      ] as const) {
        await page.keyboard.type(keys);
        await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
        await focused(page)
          .and(page.getByRole('heading', { level: 1 }))
          .waitFor();
        expect(await page.title()).toBe(`${heading} · Facet`);
        const current = page.getByRole('navigation', { name: 'Pages' }).locator('[aria-current]');
        expect(await current.textContent()).toBe(heading);
      }
    }));

  it('leads keyboards past itself to the page', () =>
    inPage(workbench, {}, async ({ page }) => {
      await page.keyboard.press('Tab');
      expect(await focused(page).textContent()).toBe('Skip to the page');
      await page.keyboard.press('Enter');
      await focused(page).and(page.getByRole('main')).waitFor();
      expect(new URL(page.url()).hash).toBe('');
    }));

  it('finds pages, data and actions by a few letters, what was chosen lately first', () =>
    inPage(workbench, {}, async ({ page }) => {
      const open = async (letters: string, found: string) => {
        await page.keyboard.press('Control+k');
        await page.keyboard.type(letters);
        await page.getByRole('option', { selected: true, name: found }).waitFor();
        await page.keyboard.press('Enter');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      };
      await open('tin', 'tiny');
      await page.getByRole('heading', { level: 1, name: 'tiny' }).waitFor();
      await open('sett', 'Settings');
      await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
      await page.keyboard.press('Control+k');
      const options = page.getByRole('option');
      expect((await options.allTextContents()).slice(0, 2).map((text) => text.replace(/[A-Z]then.*/, ''))).toEqual([
        'Settings',
        expect.stringMatching(/^tiny8 images/),
      ]);
      await expectAccessible(page);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'tiny' }).waitFor();
    }));

  it('lists the keys that are in force, and lets a text field have its letters', () =>
    inPage(workbench, { path: '/log' }, async ({ page }) => {
      await page.keyboard.press('?');
      const sheet = page.getByRole('dialog', { name: 'Keys' });
      await sheet.getByText('Search the log').waitFor();
      await sheet.getByText('Go to Runs').waitFor();
      await expectAccessible(page);
      await page.keyboard.type('gr'); // the page's own keys sleep under a dialog
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      await page.keyboard.press('f');
      await page.keyboard.type('gr?');
      expect(await page.getByRole('textbox', { name: 'Search the log' }).inputValue()).toBe('gr?');
      expect(new URL(page.url()).pathname).toBe('/log');
    }));

  it('undoes and redoes what changed data: from the notice, with the keys, from the bar', () =>
    inPage(workbench, {}, async ({ page }) => {
      const { client } = workbench;
      const [dataset] = await client.datasets.list();
      const included = async () => {
        const filter = { state: 'included' as const };
        const page = { sort: 'line' as const, isDescending: false, offset: 0, limit: 1 };
        return (await client.datasets.faces({ datasetId: dataset!.id, filter, ...page })).total;
      };
      await client.datasets.revise({ datasetId: dataset!.id, selection: { filter: {} }, change: { kind: 'exclude' } });
      expect(await included()).toBe(0);
      const notice = page.getByRole('region', { name: 'Notices' }).getByRole('status');
      await notice.filter({ hasText: 'Exclude 8 faces' }).getByRole('button', { name: 'Undo' }).click();
      await notice.filter({ hasText: 'Undone: Exclude 8 faces' }).waitFor();
      expect(await included()).toBe(FACES);
      await expect.poll(() => page.getByRole('button', { name: 'Redo: Exclude 8 faces' }).isEnabled()).toBe(true);
      await page.keyboard.press('Control+Shift+z');
      await notice.filter({ hasText: 'Done again' }).waitFor();
      expect(await included()).toBe(0);
      expect(await notice.count()).toBe(1); // one at a time
      await page.getByRole('button', { name: 'Undo: Exclude 8 faces' }).click();
      await notice.filter({ hasText: 'Undone' }).waitFor();
      expect(await included()).toBe(FACES);
    }));

  it('keeps the theme, and no page begins in the other one', () =>
    inPage(workbench, { theme: 'light' }, async ({ page, visit }) => {
      await page.getByRole('button', { name: 'Theme: as the system' }).click();
      await page.getByRole('menuitemradio', { name: 'Dark' }).click();
      await page.locator('html[data-theme="dark"]').waitFor();
      await expect.poll(async () => (await workbench.client.settings.get()).theme).toBe('dark');
      await page.addInitScript({
        content: `document.addEventListener('DOMContentLoaded', () => {
          document.documentElement.dataset.first = document.documentElement.dataset.theme ?? 'none';
        });`,
      });
      await visit('/settings');
      expect(await page.locator('html').getAttribute('data-first')).toBe('dark');
      await page.getByRole('button', { name: 'As the system' }).click();
      await page.locator('html[data-theme="light"]').waitFor();
    }));

  it('keeps an error until it is dismissed, and opens the log at its line', () =>
    inPage(workbench, {}, async ({ page, allow }) => {
      allow(/status of 409/);
      const { client } = workbench;
      const [dataset] = await client.datasets.list();
      await client.datasets.revise({ datasetId: dataset!.id, selection: { filter: {} }, change: { kind: 'exclude' } });
      await page.getByRole('button', { name: /^Undo: Exclude/ }).waitFor();
      await page.route('**/rpc/history/undo', async (route) => {
        while ((await client.history.state()).undo !== null) await client.history.undo(); // somebody else is faster
        await route.continue();
      });
      await page.keyboard.press('Control+z');
      const alert = page.getByRole('alert').filter({ hasText: 'There is nothing to undo.' });
      await alert.getByRole('link', { name: 'Open log' }).click();
      await page.getByRole('heading', { level: 1, name: 'Log' }).waitFor();
      await page.getByRole('log').getByText('history.undo: There is nothing to undo.').waitFor();
      expect(await page.getByRole('textbox', { name: 'Search the log' }).inputValue()).toMatch(/^[0-9a-f]{8}$/);
      await alert.getByRole('button', { name: 'Dismiss' }).click();
      await alert.waitFor({ state: 'detached' });
    }));

  it('says that the back end does not answer', () =>
    inPage(workbench, {}, async ({ page, allow }) => {
      allow(/ERR_/);
      await workbench.stop();
      await page.getByRole('contentinfo', { name: 'Status' }).getByText('Facet does not answer').waitFor();
    }));
});
