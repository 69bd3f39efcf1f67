import { existsSync } from 'node:fs';
import { Browser, chromium, Page } from 'playwright-core';

/** Colour schemes that every page has to work in. */
export const themes = ['light', 'dark'] as const;

/** Starts Chromium: that of the system, or what CHROMIUM names. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no browser at ${executablePath}: install it (apt-get install chromium) or name one with CHROMIUM=`,
    );
  }
  // Its sandbox needs more rights than root has in a container.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

/** A page in one of the colour schemes. */
export async function openPage(browser: Browser, theme: (typeof themes)[number]): Promise<Page> {
  return browser.newPage({
    viewport: { width: 1280, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
}

/** Goes to a page and waits until it shows what it has loaded. */
export async function visit(page: Page, url: string, heading: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('heading', { name: heading, exact: true }).waitFor();
  await page.getByText(/^Loading|^Working out/).waitFor({ state: 'detached' });
}
