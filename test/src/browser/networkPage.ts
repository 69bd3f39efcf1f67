import { Locator, Page } from 'playwright-core';

/**
 * How long an observation may take to be seen: the Schedule, the routers' own timeouts, the page.
 */
const PATIENCE_MS = 90_000;

/** What the page of a network shows of a link. */
export interface ShownLink {
  /** Since when it is so; in ms. */
  since: number;
  color: { red: number; green: number };
}

/** Waits until the table of members says that the link of a spoke is in a state. */
export async function shownLink(
  page: Page,
  spoke: string,
  state: 'Up' | 'Down',
): Promise<ShownLink> {
  const row = page.getByRole('grid', { name: 'Members' }).getByRole('row', { name: spoke });
  const cell = row.getByRole('gridcell').filter({ hasText: new RegExp(`^${state}`) });
  await cell.waitFor({ timeout: PATIENCE_MS });
  const since = await cell.locator('time').getAttribute('datetime');
  return { since: Date.parse(since!), color: await colorOf(cell.locator('svg')) };
}

async function colorOf(icon: Locator): Promise<{ red: number; green: number }> {
  const color = await icon.evaluate(element => getComputedStyle(element).color);
  const [red, green] = /(\d+), (\d+), (\d+)/.exec(color)!.slice(1).map(Number);
  return { red, green };
}

/** Waits until the drawing counts its links so. */
export async function shownLinks(page: Page, up: number, down: number): Promise<void> {
  const name = new RegExp(`Links: ${up} up, ${down} down, 0 unknown`);
  await page.getByRole('img', { name }).waitFor({ timeout: PATIENCE_MS });
}
