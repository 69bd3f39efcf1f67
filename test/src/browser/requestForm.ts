import { Locator, Page } from 'playwright-core';
import { untilIdle } from './chromium';

/** What a person enters in the form. */
export interface Request {
  name: string;
  description: string;
  hub: string;
  addresses: string[];
  sources: string[];
  spokes: string[];
  /** Components of the project. */
  applications: {
    component: string;
    clusters: string[];
    namespace: string;
    expose?: boolean;
    url: string;
  }[];
}

/** The button that opens the list of clusters that can be spokes. */
export const spokesOf = (page: Page) =>
  page.getByRole('button', { name: /Clusters of the spokes$/ });

/** The fields of one application. */
export const applicationCard = (page: Page, name: string) =>
  page.getByRole('group', { name: `Application ${name}` });

/** The button that opens the list of clusters that can run an application. */
export const clustersOf = (card: Locator) =>
  card.getByRole('button', { name: /Clusters that run it$/ });

/**
 * Chooses (or gives up, if they are chosen) some of many. By keyboard: a list closes when the page
 * is scrolled, which Playwright does when a click has to be tried again.
 */
export async function choose(page: Page, list: Locator, options: string[]): Promise<void> {
  if (options.length === 0) return;
  await list.press('Enter');
  for (const option of options) {
    await page.getByRole('option', { name: option, exact: true }).press('Enter');
  }
  await page.keyboard.press('Escape');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
}

/**
 * Fills in the form from its first step, and goes to the review; `look` is called with each step
 * filled in.
 */
export async function fillIn(
  page: Page,
  request: Request,
  look: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  await page.getByRole('heading', { name: 'Step 1 of 4' }).waitFor();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(request.name);
  await page.getByRole('textbox', { name: 'Description' }).fill(request.description);
  await look(page);
  await page.getByRole('button', { name: 'Next' }).click();

  const hub = page.getByRole('combobox', { name: 'Cluster of the hub' });
  await hub.fill(request.hub);
  await page.getByRole('option', { name: request.hub, exact: true }).waitFor();
  await untilIdle(page); // the list takes the mark away once more when it has been narrowed
  await hub.press('ArrowDown');
  await untilIdle(page);
  await hub.press('Enter');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
  for (const [index, range] of request.addresses.entries()) {
    await page.getByRole('button', { name: 'Add an address range' }).click();
    await page.getByRole('textbox', { name: `Address range ${index + 1}` }).fill(range);
  }
  for (const [index, source] of request.sources.entries()) {
    await page.getByRole('button', { name: 'Add an allowed source' }).click();
    await page.getByRole('textbox', { name: `Allowed source ${index + 1}` }).fill(source);
  }
  await choose(page, spokesOf(page), request.spokes);
  await look(page);
  await page.getByRole('button', { name: 'Next' }).click();

  for (const application of request.applications) {
    await page.getByRole('button', { name: 'Add a Component of the project' }).click();
    await page.getByRole('option', { name: application.component, exact: true }).press('Enter');
    const card = applicationCard(page, application.component);
    await choose(page, clustersOf(card), application.clusters);
    await card.getByRole('textbox', { name: 'Namespace' }).fill(application.namespace);
    if (application.expose) await card.getByText('Expose to all members').first().click();
    await card.getByRole('textbox', { name: 'URL of the manifests' }).fill(application.url);
  }
  await look(page);
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('heading', { name: 'Step 4 of 4' }).waitFor();
}

/** The steps of the plan that the review shows, in its order. */
export async function plannedSteps(page: Page): Promise<string[]> {
  const steps = page.getByRole('group', { name: /^\d+ steps?$/ }).getByRole('listitem');
  await steps.first().waitFor();
  return steps.allInnerTexts();
}
