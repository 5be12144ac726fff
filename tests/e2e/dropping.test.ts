/** Files and folders dragged from outside onto a page, as Chromium itself hands them over: names, bytes and folders, and no path. */
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, inPage } from '#tests/helpers/browser.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';

const FACES = 12;

let workbench: ServedWorkbench;
/** Holds real/ and fake/ with faces, what is no picture, and what is hidden. */
let folder: string;

beforeAll(async () => {
  workbench = await serveWorkbench();
  const csv = await drawTinyFaces(workbench.folder, { count: FACES });
  folder = path.join(workbench.folder, 'from elsewhere');
  for (let i = 0; i < FACES; i++)
    cpSync(
      path.join(path.dirname(csv), 'faces', `${i}.png`),
      path.join(folder, i % 2 === 0 ? 'real' : 'fake', `${i}.png`),
    );
  writeFileSync(path.join(folder, 'notes.txt'), 'no picture');
  mkdirSync(path.join(folder, '.cache'));
  cpSync(path.join(folder, 'real', '0.png'), path.join(folder, '.cache', 'hidden.png'));
});
afterAll(() => workbench[Symbol.asyncDispose]());

/** Drags from the system's own files into the middle of the page, and lets go. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 }; // 1 = copy
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  await session.detach();
}

describeInBrowser('what is dropped onto the page of the data', () => {
  it('may be a folder: its faces are copied into the workspace, the rest is named as left out', () =>
    inPage(workbench, { path: '/datasets' }, async ({ page }) => {
      await drop(page, [folder]);
      await page.getByRole('heading', { level: 1, name: 'Add data' }).waitFor();
      await page.getByText('2 files of the drop were left out').waitFor();
      await page.getByRole('button', { name: 'Check the images' }).click();
      await page.getByRole('button', { name: `Add ${FACES} faces` }).click();
      await page.getByRole('heading', { level: 1, name: 'from elsewhere' }).waitFor();

      const [dataset] = await workbench.client.datasets.list();
      expect(dataset).toMatchObject({ name: 'from elsewhere', imageCount: FACES });
      expect(dataset?.csvPath.startsWith(workbench.workspace)).toBe(true); // a browser tells no path: the copy is what stays
      expect(existsSync(dataset?.csvPath ?? '')).toBe(true);
    }));

  it('may be a CSV with the folder that it names', () =>
    inPage(workbench, { path: '/datasets/add' }, async ({ page }) => {
      await drop(page, [path.join(workbench.folder, 'faces.csv'), path.join(workbench.folder, 'faces')]);
      await page.getByRole('button', { name: 'Check the images' }).click();
      await page.getByRole('button', { name: `Add ${FACES} faces` }).waitFor();
    }));

  it('is answered in words where nothing says what is real, and where it holds no face at all', () =>
    inPage(workbench, { path: '/datasets' }, async ({ page, visit, allow }) => {
      await drop(page, [path.join(folder, 'real', '0.png'), path.join(folder, 'fake', '1.png')]);
      await page.getByText(/^Nothing here says which faces are real: put them into folders/).waitFor();

      await visit('/datasets');
      allow(/422/); // the refusal itself
      await drop(page, [path.join(folder, 'notes.txt')]);
      await page.getByText('What was dropped holds neither images nor a CSV.').waitFor();
    }));
});

describeInBrowser('what is dropped onto another page', () => {
  it('changes nothing, and says where files are taken', () =>
    inPage(workbench, { path: '/runs' }, async ({ page }) => {
      await drop(page, [folder]);
      await page.getByText('No files are taken here').waitFor();
      await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
    }));
});
