import { removeNetworks } from '../../e2e/api';
import { plannedSteps } from '../requestForm';
import { watchUntilSucceeded } from '../rolloutPage';
import { Stack } from '../stack';
import { stepsOf } from '../steps';
import { Visitor } from '../Visitor';

/** The pool of the example, as `npm start` has it; each lab of the tests has one of its own. */
const demoPool = '127.20.0.10-127.20.0.50';

/** Somebody who has never seen the portal. */
export function firstStepsScenario(stack: () => Stack, open: () => Promise<Visitor>) {
  let guest: Visitor;
  const step = stepsOf(() => guest);

  beforeAll(async () => {
    guest = await open();
    const { page } = guest;
    // The page has its configuration in it, which is read when all of the page is there.
    await page.addInitScript(
      ([demo, ours]) =>
        document.addEventListener('readystatechange', () => {
          const configs = document.querySelectorAll('script[type="backstage.io/config"]');
          for (const config of configs) {
            config.textContent = (config.textContent ?? '').replaceAll(demo, ours);
          }
        }),
      [demoPool, stack().lab.pool()],
    );
    await page.addInitScript(() => {
      const count = () => sessionStorage.setItem('clicks', `${clicks() + 1}`);
      const clicks = () => Number(sessionStorage.getItem('clicks') ?? 0);
      window.addEventListener('click', count, true);
    });
    await page.reload();
  });
  afterAll(async () => {
    await guest?.page.close();
    await removeNetworks(stack());
  });

  it(
    'has a first network with at most five clicks, by the example',
    step(async page => {
      // The form looks whether the network of its address is there.
      guest.expectErrors(/status of 404 .*\/networks\/shop\b/);
      await guest.signIn('Guest');
      await page.getByRole('link', { name: 'Use the example' }).click();
      await page.getByRole('heading', { name: 'Step 4 of 4' }).waitFor();
      const steps = await plannedSteps(page);
      expect(steps).toHaveLength(14);
      expect(steps[1]).toContain(`load balancer with addresses ${stack().lab.pool()}`);
      await page.getByRole('button', { name: 'Submit the request' }).click();
      await watchUntilSucceeded(page, 'Create shop');
      expect(await page.title()).toBe('Create shop | Interconnect');
      const clicks = await page.evaluate(() => Number(sessionStorage.getItem('clicks')));
      expect(clicks).toBeGreaterThan(0);
      expect(clicks).toBeLessThanOrEqual(5);
    }),
  );
}
