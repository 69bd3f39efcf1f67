/**
 * @jest-environment node
 */
import { Browser, Page } from 'playwright-core';
import { findViolations } from '../dev/browser/findViolations';
import { openBrowser, openPage, themes, visit } from '../dev/browser/openBrowser';
import { recordedPages } from '../dev/browser/pages';
import { DevApp, startDevApp } from '../dev/browser/startDevApp';

/** All pages on recorded answers in a real browser: what axe says, and what the console says. */
describe('every page', () => {
  let app: DevApp;
  let browser: Browser;

  beforeAll(async () => {
    [browser, app] = await Promise.all([openBrowser(), startDevApp()]);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  }, 30_000);

  describe.each(themes)('in %s', theme => {
    let page: Page;
    const errors: string[] = [];

    beforeAll(async () => {
      page = await openPage(browser, theme);
      page.on('pageerror', error => errors.push(error.message));
    });
    beforeEach(() => errors.splice(0));
    afterAll(() => page?.close());

    it.each(recordedPages)(
      'is accessible: $name',
      async ({ path, heading }) => {
        await visit(page, `${app.url}${path}`, heading);
        expect(await findViolations(page)).toEqual([]);
        expect(errors).toEqual([]);
      },
      60_000,
    );

    it('is accessible while it asks before it deletes', async () => {
      await visit(page, `${app.url}/interconnect/networks/edge-shop/shop`, 'Members');
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog').getByRole('listitem').first().waitFor();
      expect(await findViolations(page)).toEqual([]);
    }, 60_000);
  });

  it('works by keyboard alone: from the list to a network, a dialog and out of it, a tab', async () => {
    const page = await openPage(browser, 'light');
    await visit(page, `${app.url}/interconnect`, 'Networks');
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('shop back end for the stores edge-shop cluster-2');
    await page.getByText('1 row', { exact: true }).waitFor();
    for (let presses = 0; presses < 4; presses++) await page.keyboard.press('Tab'); // three filters
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Members' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Delete');
    await page.getByRole('link', { name: 'Diagnostics' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Which clusters take part?' }).waitFor();
    await page.close();
  }, 60_000);

  it('scrolls through 500 spokes without drawing them all', async () => {
    const page = await openPage(browser, 'light');
    await visit(page, `${app.url}/interconnect/networks/edge-shop/stores`, 'Members');
    const table = page.getByRole('grid', { name: 'Members' });
    expect(await table.getAttribute('aria-rowcount')).toBe('502');
    expect(await table.getByRole('row').count()).toBeLessThan(60);
    await table.hover();
    await page.mouse.wheel(0, 200_000);
    await table.getByRole('rowheader', { name: 'store-500', exact: true }).waitFor();
    expect(await table.getByRole('row').count()).toBeLessThan(60);
    await page.getByRole('searchbox').fill('store-77');
    await page.getByText('1 row', { exact: true }).waitFor();
    await page.close();
  }, 60_000);
});
