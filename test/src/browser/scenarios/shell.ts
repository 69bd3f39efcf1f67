import { menuEntry } from '../navigation';
import { Stack } from '../stack';
import { stepsOf } from '../steps';
import { Visitor } from '../Visitor';

/** What the portal has around the pages of Interconnect. */
export function shellScenario(stack: () => Stack, open: () => Promise<Visitor>) {
  let guest: Visitor;
  const step = stepsOf(() => guest);

  beforeAll(async () => {
    guest = await open();
    await guest.signIn('Guest');
  });
  afterAll(() => guest?.page.close());

  it.each([
    ['/interconnect', 'main'],
    ['/interconnect/clusters', 'main'],
    // Its page has none.
    ['/catalog', 'h1'],
  ])('lets the first Tab on %s skip the menu, to the %s', (path, content) =>
    step(async page => {
      await page.goto(stack().url + path);
      await menuEntry(page, 'Catalog').waitFor();
      await page.locator(content).waitFor();
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      expect(await focused.innerText()).toBe('Skip to content');
      expect(await focused.evaluate(element => getComputedStyle(element).clipPath)).toBe('none');
      await page.keyboard.press('Enter');
      expect(await focused.evaluate(element => element.localName)).toBe(content);
    })(),
  );

  it(
    'has the documentation, which leads from page to page',
    step(async page => {
      // The search of the portal may not know the documentation yet.
      guest.expectErrors(/status of 500 .*\/api\/search\/query\?.*techdocs/);
      await page.goto(`${stack().url}/catalog/default/system/interconnect`);
      await page.getByRole('link', { name: 'View TechDocs' }).click();
      await page.getByText(/^Self-service application networks between Kubernetes/).waitFor();
      await page
        .getByRole('link', { name: 'Ask for a network' })
        .filter({ visible: true })
        .first()
        .click();
      await page.getByText(/^You want a client on one cluster to reach a server/).waitFor();
      expect(page.url()).toMatch(/\/docs\/default\/system\/interconnect\/ask-for-a-network/i);
    }),
  );
}
