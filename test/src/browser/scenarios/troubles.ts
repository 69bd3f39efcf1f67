import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Locator, Page } from 'playwright-core';
import { getNetwork, putNetwork } from '../../e2e/api';
import { kubectl } from '../../e2e/kubectl';
import { manifestsOf } from '../../e2e/portal';
import { Keyboard } from '../chromium';
import { expectAccessibleInBoth } from '../expectAccessible';
import { told, watchUntilSucceeded } from '../rolloutPage';
import { Stack } from '../stack';
import { stepsOf } from '../steps';

const retry = /^Retry step deployApplication:late@cluster-2/;
const deploy = /^cluster-2: deploy late/;

/** An application whose container needs settings that nobody has made yet. */
const late = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'late' },
  spec: {
    selector: { matchLabels: { app: 'late' } },
    template: {
      metadata: { labels: { app: 'late' } },
      spec: {
        containers: [
          {
            name: 'late',
            image: 'docker.io/library/node:24-alpine',
            command: ['node', '--eval', 'setInterval(() => {}, 1000)'],
            envFrom: [{ configMapRef: { name: 'late-settings' } }],
          },
        ],
      },
    },
  },
};

/**
 * What goes wrong with the network `shop` is understood and mended from what its pages say. The
 * application `late` stays in the document.
 */
export function troublesSteps(stack: () => Stack, step: ReturnType<typeof stepsOf>) {
  const inShop = (...args: string[]) => kubectl(stack().lab, 'cluster-2', '-n', 'shop', ...args);
  const banner = (page: Page, title: RegExp) => page.getByRole('status').filter({ hasText: title });

  it(
    'sees a client that crashes as such, and why, and ready again when it runs',
    step(async page => {
      /** Node.js ends at once when it does not know an option; null: runs it without. */
      const runWith = (option: string | null) => {
        const name = 'NODE_OPTIONS';
        const env = [option ? { name, value: option } : { name, $patch: 'delete' }];
        const spec = {
          strategy: option ? { type: 'Recreate', rollingUpdate: null } : null,
          template: { spec: { containers: [{ name: 'my-frontend', env }] } },
        };
        const patch = ['patch', 'deployment/my-frontend', '--patch', JSON.stringify({ spec })];
        return inShop(...patch);
      };
      const member = page
        .getByRole('grid', { name: 'Members' })
        .getByRole('row', { name: 'cluster-2' });
      await runWith('--no-such-option');
      try {
        await member.getByText('Not ready', { exact: true }).waitFor();
        const why = await member.getByText(/my-frontend.*exit code 9/).innerText();
        expect(why).toContain('container my-frontend');
        await page.getByText('Degraded', { exact: true }).first().waitFor();
      } finally {
        await runWith(null);
      }
      await member.getByText('Ready', { exact: true }).waitFor();
    }),
  );

  it(
    'learns from the page of the network why its rollout is blocked',
    step(async page => {
      await page.goto(`${stack().url}/interconnect/networks/edge-shop/shop`);
      writeFileSync(join(manifestsOf(stack().settings), 'late.yaml'), JSON.stringify(late));
      const { spec } = (await getNetwork(stack(), 'shop')).body;
      const source = { kind: 'manifests' as const, url: './late.yaml' };
      const application = { name: 'late', clusters: ['cluster-2'], namespace: 'shop', source };
      const applications = [...spec.applications!, application];
      await putNetwork(stack(), 'shop', { ...spec, applications });
      const blocked = banner(page, /The rollout of this network is blocked/);
      // Its pod may yet start until the deadline of a step.
      await blocked.getByRole('link', { name: deploy }).waitFor({ timeout: 150_000 });
      expect(await blocked.innerText()).toContain('"late-settings" not found');
      await expectAccessibleInBoth(page);
    }),
  );

  it(
    'goes to the step by keyboard, mends what it names, and retries it from the banner',
    step(async page => {
      const keys = new Keyboard(page);
      await keys.press(deploy);
      await page.getByText('1 of 2 steps', { exact: true }).waitFor();
      const failed = banner(page, /^1 step failed/);
      expect(await failed.innerText()).toContain('"late-settings" not found');
      await inShop('create', 'configmap', 'late-settings', '--from-literal=GREETING=hello');
      await keys.tabTo(retry);
      // The table, where the link leads, has such a button, too: it comes first.
      if (!(await hasFocus(failed))) await keys.tabTo(retry);
      expect(await hasFocus(failed)).toBe(true);
      await page.keyboard.press('Enter');
      await failed.waitFor({ state: 'detached' });
      expect(await hasFocus(page.getByRole('group', { name: 'Steps', exact: true }))).toBe(true);
      await watchUntilSucceeded(page, 'Update shop');
      expect(await told(page, 'Steps').innerText()).toBe('2 of 2 done');
      // Else the namespace would stay when the network goes.
      await inShop('delete', 'configmap', 'late-settings');
    }),
  );
}

/** Whether the focus is in this part of the page. */
async function hasFocus(part: Locator): Promise<boolean> {
  return part.evaluate(element => element.contains(document.activeElement));
}
