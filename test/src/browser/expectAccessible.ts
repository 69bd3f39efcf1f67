import { Page } from 'playwright-core';
import { findViolations } from './chromium';

/**
 * Backstage's own, in which axe finds something: the count of notifications in its menu, and what
 * turns while it loads.
 */
const notOurs = ['[data-testid=sidebar-root]', '[role=progressbar].MuiCircularProgress-root'];

/**
 * Fails when axe finds something on the page as it is, also in what Backstage draws around the
 * plugin's own. (Pages that are Backstage's alone, like the catalog's list, are not looked at.)
 */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findViolations(page, notOurs)).toEqual([]);
}

/**
 * The same in light and dark. Backstage builds the page anew for it: what was entered is gone,
 * dialogs are closed.
 */
export async function expectAccessibleInBoth(page: Page): Promise<void> {
  await expectAccessible(page);
  await switchTo(page, 'dark');
  await expectAccessible(page);
  await switchTo(page, 'light');
}

async function switchTo(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`[data-theme-mode=${colorScheme}]`).first().waitFor({ state: 'attached' });
  await page.getByRole('heading').first().waitFor();
  await page.getByText(/^Loading/).waitFor({ state: 'detached' });
}
