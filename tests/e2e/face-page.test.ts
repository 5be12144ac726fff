/** One face of a test, looked at with the keys; images that are tried; faces that leave the program as files. */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { describeInBrowser, inPage, severeFindingsInBoth } from '#tests/helpers/browser.ts';
import { fillWorkspace } from '#tests/helpers/filled-workspace.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';

/** The first question to a network loads TensorFlow. */
const ENGINE = { timeout: 120_000 } as const;

let workbench: ServedWorkbench;
let evaluationId: EvaluationId;
let imageIds: readonly ImageId[];
let faces: string;

beforeAll(async () => {
  workbench = await serveWorkbench();
  faces = inject('faces');
  const { client } = workbench;
  const runs = [{ name: 'a-look', epochs: 1, learningRate: 0.001 }];
  const { runIds } = await fillWorkspace(client, { faces, runs, sizePx: 32, batchSize: 8 });
  const [test] = await client.evaluations.list({ runId: runIds[0] ?? null });
  if (test === undefined) throw new Error('The run was tested.');
  evaluationId = test.id;
  const order = { evaluationId, filter: {}, threshold: null, sort: 'loss', isRising: false } as const;
  imageIds = await client.predictions.ids({ ...order, offset: 0, limit: 100 });
});
afterAll(() => workbench[Symbol.asyncDispose]());

const facePath = (index: number) => `/predictions/${evaluationId}/faces/${imageIds[index]}`;
const heat = (page: Page) => page.getByTestId('heat-map');
/** Of an image element in the browser; tests know no DOM. */
type Picture = { readonly style: { readonly opacity: string }; readonly naturalWidth: number };
const search = (page: Page) => new URL(page.url()).searchParams;
const opacityOf = async (page: Page) =>
  Number(await heat(page).evaluate((image) => (image as unknown as Picture).style.opacity));

describeInBrowser('the page of one face', () => {
  it('shows the face under its heat map with a numbered scale, and turns with the keys', () =>
    inPage(workbench, { path: facePath(0) }, async ({ page }) => {
      await heat(page).waitFor(ENGINE);
      await page.getByRole('img', { name: /^Colours from 0 to .+ on the scale Viridis, of this face$/ }).waitFor();
      await expect
        .poll(() => heat(page).evaluate((image) => (image as unknown as Picture).naturalWidth))
        .toBeGreaterThan(0);

      const before = await opacityOf(page);
      await page.keyboard.press('[');
      await expect.poll(() => opacityOf(page)).toBeLessThan(before);
      await page.keyboard.press(']');
      await page.keyboard.press(']');
      await expect.poll(() => opacityOf(page)).toBeGreaterThan(before);

      await page.keyboard.down('o');
      await expect.poll(() => heat(page).count()).toBe(0);
      await page.keyboard.up('o');
      await expect.poll(() => heat(page).count()).toBe(1);

      await page.keyboard.press('h');
      await expect.poll(() => search(page).get('view')).toBe('image');
      expect(await heat(page).count()).toBe(0);
      await page.keyboard.press('h');
      await expect.poll(() => search(page).get('view')).toBe('regions');
      await page.getByRole('button', { name: 'Look for them' }).click();
      await page.getByText('below its resolution').waitFor(ENGINE);
      await page.keyboard.press('h');
      await heat(page).waitFor();
    }));

  it('makes the map of another layer, method and class, and says what it shows', () =>
    inPage(workbench, { path: facePath(1) }, async ({ page }) => {
      await heat(page).waitFor(ENGINE);
      await page.getByRole('combobox', { name: 'Layer' }).click();
      await page.getByRole('option', { name: 'layer2, 4 × 4' }).click();
      await page.getByText('4 × 4 cells of 8 px.').waitFor(ENGINE);
      await page.getByRole('combobox', { name: 'Method' }).click();
      await page.getByRole('option', { name: 'LayerCAM' }).click();
      await page.getByText(/LayerCAM at layer2 for (?:fake|real)\./).waitFor();
      await heat(page).waitFor(ENGINE);
      expect(await heat(page).getAttribute('src')).toContain('method=layercam&layer=layer2');
      const reopened = page.url();
      await page.goto(reopened);
      await heat(page).waitFor();
      expect(await heat(page).getAttribute('src')).toContain('method=layercam&layer=layer2');
    }));

  it('leads from face to face in the order of the gallery that it was opened from', () =>
    inPage(workbench, { path: facePath(0) }, async ({ page }) => {
      await page.getByText(`1 of ${imageIds.length}`).waitFor();
      await page.keyboard.press('.');
      await page.waitForURL(`**/faces/${imageIds[1]}*`);
      await page.getByText(`2 of ${imageIds.length}`).waitFor();
      await page.keyboard.press(',');
      await page.waitForURL(`**/faces/${imageIds[0]}*`);
      await page.keyboard.press('Escape');
      await page.waitForURL(`**/predictions/${evaluationId}?*`);
    }));

  it('finds its like once the network has looked at all, and shows what every test says of the picture', () =>
    inPage(workbench, { path: facePath(0) }, async ({ page }) => {
      await page.getByRole('button', { name: 'Compute', exact: true }).click();
      const nearest = page.getByRole('list', { name: 'Nearest faces' }).getByRole('listitem');
      await nearest.first().waitFor(ENGINE);
      expect(await nearest.count()).toBe(Math.min(12, imageIds.length - 1));
      expect(await page.getByRole('table', { name: 'Scores of this picture' }).getByRole('row').count()).toBe(2);
    }));

  it('says that a face, a test or a file is not there', () =>
    inPage(workbench, {}, async ({ page, visit, allow }) => {
      allow(/404/);
      await visit(`/predictions/${evaluationId}/faces/999999`);
      await page.getByText(`Test ${evaluationId} has no image 999999.`).waitFor();
      await visit('/predictions/999/faces/1');
      await page.getByText('The workspace has no evaluation 999.').waitFor();
      const { file } = await workbench.client.faces.get({ evaluationId, imageId: imageIds[3] as ImageId });
      renameSync(file, `${file}.away`);
      try {
        await visit(facePath(3));
        await page.getByText(`${file} does not exist.`).waitFor();
        await page.getByRole('img', { name: /does not exist/ }).waitFor();
      } finally {
        renameSync(`${file}.away`, file);
      }
    }));

  it('leaves as a picture, and as a report with it', () =>
    inPage(workbench, { path: facePath(0) }, async ({ page }) => {
      await heat(page).waitFor(ENGINE);
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save PNG' }).click();
      const saved = await download;
      expect(saved.suggestedFilename()).toMatch(/^a-look-\d{5}-(?:fake|real)-[\d.]+-.+\.png$/);
      expect(readFileSync(await saved.path()).toString('latin1', 1, 4)).toBe('PNG');

      const folder = path.join(workbench.folder, 'exported');
      mkdirSync(folder);
      await page.getByRole('button', { name: 'Export…' }).click();
      await page.getByRole('textbox', { name: 'Into the folder' }).fill(folder);
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await page.getByText('1 face exported').waitFor();
      expect(readFileSync(path.join(folder, 'a-look-report.html'), 'utf8')).toContain('data:image/webp;base64,');
    }));
});

