import { expect, it } from 'vitest';
import { describeInBrowser, expectAccessible, inPage, standing } from '#tests/helpers/browser.ts';
import { serveWorkbench } from '#tests/helpers/served-workbench.ts';

const HOW_TO_ENTER = 'Open Facet from the address it printed';

describeInBrowser('the entrance of the loopback host', () => {
  it('lets a browser in with a printed address, once, and keeps the code out of the address', async () => {
    await using workbench = await serveWorkbench();
    await inPage(workbench, { path: '/runs' }, async ({ page }) => {
      expect(page.url()).toBe(`${workbench.address}runs`);
      await page.reload();
      await standing(page);

      await page.context().clearCookies();
      await page.reload();
      await page.getByText(HOW_TO_ENTER).waitFor();
      await expectAccessible(page);

      await page.goto(await workbench.invite()); // only the part behind # changes: the page is not loaded anew
      await page.getByRole('navigation').first().waitFor();
      expect(page.url()).not.toContain('code');
    });
  });

  it('keeps what is on the screen where the host was started anew, and goes on once another tab is let in', async () => {
    await using before = await serveWorkbench();
    const port = Number(new URL(before.address).port);
    await inPage(before, { path: '/runs' }, async ({ page, allow }) => {
      allow(/net::ERR_|401 \(Unauthorized\)/); // what the browser says while the host is away
      await before.stop();
      await using after = await serveWorkbench({ folder: before.folder, port });
      const dialog = page.getByRole('alertdialog');
      await dialog.getByText(HOW_TO_ENTER).waitFor();
      expect(await page.getByRole('heading', { level: 1 }).first().isVisible()).toBe(true);

      const other = await page.context().newPage();
      await other.goto(await after.invite());
      await standing(other);
      await dialog.waitFor({ state: 'detached' });
    });
  });
});
