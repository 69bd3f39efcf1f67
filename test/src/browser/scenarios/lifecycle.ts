import { differenceOf } from '../../e2e/difference';
import { shownLink, shownLinks } from '../networkPage';
import {
  applicationCard,
  choose,
  clustersOf,
  fillIn,
  plannedSteps,
  spokesOf,
} from '../requestForm';
import { told, watchUntilSucceeded } from '../rolloutPage';
import { Stack } from '../stack';
import { menuEntry, openSystem, openTab, stepsOf, Visitor } from '../Visitor';

const shopPage = '/interconnect/networks/edge-shop/shop';

/** The life of a network, as somebody lives it who owns the project. */
export function lifecycleScenario(stack: () => Stack, guest: () => Visitor) {
  const step = stepsOf(guest);
  let before: Record<string, string[]>;
  let address: string;
  const call = (cluster: string) => stack().lab.curl(cluster, address, { timeoutMs: 10_000 });

  beforeAll(async () => {
    before = await stack().lab.snapshot();
  });

  it(
    'signs in, and finds the project in the catalog',
    step(async page => {
      await guest().signIn('guest');
      await openSystem(page, 'Edge shop');
      await openTab(page, 'Interconnect');
      await page.getByRole('heading', { name: 'This System has no network yet' }).waitFor();
    }),
  );

  it(
    'asks for a network by the form, and sees what will be done',
    step(async page => {
      await page.getByRole('link', { name: 'Request a network' }).first().click();
      await fillIn(page, {
        name: 'shop',
        description: 'Shop back end for the stores',
        hub: 'cluster-1',
        addresses: [stack().lab.pool()],
        sources: ['127.0.0.0/8'],
        spokes: ['cluster-2'],
        applications: [
          {
            component: 'my-backend',
            clusters: ['cluster-1'],
            namespace: 'shop',
            expose: true,
            url: './examples/my-backend.yaml',
          },
          {
            component: 'my-frontend',
            clusters: ['cluster-2'],
            namespace: 'shop',
            url: './examples/my-frontend.yaml',
          },
        ],
      });
      expect(await plannedSteps(page)).toEqual([
        expect.stringContaining('cluster-1: create network shop'),
        expect.stringContaining(`cluster-1: load balancer with addresses ${stack().lab.pool()}`),
        expect.stringContaining('cluster-1: Skupper as hub'),
        expect.stringContaining('cluster-2: Skupper as spoke'),
        expect.stringContaining('cluster-1: deploy my-backend'),
        expect.stringContaining('cluster-1: publish the exposed services'),
        expect.stringContaining('cluster-2: link to hub cluster-1'),
        expect.stringContaining('cluster-2: deploy my-frontend'),
        expect.stringContaining('verify 2 members'),
      ]);
      expect(differenceOf(before, await stack().lab.snapshot())).toEqual([]);
    }),
  );

  it(
    'submits it, and watches the rollout succeed',
    step(async page => {
      await page.getByRole('button', { name: 'Submit the request' }).click();
      await watchUntilSucceeded(page, 'Create shop');
      expect(await told(page, 'Steps').innerText()).toBe('9 of 9 done');
    }),
  );

  it(
    'adds a spoke by the same form',
    step(async page => {
      await page.getByRole('link', { name: 'Network shop' }).click();
      await page.getByRole('link', { name: 'Edit' }).click();
      await page.getByRole('heading', { name: 'Edit shop' }).waitFor();
      await page.getByRole('button', { name: '2. Hub and spokes' }).click();
      await choose(page, spokesOf(page), ['cluster-3']);
      await page.getByRole('button', { name: '3. Applications' }).click();
      await choose(page, clustersOf(applicationCard(page, 'my-frontend')), ['cluster-3']);
      await page.getByRole('button', { name: '4. Review' }).click();
      expect(await plannedSteps(page)).toEqual([
        expect.stringContaining('cluster-3: Skupper as spoke'),
        expect.stringContaining('cluster-3: link to hub cluster-1'),
        expect.stringContaining('cluster-3: deploy my-frontend'),
        expect.stringContaining('verify 3 members'),
      ]);
      await page.getByRole('button', { name: 'Submit the change' }).click();
      await watchUntilSucceeded(page, 'Update shop');
    }),
  );

  it(
    "reads the client's address, which works",
    step(async page => {
      await page.getByRole('link', { name: 'Network shop' }).click();
      await openTab(page, 'Services');
      const service = page.getByRole('region', { name: 'my-backend:8080' });
      await service.getByText('Ready', { exact: true }).waitFor();
      address = await service.getByRole('listitem').getByRole('code').first().innerText();
      for (const cluster of ['cluster-2', 'cluster-3']) {
        const answer = await call(cluster);
        expect(answer.status).toBe(200);
        expect(JSON.parse(answer.body)).toMatchObject({ from: 'my-backend' });
      }
    }),
  );

  it(
    'sees exactly the link down that is cut, with its time, and up again when it is healed',
    step(async page => {
      await openTab(page, 'Overview');
      await shownLinks(page, 2, 0);
      const other = await shownLink(page, 'cluster-2', 'Up');
      const cutAt = Date.now();
      await stack().lab.cut('cluster-3');
      try {
        const down = await shownLink(page, 'cluster-3', 'Down');
        expect(down.color.red).toBeGreaterThan(2 * down.color.green);
        // Conditions have the time in whole seconds.
        expect(down.since).toBeGreaterThan(cutAt - 1_000);
        expect(down.since).toBeLessThan(Date.now());
        await shownLinks(page, 1, 1);
        expect(await shownLink(page, 'cluster-2', 'Up')).toEqual(other);
        await expect(call('cluster-3')).rejects.toThrow();
        expect((await call('cluster-2')).status).toBe(200);
      } finally {
        await stack().lab.heal('cluster-3');
      }
      const up = await shownLink(page, 'cluster-3', 'Up');
      expect(up.color.green).toBeGreaterThan(2 * up.color.red);
      await shownLinks(page, 2, 0);
    }),
  );

  it(
    'deletes it, after it has seen what goes; nothing is left',
    step(async page => {
      await page.getByRole('button', { name: 'Delete' }).click();
      const dialog = page.getByRole('dialog', { name: 'Delete network shop?' });
      const going = await dialog.getByRole('listitem').allInnerTexts();
      expect(going).toHaveLength(11);
      expect(going[0]).toBe('cluster-2: remove my-frontend from namespace shop');
      expect(going[10]).toBe('cluster-1: remove network shop and namespace interconnect-shop');
      await dialog.getByRole('button', { name: 'Delete the network' }).click();
      await dialog.waitFor({ state: 'detached' });
      await told(page, 'Rollout').getByRole('link').click();
      await watchUntilSucceeded(page, 'Delete shop');
      await menuEntry(page, 'Interconnect').click();
      await page.getByRole('heading', { name: 'There is no network yet' }).waitFor();
      expect(differenceOf(before, await stack().lab.snapshot())).toEqual([]);
      await page.goto(stack().url + shopPage);
      await page.getByRole('heading', { name: 'Project edge-shop has no network shop' }).waitFor();
      guest().expectErrors(/status of 404 .*networks\/shop/); // what is gone was asked for
    }),
  );
}
