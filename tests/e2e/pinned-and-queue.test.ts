/** Faces that are pinned before a training, trainings that wait for another one, and charts that are taken away as pictures. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DatasetId } from '#shared/domain/records.ts';
import { describeInBrowser, inPage } from '#tests/helpers/browser.ts';
import { addFaces } from '#tests/helpers/filled-workspace.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';

const TRAINING = { timeout: 120_000 } as const;
const PINNED = 3;

let workbench: ServedWorkbench;
let csvPath: string;
let datasetId: DatasetId;

beforeAll(async () => {
  workbench = await serveWorkbench();
  csvPath = await drawTinyFaces(workbench.folder, { count: 24 });
  const { client } = workbench;
  datasetId = await addFaces(client, csvPath, 'Tiny faces');
  await client.configurations.save({ name: 'tiny', yaml: yamlOf('short', 2), replaces: false });
});
afterAll(() => workbench[Symbol.asyncDispose]());

const yamlOf = (name: string, epochs: number) => `name: ${name}
network: resnet18
device: cpu
data: { train: ${JSON.stringify(csvPath)}, random_split: True, test_proportions: 0.25 }
input_size: { height: 32, width: 32 }
batch_size: 6
num_epochs: ${epochs}
keep_checkpoints: 1
EARLY_STOPPING_EPOCH: 0
`;

const start = (name: string, epochs: number) =>
  workbench.client.training.start({ yaml: yamlOf(name, epochs), configFile: null, allowBad: false, probes: [] });

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();

/** The trainings that wait, in their order. */
const waiting = async () => (await workbench.client.training.state()).waiting.map(({ name }) => name);

describeInBrowser('pinned faces', () => {
  it('are chosen with the keys on the page of a data set, and watched by the next training', () =>
    inPage(workbench, { path: `/datasets/${datasetId}?tab=faces` }, async ({ page, visit }) => {
      await page.getByRole('gridcell', { name: 'faces/0.png' }).waitFor();
      await page.getByRole('grid', { name: /faces/i }).focus();
      await page.keyboard.press('x');
      for (let more = 1; more < PINNED; more++) await page.keyboard.press('Shift+ArrowRight');
      await page.getByText(`${PINNED} faces selected`).waitFor();
      await page.keyboard.press('p');
      await page.getByText(`${PINNED} faces pinned for the next trainings`).waitFor();
      await page.getByRole('button', { name: `Unpin for the next trainings: ${PINNED} faces` }).waitFor();

      await visit('/configurations/edit?preset=tiny');
      await page.getByRole('tab', { name: 'Before the start' }).click();
      expect(await page.getByRole('list', { name: 'Pinned faces' }).getByRole('img').count()).toBe(PINNED);
      await press(page, 'Start training');
      await page.getByRole('heading', { level: 1, name: 'Training' }).waitFor();
      await page
        .getByText(/^Finished/)
        .first()
        .waitFor(TRAINING);
      for (const name of ['faces/0.png', 'faces/1.png', 'faces/2.png']) await page.getByTitle(name).first().waitFor();

      await visit('/configurations/edit?preset=tiny');
      await page.getByRole('tab', { name: 'Before the start' }).click();
      await press(page, 'Unpin all');
      await page.getByText(/drawn at random/).waitFor();
    }));
});

describeInBrowser('a chart', () => {
  it('is taken away as PNG and as SVG', () =>
    inPage(workbench, { path: '/runs' }, async ({ page }) => {
      await page.getByRole('link', { name: 'short', exact: true }).click();
      await page.getByRole('tab', { name: 'Curves' }).click();
      const firstBytes = async (type: 'PNG' | 'SVG') => {
        const [download] = await Promise.all([page.waitForEvent('download'), press(page, `Loss as ${type}`)]);
        expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${type.toLowerCase()}$`));
        return readFileSync(await download.path())
          .subarray(0, 8)
          .toString('latin1');
      };
      expect(await firstBytes('PNG')).toBe('\x89PNG\r\n\x1a\n');
      expect(await firstBytes('SVG')).toMatch(/^<svg|^<\?xml/);
    }));
});

describeInBrowser('the queue', () => {
  it('lets trainings that wait be moved, edited, removed and taken back', () =>
    inPage(workbench, { path: '/training' }, async ({ page }) => {
      await start('the-long-one', 500); // until it is stopped
      await start('first-to-wait', 1);
      await start('second-to-wait', 1);
      await page.getByText('2 waiting').waitFor(TRAINING);
      await press(page, 'Move second-to-wait up');
      await expect.poll(waiting).toEqual(['second-to-wait', 'first-to-wait']);

      await page.getByRole('link', { name: 'Edit first-to-wait' }).click();
      await page.getByRole('heading', { level: 1, name: 'first-to-wait, waiting in the queue' }).waitFor();
      const form = page.getByRole('region', { name: 'Form' });
      const save = page.getByRole('button', { name: 'Save in the queue' });
      const line = (text: string) => page.locator('.cm-line', { hasText: text });
      await line('num_epochs:').click();
      await page.keyboard.press('End');
      await page.keyboard.type('x');
      await line('num_epochs:').locator('.cm-lintRange-error').waitFor();
      expect(await save.isDisabled()).toBe(true);
      await form.getByLabel('Epochs', { exact: true }).fill('2'); // both edit one document
      await line('num_epochs: 2').waitFor();
      await line('name: first-to-wait').click();
      await page.keyboard.press('End');
      await page.keyboard.type('-2');
      await line('name: first-to-wait-2').waitFor();
      await save.click();
      await page.getByRole('heading', { level: 1, name: 'Training' }).waitFor();
      await expect.poll(waiting).toEqual(['second-to-wait', 'first-to-wait-2']);

      await press(page, 'Remove second-to-wait');
      await expect.poll(waiting).toEqual(['first-to-wait-2']);
      await page
        .getByRole('status')
        .filter({ hasText: 'Remove second-to-wait from the queue' })
        .getByRole('button', { name: 'Undo' })
        .click();
      await expect.poll(waiting).toEqual(['second-to-wait', 'first-to-wait-2']);

      await press(page, 'Stop');
      await expect
        .poll(
          async () => (await workbench.client.runs.list()).find(({ name }) => name === 'first-to-wait-2')?.status,
          TRAINING,
        )
        .toBe('finished');
      expect(await waiting()).toEqual([]);
    }));
});
