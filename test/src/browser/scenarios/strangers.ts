import { expectAccessibleInBoth } from '../expectAccessible';
import { openSystem, openTab } from '../navigation';
import { Stack } from '../stack';
import { stepsOf } from '../steps';
import { Visitor } from '../Visitor';

/** What somebody sees of a project that belongs to others. */
export function strangersScenario(stack: () => Stack, open: () => Promise<Visitor>) {
  let guest: Visitor;
  const step = stepsOf(() => guest);

  beforeAll(async () => {
    guest = await open();
    await guest.signIn('Guest');
  });
  afterAll(() => guest?.page.close());

  it(
    'says on the page of their System which permission is missing',
    step(async page => {
      await openSystem(page, 'Warehouse');
      await openTab(page, 'Interconnect');
      await page
        .getByText('Requesting one requires the permission interconnect.network.create')
        .waitFor();
      const request = page.getByRole('link', { name: 'Request a network' });
      expect(await request.first().getAttribute('aria-disabled')).toBe('true');
      await page
        .getByTitle('You need the permission interconnect.network.create')
        .first()
        .waitFor();
      await expectAccessibleInBoth(page);
    }),
  );

  it(
    'refuses the form',
    step(async page => {
      await page.goto(`${stack().url}/interconnect/request?project=warehouse`);
      const refusal = page.getByRole('alert');
      await refusal.getByText('You are not allowed to request a network').waitFor();
      await refusal.getByText('You need the permission interconnect.network.create').waitFor();
      expect(await page.getByRole('textbox').count()).toBe(0);
      await expectAccessibleInBoth(page);
    }),
  );
}
