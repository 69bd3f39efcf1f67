import { existsSync } from 'node:fs';
import { Browser, chromium, Page } from 'playwright-core';
import { RecordedPage, Theme } from './pages';

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

/** How long a page may take, on a computer that is busy with other things. */
const patienceMs = 120_000;

/** A page in one of the colour schemes. */
export async function openPage(browser: Browser, theme: Theme): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  page.setDefaultTimeout(patienceMs);
  return page;
}

/** Goes to a page and waits until it shows what it has loaded. */
export async function visit(page: Page, url: string, heading: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('heading', { name: heading, exact: true }).first().waitFor();
  await untilLoaded(page);
}

/** Goes to one of the recorded pages, and makes it show what it is about. */
export async function visitRecorded(page: Page, app: string, recorded: RecordedPage) {
  const { path, heading, press = [], shows } = recorded;
  await visit(page, `${app}${path}`, heading);
  for (const name of press) {
    await page.getByRole('button', { name }).or(page.getByRole('radio', { name })).click();
  }
  if (shows) await page.getByText(shows, { exact: true }).first().waitFor();
  await untilLoaded(page);
}

async function untilLoaded(page: Page) {
  const loading = page.getByText(/^Loading|^Working out/);
  while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'detached' });
}
