import { expect, it } from 'vitest';
import { describeInBrowser, inPage, standing } from '#tests/helpers/browser.ts';
import { serveWorkbench } from '#tests/helpers/served-workbench.ts';

/** More than the six connections that a browser gives a host, all tabs together. */
const TABS = 8;

describeInBrowser('many tabs', () => {
  it('all open, and all hear what happens, also when the first one closes', async () => {
    await using workbench = await serveWorkbench();
    await inPage(workbench, {}, async ({ page }) => {
      const others = await Promise.all(Array.from({ length: TABS - 1 }, () => page.context().newPage()));
      for (const tab of others) {
        await tab.goto(`${workbench.address}settings`);
        await standing(tab);
      }
      const theme = (tab: typeof page) => tab.locator('html').getAttribute('data-theme');
      const shows = async (tab: typeof page, wanted: string) => {
        await tab.locator(`html[data-theme="${wanted}"]`).waitFor();
        return await theme(tab);
      };
      await workbench.client.settings.change({ theme: 'dark' });
      expect(await Promise.all(others.map((tab) => shows(tab, 'dark')))).toEqual(others.map(() => 'dark'));
      await page.close(); // the one that listened
      await workbench.client.settings.change({ theme: 'light' });
      expect(await Promise.all(others.map((tab) => shows(tab, 'light')))).toEqual(others.map(() => 'light'));
    });
  });
});
