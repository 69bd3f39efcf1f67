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
  await untilShown(page, heading);
}

/** Waits until a page shows what it has loaded. */
export async function untilShown(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { name: heading, exact: true }).first().waitFor();
  await untilLoaded(page);
}

/** Changes to a colour scheme. Backstage begins the page anew for that: what was pressed is to be pressed again. */
export async function changeTheme(page: Page, theme: Theme) {
  await page.emulateMedia({ colorScheme: theme });
  await page.locator(`body[data-theme-mode=${theme}]`).waitFor();
}

/** Makes one of the recorded pages show what it is about, once it has been gone to. */
export async function showRecorded(page: Page, { heading, press = [], shows }: RecordedPage) {
  await untilShown(page, heading);
  for (const name of press) {
    await page.getByRole('button', { name }).or(page.getByRole('radio', { name })).click();
  }
  if (shows) await page.getByText(shows, { exact: true }).first().waitFor();
  await untilLoaded(page);
}

async function untilLoaded(page: Page) {
  const loading = page.getByText(/^Loading|^Calculating/);
  while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'detached' });
}
