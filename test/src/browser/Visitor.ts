import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@interconnect/lab/stack';
import { Browser, Page } from 'playwright-core';
import { openPage, themes } from './chromium';

/** Somebody in front of the portal, in a browser of their own. */
export interface Visitor {
  page: Page;
  /** What the page and its console complained of and was not looked at yet. */
  errors: string[];
  /** Takes what the page and its console complained of: all of it has to be of that kind. */
  expectErrors(kind: RegExp): void;
  signIn(name: 'guest' | 'platform-engineer'): Promise<void>;
  signOut(): Promise<void>;
}

/** Time that a page may take on a busy computer. */
const PATIENCE_MS = 30_000;

/** Opens the portal as nobody yet. */
export async function openPortal(
  browser: Browser,
  url: string,
  theme: (typeof themes)[number] = 'light',
): Promise<Visitor> {
  const page = await openPage(browser, theme);
  page.setDefaultTimeout(PATIENCE_MS);
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(`${page.url()}: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error') {
      errors.push(`${page.url()}: ${message.text()} (${message.location().url})`);
    }
  });
  await page.goto(url);
  return {
    page,
    errors,
    expectErrors(kind) {
      expect(errors.splice(0).filter(error => !kind.test(error))).toEqual([]);
    },
    async signIn(name) {
      await page.getByRole('button', { name: `Enter as ${name}` }).click();
      await menuEntry(page, 'Catalog').waitFor();
    },
    async signOut() {
      await menuEntry(page, 'Settings').click();
      await page.getByRole('button', { name: 'more' }).click();
      await page.getByRole('menuitem', { name: 'Sign Out' }).click();
      await page.getByRole('button', { name: 'Enter as guest' }).waitFor();
    },
  };
}

/** An entry of the portal's menu. */
export const menuEntry = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'sidebar nav' }).getByRole('link', { name, exact: true });

/** Finds a System in the catalog, and opens its page. */
export async function openSystem(page: Page, title: string): Promise<void> {
  const found = (title: RegExp) => page.getByRole('heading', { name: title }).first().waitFor();
  await menuEntry(page, 'Catalog').click();
  await found(/Components \(\d+\)/);
  await page.getByRole('button', { name: 'Component', exact: true }).click();
  await page.getByRole('option', { name: 'System', exact: true }).click();
  await found(/Systems \(\d+\)/);
  await page.getByRole('menuitem', { name: /^All/ }).click();
  await found(/All Systems \(\d+\)/);
  await page.getByRole('link', { name: title, exact: true }).click();
}

/** Opens a tab below the heading of a page. */
export async function openTab(page: Page, name: string): Promise<void> {
  const tabs = page.getByRole('navigation', { name: 'Content navigation' });
  await tabs.getByRole('link', { name, exact: true }).click();
}

/**
 * Makes the steps of a scenario, which build on each other: after one that fails the others are not tried. A step fails also when
 * the page or its console had an error meanwhile. Of one that fails a picture of the page and its text are kept, and the
 * error names them.
 */
export function stepsOf(visitor: () => Visitor) {
  let failed = false;
  return (work: (page: Page) => Promise<void>) => async () => {
    if (failed) throw new Error('Not tried: an earlier step has failed');
    const { page, errors } = visitor();
    try {
      await work(page);
      expect(errors.splice(0)).toEqual([]);
    } catch (cause) {
      failed = true;
      const said = errors.splice(0).map(error => `The browser said: ${error}`);
      const message = [(cause as Error).message, await keepEvidence(page), ...said].join('\n');
      throw new Error(message, { cause });
    }
  };
}

async function keepEvidence(page: Page): Promise<string> {
  const folder = join(root, '.lab', 'browser');
  mkdirSync(folder, { recursive: true });
  const { currentTestName = 'page' } = expect.getState();
  const file = join(folder, currentTestName.replace(/[^A-Za-z0-9]+/g, '-'));
  try {
    await page.screenshot({ path: `${file}.png`, fullPage: true });
    writeFileSync(`${file}.txt`, `${page.url()}\n${await page.locator('body').ariaSnapshot()}\n`);
    return `At ${page.url()}: see ${file}.png and ${file}.txt`;
  } catch (error) {
    return `There is no picture of the page: ${(error as Error).message}`;
  }
}
