/** The whole story as one person lives it: from a CSV with columns of its own to a run that is trained, tested, found again and exported. Each test goes on where the last one ended. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, inPage, standing, THEMES } from '#tests/helpers/browser.ts';
import { enginesOf } from '#tests/helpers/cli.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';

const FACES = 60;
const FACES_OF_A_PERSON = 4;
/** More than a fast machine does before a person finds Stop, and few enough to wait for; one digit, which is retyped. */
const EPOCHS = 9;
/** An engine that starts, or an epoch, on a machine that has other things to do. */
const TRAINING = { timeout: 120_000 } as const;
const RUN_NAME = /^[a-z]+-[a-z]+-\d+$/;

/** Rows that cannot be used, in the last lines of the CSV. */
const BAD_ROWS = ['bilder/weg.png,1,m-0', 'bilder/defekt.png,0,m-0', 'bilder/0.png,1,m-0', 'bilder/ohne.png,,m-0'];

let first: ServedWorkbench;
let workbench: ServedWorkbench;
/** The one that trains, stops and is resumed; as Facet named it, then as the person does. */
let runName = '';

beforeAll(async () => {
  first = await serveWorkbench();
  workbench = first;
  await drawTinyFaces(first.folder, { count: FACES, name: 'bilder' });
  writeFileSync(path.join(first.folder, 'bilder', 'defekt.png'), 'no picture');
});
afterAll(async () => {
  if (workbench !== first) await workbench[Symbol.asyncDispose]();
  await first[Symbol.asyncDispose]();
});

/** Real faces are 1 in it, which nothing in it says. */
function foreignCsv(): string {
  const rows = Array.from({ length: FACES }, (_, i) => {
    const person = Math.floor(i / FACES_OF_A_PERSON);
    return `bilder/${i}.png,${i % 2 === 0 ? 1 : 0},m-${person}`;
  });
  return `bild,urteil,mensch\n${[...rows, ...BAD_ROWS].join('\n')}\n`;
}

/** What a page knows of a drag. */
type PageGlobals = {
  readonly DataTransfer: new () => { readonly items: { readonly add: (file: File) => void } };
};

/** A file from outside, as a browser hands it over: its bytes, and no path. */
async function dropCsv(page: Page, file: { readonly name: string; readonly text: string }): Promise<void> {
  const dataTransfer = await page.evaluateHandle(({ name, text }) => {
    const transfer = new (globalThis as unknown as PageGlobals).DataTransfer();
    transfer.items.add(new File([text], name, { type: 'text/csv' }));
    return transfer;
  }, file);
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.locator('main article').dispatchEvent(type, { dataTransfer });
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (scope: Page | Locator, name: string | RegExp) => scope.getByRole('button', { name, exact: true });
const press = (scope: Page | Locator, name: string | RegExp) => button(scope, name).click();
const openTab = (page: Page, name: string) => page.getByRole('tab', { name }).click();
const runRow = (page: Page, name: string) => page.getByRole('grid', { name: 'Runs' }).getByRole('row', { name });

async function choose(page: Page, select: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: select }).click();
  await page.getByRole('option', { name: new RegExp(`^${option}`) }).click();
}

/** Of the faces that are shown for a class. */
async function linesOf(page: Page, side: 'real' | 'fake'): Promise<readonly number[]> {
  const faces = page.getByRole('region', { name: `Facet will call these ${side}` }).getByRole('img');
  const alts = await faces.evaluateAll((images) => images.map((image) => String((image as { alt?: string }).alt)));
  return alts.map((alt) => Number(/Line (\d+)/.exec(alt)?.[1]));
}

/** "Train 36 ..." -> [real, fake] */
async function balanceIn(table: Locator, split: string): Promise<readonly number[]> {
  const cells = await table.getByRole('row').filter({ hasText: split }).getByRole('cell').allTextContents();
  return cells.slice(0, 2).map(Number);
}

/** Until it has trained for so many epochs; the run's name. */
async function trained(page: Page, epochs: number): Promise<string> {
  await page
    .getByText(new RegExp(`Epoch ${epochs + 1} of \\d+`))
    .first()
    .waitFor(TRAINING);
  return (await page.getByRole('main').getByRole('link', { name: RUN_NAME }).first().textContent()) ?? '';
}

/** A page follows what happens within a moment; how long that is, the machine says. */
const eventually = <T>(read: () => Promise<T>, { timeout } = { timeout: 30_000 }) => expect.poll(read, { timeout });

const engines = () => enginesOf(workbench.facet.pid);

