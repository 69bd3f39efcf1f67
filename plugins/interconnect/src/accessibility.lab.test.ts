/**
 * @jest-environment node
 */
import { Browser, Page } from 'playwright-core';
import { approvalRollouts } from '../dev/answers';
import {
  changeTheme,
  findCutOff,
  findViolations,
  openBrowser,
  openPage,
  showRecorded,
  untilShown,
  visit,
} from '../dev/browser/openBrowser';
import { Keyboard, requestByKeyboard } from '../dev/browser/keyboard';
import { recordedPages, themes } from '../dev/browser/pages';
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

  describe('in light and dark', () => {
    let page: Page;
    const errors: string[] = [];

    beforeAll(async () => {
      page = await openPage(browser, 'light');
      page.on('pageerror', error => errors.push(error.message));
    });
    beforeEach(() => errors.splice(0));
    afterAll(() => page?.close());

    /**
     * What axe finds on a page in each theme, once it shows what it is about, and what went wrong
     * in it.
     */
    async function problems(path: string, show: () => Promise<void>): Promise<string[]> {
      const found: string[] = [];
      await page.emulateMedia({ colorScheme: themes[0] });
      await page.goto(`${app.url}${path}`);
      for (const theme of themes) {
        await changeTheme(page, theme);
        await show();
        found.push(...(await findViolations(page)).map(violation => `${theme}: ${violation}`));
      }
      return [...found, ...errors];
    }

    it.each(recordedPages)(
      'is accessible: $name',
      async recorded => {
        expect(await problems(recorded.path, () => showRecorded(page, recorded))).toEqual([]);
      },
      120_000,
    );

    it('is accessible while it asks before it rejects', async () => {
      const path = `/interconnect/networks/edge-shop/tills/rollouts/${approvalRollouts.waiting}`;
      const ask = async () => {
        await untilShown(page, 'Approval');
        await page.getByRole('button', { name: 'Reject' }).click();
        await page
          .getByRole('dialog')
          .getByLabel(/Reason/)
          .waitFor();
      };
      expect(await problems(path, ask)).toEqual([]);
    }, 120_000);

    it('is accessible while it asks before it deletes', async () => {
      const ask = async () => {
        await untilShown(page, 'Members');
        await page.getByRole('button', { name: 'Delete' }).click();
        await page.getByRole('dialog').getByRole('listitem').first().waitFor();
      };
      expect(await problems('/interconnect/networks/edge-shop/shop', ask)).toEqual([]);
    }, 120_000);

    it('is accessible when it is narrow: tables scroll sideways', async () => {
      await page.setViewportSize({ width: 800, height: 900 });
      const show = async () => {
        await untilShown(page, 'Members');
        await page.locator('[data-more]').first().waitFor();
      };
      expect(await problems('/interconnect/networks/edge-shop/returns', show)).toEqual([]);
      expect(await page.evaluate(() => document.body.scrollWidth)).toBeLessThanOrEqual(800);
    }, 120_000);
  });

  /** A phone, and a laptop at 200 % zoom. */
  describe.each([360, 640])('%d pixels wide', width => {
    let page: Page;

    beforeAll(async () => {
      page = await openPage(browser, 'light');
      await page.setViewportSize({ width, height: 800 });
    });
    afterAll(() => page?.close());

    it.each(recordedPages.filter(({ narrow }) => narrow))(
      'never scrolls sideways as a whole, and cuts off no text: $name',
      async recorded => {
        await page.goto(`${app.url}${recorded.path}`);
        await showRecorded(page, recorded);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        expect(await findCutOff(page)).toEqual([]);
      },
      60_000,
    );

    it('leaves room to search, and to read all of why a cluster is not usable', async () => {
      await visit(page, `${app.url}/interconnect/clusters`, 'Clusters');
      const reasons = page.getByText(/^Not usable: /);
      await reasons.first().waitFor();
      const widths = await reasons.evaluateAll(all =>
        all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
      );
      expect(widths).toEqual([0, 0]);
      await visit(page, `${app.url}/interconnect/networks/edge-shop/returns`, 'Members');
      const search = await page.getByRole('searchbox').boundingBox();
      expect(search?.width).toBeGreaterThan(140);
    }, 60_000);

    it('draws the topology so that it fits, and says states before names', async () => {
      await visit(page, `${app.url}/interconnect/networks/edge-shop/shop`, 'Members');
      const drawing = page.getByRole('group', { name: 'Topology' });
      expect(
        await drawing.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
      ).toBe(0);
      const columns = page.getByRole('grid', { name: 'Members' }).getByRole('columnheader');
      expect(await columns.first().innerText()).toBe('State');
      await page.getByRole('heading', { name: 'shop', exact: true }).waitFor();
    }, 60_000);
  });

  it('has one main part', async () => {
    const page = await openPage(browser, 'light');
    await visit(page, `${app.url}/interconnect`, 'Networks');
    expect(await page.getByRole('main').count()).toBe(1);
    await page.close();
  }, 60_000);

  it('works by keyboard alone: from the list to a network, a dialog and out of it, a tab', async () => {
    const page = await openPage(browser, 'light');
    await visit(page, `${app.url}/interconnect`, 'Networks');
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('shop back end for the stores edge-shop cluster-2');
    await page.getByText('1 network', { exact: true }).waitFor();
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

  it('takes a request by keyboard alone, from the empty form to the rollout', async () => {
    const page = await openPage(browser, 'light');
    await visit(page, `${app.url}/interconnect`, 'Networks');
    await requestByKeyboard(page, 'by-hand');
    expect(new URL(page.url()).pathname).toMatch(/\/edge-shop\/by-hand\/rollouts\//);
    await page.getByRole('heading', { name: 'Approval', exact: true }).waitFor();
    await page.close();
  }, 90_000);

  it('takes a decision by keyboard alone, and shows it', async () => {
    const page = await openPage(browser, 'light');
    const path = `/interconnect/networks/edge-shop/tills/rollouts/${approvalRollouts.waiting}`;
    await visit(page, `${app.url}${path}`, 'Approval');
    const keys = new Keyboard(page);
    await keys.press(/^Reject$/);
    await page.getByRole('dialog').waitFor();
    await keys.write(/^Reason/, 'Not before Monday');
    await keys.press(/^Reject$/);
    await page.getByText('Rejected: nothing was changed').waitFor();
    await page.getByText('Not before Monday').waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await page.close();
  }, 60_000);

  it('scrolls through 500 spokes without drawing them all', async () => {
    const page = await openPage(browser, 'light');
    await visit(page, `${app.url}/interconnect/networks/edge-shop/stores`, 'Members');
    const table = page.getByRole('grid', { name: 'Members' });
    expect(await table.getAttribute('aria-rowcount')).toBe('502');
    expect(await table.getByRole('row').count()).toBeLessThan(60);
    await table.hover();
    const last = table.getByRole('rowheader', { name: 'store-500', exact: true });
    for (let turns = 0; turns < 10 && !(await last.isVisible()); turns++) {
      await page.mouse.wheel(0, 100_000); // rows have their height when they have been drawn
      await page.waitForTimeout(200);
    }
    await last.waitFor();
    expect(await table.getByRole('row').count()).toBeLessThan(60);
    await page.getByRole('searchbox').fill('store-77');
    await page.getByText('1 member', { exact: true }).waitFor();
    await page.close();
  }, 60_000);
});
