import { differenceOf } from '../../e2e/difference';
import { expectAccessible, expectAccessibleInBoth } from '../expectAccessible';
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
import { menuEntry, openSystem, openTab, searchUntilFound } from '../navigation';
import { Stack } from '../stack';
import { stepsOf } from '../steps';
import { Visitor } from '../Visitor';
import { troublesSteps } from './troubles';

const shopPage = '/interconnect/networks/edge-shop/shop';

/** The life of a network, as somebody lives it who owns the project. */
export function lifecycleScenario(stack: () => Stack, open: () => Promise<Visitor>) {
  let guest: Visitor;
  const step = stepsOf(() => guest);
  let before: Record<string, string[]>;
  let address: string;
  const call = (cluster: string) => stack().lab.curl(cluster, address, { timeoutMs: 10_000 });

  beforeAll(async () => {
    guest = await open();
    before = await stack().lab.snapshot();
  });
  afterAll(() => guest?.page.close());

  it(
    'signs in, and finds the project in the catalog',
    step(async page => {
      await expectAccessibleInBoth(page);
      await guest.signIn('Guest');
      await openSystem(page, 'Edge shop');
      await openTab(page, 'Interconnect');
      await page.getByRole('heading', { name: 'This System has no network yet' }).waitFor();
      await expectAccessibleInBoth(page);
    }),
  );

  it(
    'asks for a network by the form, and sees what will be done',
    step(async page => {
      await page.getByRole('link', { name: 'Request a network' }).first().click();
      await fillIn(
        page,
        {
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
        },
        expectAccessible,
      );
      expect(await plannedSteps(page)).toEqual([
        expect.stringContaining('cluster-1: create network shop'),
        expect.stringContaining(`cluster-1: load balancer with addresses ${stack().lab.pool()}`),
        expect.stringContaining('cluster-1: Skupper as hub'),
        expect.stringContaining('cluster-2: Skupper as spoke'),
        expect.stringContaining('cluster-1: deploy my-backend'),
        expect.stringContaining('cluster-1: publish the exposed services'),
        expect.stringContaining('cluster-2: link to hub cluster-1'),
        expect.stringContaining('cluster-2: publish the exposed services'),
        expect.stringContaining('cluster-2: deploy my-frontend'),
        expect.stringContaining('check that all 2 members are ready'),
      ]);
      await expectAccessible(page);
      expect(differenceOf(before, await stack().lab.snapshot())).toEqual([]);
    }),
  );

  it(
    'submits it, and watches the rollout succeed',
    step(async page => {
      await page.getByRole('button', { name: 'Submit the request' }).click();
      await watchUntilSucceeded(page, 'Create shop');
      expect(await told(page, 'Steps').innerText()).toBe('10 of 10 done');
      await expectAccessibleInBoth(page);
    }),
  );

  it(
    'adds a spoke by the same form',
    step(async page => {
      await page.getByRole('link', { name: 'Network shop', exact: true }).click();
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
        expect.stringContaining('cluster-3: publish the exposed services'),
        expect.stringContaining('cluster-3: deploy my-frontend'),
        expect.stringContaining('check that all 3 members are ready'),
      ]);
      await page.getByRole('button', { name: 'Submit the change' }).click();
      await watchUntilSucceeded(page, 'Update shop');
    }),
  );

  it(
    "reads the client's address, which works",
    step(async page => {
      await page.getByRole('link', { name: 'Network shop', exact: true }).click();
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

  it.each([
    [shopPage, 'Members'],
    [`${shopPage}/services`, 'my-backend:8080'],
    [`${shopPage}/rollouts`, 'shop'],
    [`${shopPage}/audit`, 'shop'],
    [`${shopPage}/diagnostics`, 'Which clusters take part?'],
    ['/interconnect', 'Networks'],
    ['/interconnect/clusters', 'Clusters'],
    ['/catalog/default/system/edge-shop', 'Application networks'],
    ['/catalog/default/system/edge-shop/interconnect', 'Edge shop'],
    ['/catalog/default/component/my-backend', 'Application networks'],
    ['/catalog/default/component/my-frontend/interconnect', 'my-frontend'],
  ])('finds %s accessible, in light and dark', (path, heading) =>
    step(async page => {
      await page.goto(stack().url + path);
      await page.getByRole('heading', { name: heading, exact: true }).waitFor();
      await page.getByText(/^Loading/).waitFor({ state: 'detached' });
      await expectAccessibleInBoth(page);
    })(),
  );

  it(
    'is found by the search of the portal, which leads to its entity',
    step(async page => {
      await menuEntry(page, 'Search').click();
      await page.getByRole('button', { name: /^Software Catalog/ }).click();
      const result = page.getByRole('link', { name: 'shop', exact: true });
      await searchUntilFound(page, 'stores', result);
      await result.click();
      await page.getByRole('heading', { name: 'shop', exact: true }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/catalog/default/resource/edge-shop.shop');
    }),
  );

  it(
    'sees exactly the link down that is cut, with its time, and up again when it is healed',
    step(async page => {
      await page.goto(stack().url + shopPage);
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
        await expectAccessibleInBoth(page);
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

  troublesSteps(stack, step);

  it(
    'deletes it, after it has seen what goes; nothing is left',
    step(async page => {
      await page.goto(stack().url + shopPage);
      await page.getByRole('button', { name: 'Delete' }).click();
      const dialog = page.getByRole('dialog', { name: 'Delete network shop?' });
      await dialog.getByRole('listitem').first().waitFor();
      const going = await dialog.getByRole('listitem').allInnerTexts();
      expect(going).toHaveLength(14);
      expect(going).toContain('cluster-2: remove late from namespace shop');
      expect(going).toContain('cluster-2: remove my-frontend from namespace shop');
      expect(going.at(-1)).toBe('cluster-1: remove network shop and namespace interconnect-shop');
      await expectAccessible(page);
      await dialog.getByRole('button', { name: 'Delete the network' }).click();
      await dialog.waitFor({ state: 'detached' });
      await told(page, 'Rollout').getByRole('link').click();
      await watchUntilSucceeded(page, 'Delete shop');
      await menuEntry(page, 'Interconnect').click();
      await page.getByRole('heading', { name: 'No networks yet' }).waitFor();
      expect(differenceOf(before, await stack().lab.snapshot())).toEqual([]);
      // The page asks for what is gone, and the browser notes the answer.
      guest.expectErrors(/status of 404 .*\/networks\/shop\b/);
      await page.goto(stack().url + shopPage);
      await page.getByRole('heading', { name: 'Project edge-shop has no network shop' }).waitFor();
      await expectAccessibleInBoth(page);
    }),
  );
}
