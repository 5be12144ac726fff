import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, expectAccessible, inPage, THEMES } from '#tests/helpers/browser.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';

const PAGES = [
  ['Home', '/'],
  ['Data', '/datasets'],
  ['Configurations', '/configurations'],
  ['Training', '/training'],
  ['Runs', '/runs'],
  ['Settings', '/settings'],
  ['Log', '/log'],
] as const;

describeInBrowser('an empty workspace', () => {
  let workbench: ServedWorkbench;
  beforeAll(async () => {
    workbench = await serveWorkbench();
  });
  afterAll(() => workbench[Symbol.asyncDispose]());

  for (const theme of THEMES)
    for (const [name, path] of PAGES)
      it(`shows ${name} in the ${theme} theme, without a complaint and for everybody`, async () => {
        await inPage(workbench, { theme, path }, async ({ page }) => {
          await expectAccessible(page);
          expect(await page.title()).toContain('Facet');
        });
      });
});