describeInBrowser('a person who never opens a terminal', () => {
  it('drops a CSV with columns of its own, says what they mean, and adds its faces', () =>
    inPage(workbench, { path: '/datasets' }, async ({ page }) => {
      await page.getByText('No data yet').waitFor();
      await dropCsv(page, { name: 'gesichter.csv', text: foreignCsv() });
      await heading(page, 'Add data').waitFor();

      await page.getByText(/^0 of \d+ files that were tried are there/).waitFor(); // images lie elsewhere
      await press(page, 'Choose the images’ folder');
      const picker = page.getByRole('dialog');
      await picker.getByRole('combobox').fill(workbench.folder);
      await picker.getByRole('combobox').press('Enter');
      await press(picker, 'Choose this folder');

      await choose(page, 'Real or fake', 'urteil');
      await choose(page, 'Group', 'mensch');
      await page.getByText('Facet assumes that 1 means fake').waitFor();
      const areAll = (lines: readonly number[], rest: 0 | 1) =>
        lines.length > 0 && lines.every((line) => line % 2 === rest);
      await eventually(async () => areAll(await linesOf(page, 'real'), 1)).toBe(true);
      await press(page, 'Swap real and fake');
      await eventually(async () => areAll(await linesOf(page, 'real'), 0)).toBe(true);
      await eventually(async () => areAll(await linesOf(page, 'fake'), 1)).toBe(true);

      await press(page, 'Check the images');
      const leftOut = page.getByRole('group', { name: 'Rows that are left out' }).getByRole('listitem');
      await eventually(() => leftOut.count()).toBe(BAD_ROWS.length);
      expect(await leftOut.allTextContents()).toEqual([
        expect.stringMatching(/^62bilder\/weg\.png.+/),
        expect.stringMatching(/^63bilder\/defekt\.png.+/),
        expect.stringMatching(/^64bilder\/0\.png.*line 2/),
        expect.stringMatching(/^65bilder\/ohne\.pngurteil is .*expected 1 \(real\) or 0 \(fake\)/),
      ]);
      await page.getByLabel('Name').fill('Gesichter');
      expect(await button(page, `Add ${FACES} faces`).isDisabled()).toBe(true); // so many bad rows need a word
      await page.getByLabel(/^Leave these rows out/).check();
      await press(page, `Add ${FACES} faces`);
      await heading(page, 'Gesichter').waitFor();
      await page.getByText(`${FACES} faces`).first().waitFor();
    }));

  it('adds a folder by its path: its folders say what is real', () =>
    inPage(workbench, { path: '/datasets' }, async ({ page }) => {
      const folder = path.join(workbench.folder, 'weitere');
      for (const side of ['real', 'fake']) mkdirSync(path.join(folder, side), { recursive: true });
      for (let i = 0; i < 12; i++)
        copyFileSync(
          path.join(workbench.folder, 'bilder', `${i}.png`),
          path.join(folder, i % 2 === 0 ? 'real' : 'fake', `${i}.png`),
        );
      await page.getByRole('link', { name: 'Add data' }).click();
      await page.getByLabel('Path of a CSV or folder').fill(folder);
      await press(page, 'Continue');
      await press(page, 'Check the images');
      await press(page, 'Add 12 faces');
      await heading(page, 'weitere').waitFor();
    }));

  it('looks for shortcuts, excludes a face and takes that back, and divides the faces', () =>
    inPage(workbench, { path: '/datasets' }, async ({ page }) => {
      await page.getByRole('grid', { name: 'Data sets' }).getByRole('link', { name: 'Gesichter' }).click();
      await openTab(page, 'Shortcuts');
      await press(page, 'Check for shortcuts');
      const measures = page.getByRole('table', { name: 'Numbers about files against the label' });
      await measures
        .getByRole('row', { name: /brightness/i })
        .getByText('tells them apart')
        .waitFor();

      await openTab(page, 'Faces');
      const face = page.getByRole('gridcell', { name: 'bilder/0.png' });
      await face.click();
      await press(page.getByRole('complementary', { name: 'The face in large' }), 'Exclude');
      await page.getByText('1 excluded').waitFor();
      const notices = page.getByRole('region', { name: 'Notices' });
      await press(notices.getByRole('status').filter({ hasText: 'Exclude' }), 'Undo');
      await page.getByText('1 excluded').waitFor({ state: 'detached' });

      await openTab(page, 'Split');
      await page.getByLabel('Validation').fill('20');
      await page.getByLabel('Test', { exact: true }).fill('20');
      const [now, preview] = [0, 1].map((i) => page.getByRole('table', { name: 'Faces by class and split' }).nth(i));
      await eventually(() => balanceIn(preview!, 'Validation')).toEqual([6, 6]);
      await press(page, 'Divide like this');
      await eventually(() => balanceIn(now!, 'Train')).toEqual([18, 18]);
    }));

  it('writes a configuration, mends an error in it, sees what it will take, starts it and stops it', () =>
    inPage(workbench, { path: '/datasets' }, async ({ page }) => {
      await page.getByRole('grid', { name: 'Data sets' }).getByRole('link', { name: 'Gesichter' }).click();
      await page.getByRole('link', { name: 'Train on it' }).click();
      await page.getByLabel('Random split').uncheck();
      const form = page.getByRole('region', { name: 'Form' });
      for (const [label, value] of [
        ['Input height', '32'],
        ['Input width', '32'],
        ['Batch size', '6'],
        ['Epochs', String(EPOCHS)],
        ['Early stopping', '0'],
      ] as const)
        await form.getByLabel(label, { exact: true }).fill(value);

      await form.getByLabel('Find a setting').fill('learning rate by part');
      await button(page, 'Add a part to learning rate by part').press('Enter');
      await page.keyboard.type('layer5'); // the new row has the focus
      await page.keyboard.press('Tab');
      await page.keyboard.type('5e-1');
      await form.getByText(/^Names "layer5", with which no parameter of this network begins/).waitFor();
      await form.getByLabel('Learning rate by part, part, row 1').fill('layer4');
      await page.locator('.cm-line', { hasText: 'lr_factors: {layer4: 0.5}' }).waitFor();
      await form.getByText(/^Names "layer/).waitFor({ state: 'detached' });
      await form.getByLabel('Learning rate by part, factor, row 1').press('Enter');
      await button(page, 'Remove row 2 from learning rate by part').press('Enter');
      await form.getByLabel('Learning rate by part, part, row 2').waitFor({ state: 'detached' });
      await form.getByLabel('Find a setting').fill('');

      const line = page.locator('.cm-line', { hasText: 'num_epochs:' });
      await page.getByText('7 differences from resnet18').waitFor(); // the text has moved below them
      await line.click();
      await line.and(page.locator('.cm-activeLine')).waitFor();
      await page.keyboard.press('End');
      await page.keyboard.press('Backspace');
      await page.keyboard.type('many');
      await line.locator('.cm-lintRange-error').waitFor();
      await form.getByText(/^Expected an integer .*found the text "many"/).waitFor();
      expect(await button(page, 'Start training').isDisabled()).toBe(true);
      for (const _ of 'many') await page.keyboard.press('Backspace');
      await page.keyboard.type(String(EPOCHS));
      await line.locator('.cm-lintRange-error').waitFor({ state: 'detached' });

      await openTab(page, 'Before the start');
      const split = page.getByRole('table', { name: 'Faces of the split' });
      await eventually(() => balanceIn(split, 'validate')).toEqual([6, 6]);
      await eventually(() => balanceIn(split, 'train')).toEqual([18, 18]);
      await eventually(() => page.getByRole('list', { name: 'Faces of the batch' }).getByRole('img').count()).toBe(6);
      await press(page, 'Start training');

      await heading(page, 'Training').waitFor();
      runName = await trained(page, 1);
      const bar = page.getByRole('progressbar', { name: 'All epochs' });
      const share = Number(await bar.getAttribute('aria-valuenow'));
      await eventually(async () => Number(await bar.getAttribute('aria-valuenow')), TRAINING).toBeGreaterThan(share);
      await page.getByRole('img', { name: /^Loss by .*train.* from [\d.]+ to [\d.]+/ }).waitFor();
      await press(page, 'Stop');
      await page
        .getByText(/^Stopped/)
        .first()
        .waitFor(TRAINING);
    }));

  it('comes back to a reloaded page, resumes the run from its page and sees it finish', () =>
    inPage(workbench, { path: '/training' }, async ({ page }) => {
      await page.reload();
      await standing(page);
      await page.getByRole('main').getByRole('link', { name: runName }).click();
      await page
        .getByText(/^Stopped/)
        .first()
        .waitFor();
      await page.getByRole('main').getByRole('link', { name: runName }).click();
      await heading(page, runName).waitFor();
      await openTab(page, 'Curves');
      await page.getByRole('img', { name: /^Loss by .*train.* from/ }).waitFor();
      await press(page, 'Resume');
      await heading(page, 'Training').waitFor();
      await page
        .getByText(/^Finished/)
        .first()
        .waitFor(TRAINING);
      await page.getByText(`after epoch ${EPOCHS} of ${EPOCHS}`).waitFor();
    }));

  it('finds the run in the palette and by an expression, names, tags and tests it', () =>
    inPage(workbench, {}, async ({ page }) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(runName);
      await page.getByRole('option', { selected: true, name: runName }).waitFor();
      await page.keyboard.press('Enter');
      await heading(page, runName).waitFor();
      await page.keyboard.press('F2');
      await page.getByRole('dialog').getByLabel('Name').fill('Erster Versuch');
      await press(page.getByRole('dialog'), 'Rename');
      runName = 'Erster Versuch';
      await heading(page, runName).waitFor();

      await press(page, 'Test…');
      await press(page.getByRole('dialog'), 'Test');
      await page.getByRole('heading', { name: 'Test on Gesichter, validation faces' }).waitFor(TRAINING);
      await page.getByText('n = 12').first().waitFor(TRAINING);

      await page.getByRole('link', { name: 'Runs', exact: true }).click();
      const filter = page.getByRole('combobox', { name: 'Filter' });
      await filter.fill('status = failed');
      await filter.press('Enter');
      await runRow(page, runName).waitFor({ state: 'detached' });
      await filter.fill('status = finished and epochs >= 2');
      await filter.press('Enter');
      await page.getByLabel(`Select ${runName}`).click();
      await press(page, 'Tag');
      const dialog = page.getByRole('dialog', { name: `Tag ${runName}` });
      await dialog.getByRole('combobox', { name: 'Add' }).fill('probe');
      await page.keyboard.press('Enter');
      await press(dialog, 'Change tags');
      await runRow(page, runName).filter({ hasText: 'probe' }).waitFor();
    }));

  it('takes the table away as CSV, and archives the run and takes that back', () =>
    inPage(workbench, { path: '/runs' }, async ({ page }) => {
      const downloading = page.waitForEvent('download');
      await press(page, 'Export CSV');
      const [titles = '', row = ''] = readFileSync(await (await downloading).path(), 'utf8').split(/\r?\n/);
      expect(titles.split(',').slice(0, 3)).toEqual(['name', 'status', 'network']);
      expect(row).toMatch(/^Erster Versuch,finished,resnet18,Gesichter,.*probe/);

      await page.getByLabel(`Select ${runName}`).click();
      await press(page, 'Archive');
      await runRow(page, runName).waitFor({ state: 'detached' });
      await press(page.getByRole('region', { name: 'Notices' }), 'Undo');
      await runRow(page, runName).waitFor();
    }));

  it('is told that the engine died in the middle of a training, and goes on with the run', () =>
    inPage(workbench, { path: '/runs' }, async ({ page }) => {
      await page.getByRole('grid', { name: 'Runs' }).getByRole('link', { name: runName }).click();
      await press(page, 'New run');
      await page.getByRole('menuitem', { name: 'Clone configuration' }).click();
      await heading(page, `New run like ${runName}`).waitFor();
      await press(page, 'Start training');
      const name = await trained(page, 1);
      for (const engine of engines()) process.kill(engine, 'SIGKILL');
      await page
        .getByText(/^Interrupted/)
        .first()
        .waitFor(TRAINING);
      await page.getByRole('link', { name: 'Runs', exact: true }).click();
      await runRow(page, name).filter({ hasText: 'interrupted' }).waitFor();
      await page.getByRole('grid', { name: 'Runs' }).getByRole('link', { name }).click();
      await press(page, 'Resume');
      await page
        .getByText(/^Finished/)
        .first()
        .waitFor(TRAINING);
      await page.getByText(`after epoch ${EPOCHS} of ${EPOCHS}`).waitFor();
    }));

  it('starts the program again, and finds everything in both themes', async () => {
    await workbench.stop();
    workbench = await serveWorkbench({ folder: first.folder });
    for (const theme of THEMES)
      await inPage(workbench, { theme }, async ({ page, visit }) => {
        expect(await page.locator('html').getAttribute('data-theme')).toBe(theme);
        await page.getByRole('table', { name: 'Newest runs' }).getByRole('link', { name: runName }).click();
        await page.getByRole('table', { name: 'Figures of the run' }).waitFor();
        await openTab(page, 'Tests');
        await page.getByText('n = 12').first().waitFor();
        await visit('/runs?filter=tag%20%3D%20probe');
        await runRow(page, runName).filter({ hasText: 'finished' }).waitFor();
        await visit('/datasets');
        for (const dataset of ['Gesichter', 'weitere'])
          await page.getByRole('grid', { name: 'Data sets' }).getByRole('link', { name: dataset }).waitFor();
      });
  });
});
