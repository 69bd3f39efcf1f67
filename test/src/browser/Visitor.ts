import { Browser, Page } from 'playwright-core';
import { openPage } from './chromium';
import { menuEntry } from './navigation';

/** Somebody in front of the portal, in a browser of their own. */
export interface Visitor {
  page: Page;
  /** What the page and its console complained of and was not looked at yet. */
  errors: string[];
  /** From now on errors of this kind are as they should be. Say why. */
  expectErrors(kind: RegExp): void;
  signIn(name: 'Guest' | 'Platform engineer'): Promise<void>;
  signOut(): Promise<void>;
}

/** Time that a page may take on a busy computer. */
const PATIENCE_MS = 90_000;

/** Opens the portal as nobody yet. */
export async function openPortal(
  browser: Browser,
  url: string,
  theme: 'light' | 'dark' = 'light',
): Promise<Visitor> {
  const page = await openPage(browser, theme);
  page.setDefaultTimeout(PATIENCE_MS);
  const errors: string[] = [];
  const expected: RegExp[] = [];
  const note = (error: string) => {
    if (!expected.some(kind => kind.test(error))) errors.push(`${page.url()}: ${error}`);
  };
  page.on('pageerror', error => note(error.message));
  page.on('console', message => {
    if (message.type() === 'error') note(`${message.text()} (${message.location().url})`);
  });
  await page.goto(url);
  return {
    page,
    errors,
    expectErrors: kind => expected.push(kind),
    async signIn(name) {
      await page.getByRole('button', { name: `Enter as ${name}` }).click();
      await menuEntry(page, 'Catalog').waitFor();
    },
    async signOut() {
      await menuEntry(page, 'Settings').click();
      await page.getByRole('button', { name: 'more' }).click();
      await page.getByRole('menuitem', { name: 'Sign Out' }).click();
      await page.getByRole('button', { name: 'Enter as Guest' }).waitFor();
    },
  };
}