describeInBrowser('trying images', () => {
  const images = () => {
    const [name = ''] = readdirSync(path.join(faces, 'real')).sort();
    const face = path.join(faces, 'real', name);
    const broken = path.join(workbench.folder, 'broken.png');
    writeFileSync(broken, 'no picture');
    const notes = path.join(workbench.folder, 'notes.txt');
    writeFileSync(notes, 'no picture either');
    return [face, broken, notes];
  };

  /** By the keyboard alone. */
  const choose = async (page: Page, label: string, name: string | RegExp) => {
    await page.getByRole('combobox', { name: label }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name }).focus();
    await page.keyboard.press('Enter');
  };

  it('gives each its score, its map and its regions, asks again by another layer and method, and says what is wrong with a file', () =>
    inPage(workbench, { path: '/try' }, async ({ page }) => {
      await page.getByLabel('Images to try').setInputFiles(images());
      await page.getByText('notes.txt: It is neither JPEG, PNG, WebP nor BMP by its name.').waitFor();
      await heat(page).waitFor(ENGINE);
      await page.getByText(/^P\(fake\) 0\.\d{4}$/).waitFor();
      await page.getByText('CPU', { exact: true }).last().waitFor();
      const made = search(page).get('try');
      await choose(page, 'Layer', /^layer3, /);
      await page.getByText('Grad-CAM at layer3').waitFor(ENGINE);
      await choose(page, 'Method', 'HiResCAM');
      await page.getByText('HiResCAM at layer3').waitFor(ENGINE);
      expect(search(page).get('try')).not.toBe(made);
      expect(await severeFindingsInBoth(page, 'light')).toEqual([]);
      await page.keyboard.press('h');
      await expect.poll(() => heat(page).count()).toBe(0);
      await page.getByRole('button', { name: 'broken.png, not read' }).click();
      await page.getByText(/^broken\.png is not JPEG, PNG, WebP or BMP/).waitFor();
    }));
});
