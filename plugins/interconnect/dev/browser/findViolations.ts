import { readFileSync } from 'node:fs';
import { Page } from 'playwright-core';

/** Rules of WCAG 2.1 up to level AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

interface AxeResult {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** What react-aria reads to screen readers: pieces of it are not labelled any more when they have been read. */
const ANNOUNCER = '[data-live-announcer]';

/** What axe finds on a page that is not accessible, one text a finding; not in what `notIn` selects. */
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
    { runOnly: tags, exclude: [ANNOUNCER, ...notIn] },
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) =>
      [`${id}: ${help}`, html.slice(0, 300), failureSummary].join('\n'),
    ),
  );
}

/** What is half faded in has other colours than it will have. Some animations never end: two seconds are enough. */
async function untilStill(): Promise<void> {
  const passing = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.race([
    Promise.all(passing.map(animation => animation.finished.catch(() => undefined))),
    new Promise(done => setTimeout(done, 2000)),
  ]);
}
