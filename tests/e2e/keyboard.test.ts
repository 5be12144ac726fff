/** The main path with the keyboard alone: every control is reached with Tab, arrows or a shortcut, and the focus is never lost. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, inPage } from '#tests/helpers/browser.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';

const FACES = 24;
const TRAINING = { timeout: 120_000 } as const;
/** More stops than a page has. */
const MOST_TABS = 80;

let workbench: ServedWorkbench;

beforeAll(async () => {
  workbench = await serveWorkbench();
});
afterAll(() => workbench[Symbol.asyncDispose]());

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** What a page says of the element that has the focus. */
type PageGlobals = {
  readonly document: {
    readonly activeElement: { readonly tagName: string; readonly outerHTML: string } | null;
    readonly body: unknown;
  };
};

/** Null where nothing has it. */
const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const { activeElement, body } = (globalThis as unknown as PageGlobals).document;
    return activeElement === null || activeElement === body ? null : activeElement.outerHTML.slice(0, 200);
  });

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === (globalThis as unknown as PageGlobals).document.activeElement);

/** Presses Tab until the control has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  const seen: (string | null)[] = [];
  while (!(await hasFocus(target))) {
    if (seen.length > MOST_TABS) throw new Error(`${target} is not reached with ${key}:\n${seen.join('\n')}`);
    await page.keyboard.press(key);
    seen.push(await focused(page));
  }
}

/** Presses what has the focus, and waits for what follows: then something has the focus again. */
async function enter(page: Page, follows: Locator, key = 'Enter'): Promise<void> {
  const pressed = await focused(page);
  await page.keyboard.press(key);
  await follows.waitFor(TRAINING);
  await expect
    .poll(() => focused(page), { timeout: 5_000, message: `the focus after ${key} on ${pressed}` })
    .not.toBeNull();
}

/** A number in the form: the field selects its text when it gets the focus. */
async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(text);
}

describeInBrowser('without the mouse', () => {
  it('goes from an empty workspace to data whose faces can be looked at and excluded', () =>
    inPage(workbench, {}, async ({ page }) => {
      const csv = await drawTinyFaces(workbench.folder, { count: FACES, name: 'tiny' });
      await page.keyboard.type('gd');
      await heading(page, 'Data').waitFor();
      await tabTo(page, page.getByRole('link', { name: 'Add data' }));
      await enter(page, heading(page, 'Add data'));
      await tabTo(page, page.getByLabel('Path of a CSV or folder'));
      await page.keyboard.type(csv);
      await enter(page, button(page, 'Check the images'));
      await tabTo(page, button(page, 'Check the images'));
      await enter(page, button(page, `Add ${FACES} faces`));
      await tabTo(page, button(page, `Add ${FACES} faces`));
      await enter(page, heading(page, 'tiny'));

      await tabTo(page, page.getByRole('tab', { name: 'Overview' }));
      await page.keyboard.press('ArrowRight');
      const grid = page.getByRole('grid', { name: 'Faces of tiny' });
      await enter(page, grid);
      await tabTo(page, grid);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('x');
      await page.getByRole('toolbar', { name: '1 face selected' }).waitFor();
      await enter(page, page.getByText('1 excluded'), 'e');
      await enter(page, page.getByRole('status').filter({ hasText: 'Undone' }), 'Control+z');
      await page.getByText('1 excluded').waitFor({ state: 'detached' });
      await enter(page, page.getByRole('complementary', { name: 'The face in large' }), 'Enter');
      await page.keyboard.press('Escape');
      await expect.poll(() => hasFocus(grid)).toBe(true);
    }));

  it('writes a configuration, trains with it and stops', () =>
    inPage(workbench, { path: '/datasets' }, async ({ page }) => {
      const grid = page.getByRole('grid', { name: 'Data sets' });
      await tabTo(page, grid);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await button(page, 'Rename').waitFor();
      await enter(page, page.getByRole('dialog'), 'F2');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await expect.poll(() => hasFocus(grid)).toBe(true);
      await enter(page, heading(page, 'tiny'));
      await tabTo(page, page.getByRole('link', { name: 'Train on it' }));
      await enter(page, page.getByRole('region', { name: 'Form' }));
      await typeInto(page, 'Input height', '32');
      await typeInto(page, 'Input width', '32');
      await typeInto(page, 'Epochs', '500'); // more than any machine does before it is stopped
      await typeInto(page, 'Batch size', '4');
      await typeInto(page, 'Early stopping', '0');

      await page.keyboard.press('F6'); // the other pane
      await expect.poll(() => hasFocus(page.getByLabel('The configuration as YAML'))).toBe(true);
      await page.keyboard.press('Control+End');
      await page.keyboard.press('Enter');
      await page.keyboard.type('colour: red');
      await page.locator('.cm-lintRange-error').waitFor();
      await expect.poll(() => button(page, 'Start training').isDisabled()).toBe(true);
      for (const _ of '\ncolour: red') await page.keyboard.press('Backspace');
      await page.locator('.cm-lintRange-error').waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
      await page.keyboard.press('Tab'); // out of a text that takes tabs
      expect(await hasFocus(page.getByLabel('The configuration as YAML'))).toBe(false);
      await expect.poll(() => button(page, 'Start training').isEnabled(), TRAINING).toBe(true);
      await enter(page, heading(page, 'Training'), 'Control+Enter');

      await page
        .getByText(/Epoch (?!1 )\d+ of 500/)
        .first()
        .waitFor(TRAINING);
      await tabTo(page, button(page, 'Stop'));
      await enter(page, page.getByText(/^Stopped/).first());
      await tabTo(page, button(page, 'Resume'), 'Shift+Tab');
    }));

  it('finds the run, opens it, walks its tabs, archives it and takes that back', () =>
    inPage(workbench, {}, async ({ page }) => {
      const [run] = await workbench.client.runs.list();
      const name = run!.name;
      await page.keyboard.press('Control+k');
      await page.keyboard.type(name);
      await page.getByRole('option', { selected: true, name }).waitFor();
      await enter(page, heading(page, name));
      for (const [key, tab] of [
        ['2', 'Curves'],
        ['3', 'Configuration'],
        ['7', 'Layers'],
        ['1', 'Overview'],
      ] as const)
        await enter(page, page.getByRole('tab', { name: tab, selected: true }), key);
      await page.keyboard.press('F2');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('by keyboard');
      await enter(page, heading(page, 'by keyboard'));

      await page.keyboard.type('gr');
      await heading(page, 'Runs').waitFor();
      const grid = page.getByRole('grid', { name: 'Runs' });
      const row = grid.getByRole('row', { name: 'by keyboard' });
      await tabTo(page, grid);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await page.getByText(/^1 selected/).waitFor();
      await page.keyboard.press('e');
      await row.waitFor({ state: 'detached' });
      await enter(page, row, 'Control+z');
      await tabTo(page, grid);
      await page.keyboard.press('ArrowDown');
      await enter(page, heading(page, 'by keyboard'));
    }));
});
