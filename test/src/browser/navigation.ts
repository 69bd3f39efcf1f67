import { Locator, Page } from 'playwright-core';

/** An entry of the portal's menu. */
export const menuEntry = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'sidebar nav' }).getByRole('link', { name, exact: true });

/** Finds a System in the catalog, and opens its page. */
export async function openSystem(page: Page, title: string): Promise<void> {
  const listed = (what: RegExp) => page.getByRole('heading', { name: what }).first().waitFor();
  await menuEntry(page, 'Catalog').click();
  await listed(/Components \(\d+\)/);
  await page.getByRole('button', { name: 'Component', exact: true }).click();
  await page.getByRole('option', { name: 'System', exact: true }).click();
  await listed(/Systems \(\d+\)/);
  await page.getByRole('menuitem', { name: /^All/ }).click();
  await listed(/All Systems \(\d+\)/);
  await page.getByRole('link', { name: title, exact: true }).click();
}

/** Opens a tab below the heading of a page. */
export async function openTab(page: Page, name: string): Promise<void> {
  const tabs = page.getByRole('navigation', { name: 'Content navigation' });
  await tabs.getByRole('link', { name, exact: true }).click();
}

/** Asks the search of the portal until it knows what it did not know yet. */
export async function searchUntilFound(page: Page, term: string, result: Locator): Promise<void> {
  const field = page.getByRole('textbox', { name: /^Search/ });
  const none = page.getByText('Sorry, no results were found');
  for (;;) {
    await field.fill(term);
    await result.or(none).first().waitFor();
    if (await result.isVisible()) return;
    await field.fill('');
    await page.waitForTimeout(1000);
  }
}
