import { differenceOf } from '../../e2e/difference';
import { expectAccessible } from '../expectAccessible';
import { fillIn } from '../requestForm';
import { told, watchUntilSucceeded } from '../rolloutPage';
import { menuEntry, openSystem, openTab } from '../navigation';
import { Stack } from '../stack';
import { stepsOf } from '../steps';
import { Visitor } from '../Visitor';

const waits = 'Waiting for approval: nothing happens until someone approves it';

/**
 * What touches production waits for somebody else: one person who signs out and in again plays
 * both.
 */
export function approvalScenario(stack: () => Stack, open: () => Promise<Visitor>) {
  let person: Visitor;
  const step = stepsOf(() => person);
  let before: Record<string, string[]>;

  beforeAll(async () => {
    person = await open();
    before = await stack().lab.snapshot();
  });
  afterAll(() => person?.page.close());

  it(
    'tells who asks that it will have to be approved',
    step(async page => {
      await person.signIn('Guest');
      await openSystem(page, 'Edge shop');
      await openTab(page, 'Interconnect');
      await page.getByRole('link', { name: 'Request a network' }).first().click();
      await fillIn(
        page,
        {
          name: 'tills',
          description: 'The tills of the stores',
          hub: 'cluster-production',
          addresses: [stack().lab.pool()],
          sources: ['127.0.0.0/8'],
          spokes: [],
          applications: [],
        },
        expectAccessible,
      );
      await page.getByText(/^This requires approval by/).waitFor();
      await page.getByText('cluster-production has the label environment: production').waitFor();
      await expectAccessible(page);
    }),
  );

  it(
    'waits, and the one who asked cannot approve it',
    step(async page => {
      await page.getByRole('button', { name: 'Submit the request' }).click();
      await page.getByText(waits).waitFor();
      await page.getByText('This is your own request: someone else has to decide').waitFor();
      expect(await page.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true);
      expect(await told(page, 'State').innerText()).toBe('Awaiting approval');
      await expectAccessible(page);
      expect(differenceOf(before, await stack().lab.snapshot())).toEqual([]);
    }),
  );

  it(
    'is approved by another user, whom a notification leads there, and goes on',
    step(async page => {
      await person.signOut();
      await person.signIn('Platform engineer');
      await menuEntry(page, 'Notifications').click();
      const title = 'guest asks for network tills of edge-shop: it waits for your approval';
      await page.getByRole('link', { name: title }).click();
      await page.getByText(waits).waitFor();
      await page.getByRole('button', { name: 'Approve' }).click();
      const dialog = page.getByRole('dialog', { name: 'Approve this rollout?' });
      await dialog.waitFor();
      await expectAccessible(page);
      await dialog.getByRole('textbox').fill('announced to the stores');
      await dialog.getByRole('button', { name: 'Approve' }).click();
      await watchUntilSucceeded(page, 'Create tills');
      await page.getByText('announced to the stores').waitFor();
      await expectAccessible(page);
    }),
  );

  it(
    'tells who asked, and goes with an approval as well',
    step(async page => {
      await person.signOut();
      await person.signIn('Guest');
      await menuEntry(page, 'Notifications').click();
      const title = 'Your request for network tills of edge-shop was approved by platform-engineer';
      await page.getByRole('link', { name: title }).click();
      await page.getByRole('link', { name: 'Network tills', exact: true }).click();
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog').getByRole('listitem').first().waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Delete the network' }).click();
      const rollout = told(page, 'Rollout').getByRole('link');
      await rollout.filter({ hasText: 'Awaiting approval' }).click();
      await page.getByText(waits).waitFor();
      const url = page.url();
      await person.signOut();
      await person.signIn('Platform engineer');
      await page.goto(url);
      await page.getByRole('button', { name: 'Approve' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
      await watchUntilSucceeded(page, 'Delete tills');
      expect(differenceOf(before, await stack().lab.snapshot())).toEqual([]);
    }),
  );
}
