import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { describeInBrowser, inPage, severeFindingsInBoth, type Theme } from '#tests/helpers/browser.ts';
import { fillWorkspace } from '#tests/helpers/filled-workspace.ts';
import { keepSweep, tagsOfTrial } from '#tests/helpers/planned-sweep.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { PLAIN_PAGES, pagesOf, type WorkbenchPage } from '#tests/helpers/workbench-pages.ts';

let workbench: ServedWorkbench;

/** All pages one after another, each in both themes, opened in them by turns: a finding on one does not hide those of the next. */
async function walk(pages: readonly WorkbenchPage[]): Promise<void> {
  const titles = new Set<string>();
  const findings = await inPage(workbench, { theme: 'light' }, async ({ page, follow }) => {
    const found: string[] = [];
    let theme: Theme = 'light';
    for (const { name, path } of pages) {
      await follow(path);
      titles.add(await page.title());
      for (const finding of await severeFindingsInBoth(page, theme)) found.push(`${name}: ${finding}`);
      theme = theme === 'light' ? 'dark' : 'light';
    }
    return found;
  });
  expect(findings).toEqual([]);
  expect(titles.size).toBeGreaterThan(PLAIN_PAGES.length / 2); // they were other pages, not one all the time
}

describeInBrowser('an empty workspace', () => {
  beforeAll(async () => {
    workbench = await serveWorkbench();
  });
  afterAll(() => workbench[Symbol.asyncDispose]());

  it('shows every page in both themes, without a complaint and for everybody', () => walk(PLAIN_PAGES));
});

describeInBrowser('a workspace with a data set, two runs of a sweep and their tests', () => {
  let pages: readonly WorkbenchPage[];
  beforeAll(async () => {
    workbench = await serveWorkbench();
    keepSweep(workbench.workspace);
    const runs = [
      { name: 'first try', epochs: 2, learningRate: 1e-3, tags: tagsOfTrial(1) },
      { name: 'second try', epochs: 1, learningRate: 1e-4, tags: tagsOfTrial(2) },
    ];
    const filling = { faces: inject('faces'), runs, sizePx: 32, batchSize: 8, testCount: 2, isExplained: true };
    pages = [...PLAIN_PAGES, ...pagesOf(await fillWorkspace(workbench.client, filling))];
  });
  afterAll(() => workbench[Symbol.asyncDispose]());

  it('shows every page in both themes, without a complaint and for everybody', () => walk(pages));
});
