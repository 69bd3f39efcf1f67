import { existsSync, readFileSync } from 'node:fs';
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

/**
 * Changes to a colour scheme. Backstage begins the page anew for that: what was pressed is to be
 * pressed again.
 */
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

/**
 * Texts of the main part that go on behind the edge of the window; not those in what shows
 * that it scrolls sideways.
 */
export async function findCutOff(page: Page): Promise<string[]> {
  return page.getByRole('main').evaluate(main => {
    const cutOff: string[] = [];
    for (const element of main.querySelectorAll('*')) {
      const isText = [...element.childNodes].some(
        ({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim(),
      );
      if (!isText || element.closest('svg, nav, [data-more]')) continue;
      const range = document.createRange();
      range.selectNodeContents(element);
      const { left, right, width } = range.getBoundingClientRect();
      if (width > 1 && (left < 0 || right > window.innerWidth)) cutOff.push(element.textContent!);
    }
    return cutOff;
  });
}

/** Rules of WCAG 2.1 up to level AA, and what axe holds for good practice beyond. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

interface AxeResult {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

/**
 * What react-aria reads to screen readers: pieces of it are not labelled any more when they have
 * been read.
 */
const ANNOUNCER = '[data-live-announcer]';

/** Backstage UI hides the title of a plugin above the main part of its page. */
const PLUGIN_TITLE = '.bui-VisuallyHidden:has(> h1)';

/**
 * What axe finds on a page that is not accessible, one text a finding; not in what `notIn` selects.
 */
export async function findViolations(page: Page, notIn: string[] = []): Promise<string[]> {
  // A button that becomes enabled while axe looks must not be seen half faded.
  await page.addStyleTag({ content: '*, ::before, ::after { transition: none !important }' });
  await page.evaluate(untilStill);
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = await page.evaluate(
    async ({ runOnly, exclude }) => {
      const { axe } = window as unknown as {
        axe: { run(context: object, options: object): Promise<{ violations: AxeResult[] }> };
      };
      return (await axe.run({ include: document, exclude }, { runOnly })).violations;
    },
    { runOnly: tags, exclude: [ANNOUNCER, PLUGIN_TITLE, ...notIn] },
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) =>
      [`${id}: ${help}`, html.slice(0, 300), failureSummary].join('\n'),
    ),
  );
}

/**
 * What is half faded in has other colours than it will have. Some animations never end: two seconds
 * are enough.
 */
async function untilStill(): Promise<void> {
  const passing = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.race([
    Promise.all(passing.map(animation => animation.finished.catch(() => undefined))),
    new Promise(done => setTimeout(done, 2000)),
  ]);
}
