import { Page } from 'playwright-core';

/** How long a rollout may take on a busy computer. */
const PATIENCE_MS = 240_000;

const final = /^(Succeeded|Failed|Blocked|Canceled|Rollback incomplete|Rolled back)$/;

/** What the head of a page says under one of its terms, like the state of a rollout. */
export const told = (page: Page, term: string) =>
  page
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${term}$`) })
    .locator('xpath=following-sibling::*[1]');

/**
 * Watches the page of a rollout until it has succeeded; fails as soon as the page says that it has
 * ended otherwise.
 */
export async function watchUntilSucceeded(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { name: title, exact: true }).waitFor();
  const state = told(page, 'State').filter({ hasText: final });
  await state.waitFor({ timeout: PATIENCE_MS });
  expect(await state.innerText()).toBe('Succeeded');
}
