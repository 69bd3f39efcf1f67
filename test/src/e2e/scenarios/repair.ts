import { join } from 'node:path';
import { Network, NetworkDocument } from '@interconnect/backstage-plugin-interconnect-common';
import { root } from '@interconnect/lab/stack';
import { call, deleteNetwork, getNetwork, networkPath, rollOut, waitForRollout } from '../api';
import { backendUrl, shopDocument } from '../documents';
import { kubectl } from '../kubectl';
import { Portal } from '../portal';
import { rememberSecrets } from '../secretBytes';
import { waitFor } from '../waitFor';

const name = 'mended';
const namespace = `interconnect-${name}`;
const tillUrl = (port: number) => `http://till.interconnect.svc.cluster.local:${port}/`;
const manifest = join(root, 'test/src/e2e/manifests/till.yaml');
const exposePort = 'network.app.edge-orchestrator.intel.com/expose-port';
const exposeService = 'network.app.edge-orchestrator.intel.com/expose-service';

/** What people and clusters do to a network is seen and named; one call puts it right. */
export function repairScenarios(portal: () => Portal) {
  describe('repair', () => {
    let document: NetworkDocument;
    const on = (cluster: string, ...args: string[]) => kubectl(portal().lab, cluster, ...args);
    const of = (cluster: string, ...args: string[]) => on(cluster, '-n', namespace, ...args);

    beforeAll(async () => {
      await on('cluster-2', 'apply', '-f', manifest);
      const shop = shopDocument(portal().lab);
      document = {
        ...shop,
        applications: [
          ...shop.applications!,
          {
            name: 'till',
            clusters: ['cluster-2'],
            namespace: 'tills',
            expose: true,
            source: { kind: 'existing', services: ['till'] },
          },
        ],
      };
      await rollOut(portal(), name, document);
      await until(({ status }) => status.phase === 'Ready');
    });
    afterAll(async () => {
      if ((await getNetwork(portal(), name)).status === 200) await deleteNetwork(portal(), name);
      await on('cluster-2', 'delete', '-f', manifest, '--wait=true');
    });

    async function until(holds: (network: Network) => boolean): Promise<Network> {
      for (const end = Date.now() + 180_000; ;) {
        const { body } = await getNetwork(portal(), name);
        if (holds(body)) return body;
        if (Date.now() > end) throw new Error(`It stays ${JSON.stringify(body.status, null, 2)}`);
        await new Promise(resolve => setTimeout(resolve, 500));
      }
    }
    /** Waits until a member is NotReady with all these words. */
    const named = (cluster: string, ...words: string[]) =>
      until(({ status, rollout }) => {
        const member = status.members.find(one => one.cluster === cluster);
        return (
          rollout?.state !== 'Running' &&
          member?.state === 'NotReady' &&
          words.every(word => member.message?.includes(word))
        );
      });
    const link = ({ status }: Network, cluster: string) =>
      status.members.find(one => one.cluster === cluster)?.link;
    async function repair() {
      const { status, body } = await call(portal(), 'POST', `${networkPath(name)}/repair`);
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { rollout: { state: 'Running' } },
      });
      const done = await waitForRollout(
        portal(),
        name,
        body.rollout.id,
        ({ state }) => state === 'Succeeded',
      );
      expect(done.operation).toBe('repair');
      await until(({ status: now }) => now.phase === 'Ready');
    }
    async function expectTraffic() {
      for (const cluster of ['cluster-1', 'cluster-2', 'cluster-3']) {
        expect(await portal().lab.curl(cluster, backendUrl, { timeoutMs: 10_000 })).toMatchObject({
          status: 200,
        });
      }
    }

    it('puts back what was deleted, on every member', async () => {
      await of('cluster-1', 'delete', 'service', 'skupper-router');
      await on('cluster-1', '-n', 'shop', 'delete', 'deployment', 'my-backend');
      await of('cluster-2', 'delete', 'listener', 'my-backend-8080');
      await on('cluster-2', '-n', 'interconnect', 'delete', 'service', 'my-backend');
      await on('cluster-3', '-n', 'shop', 'delete', 'deployment', 'my-frontend');
      await of('cluster-3', 'delete', 'site', 'cluster-3');

      await named('cluster-1', 'skupper-router', '127.0.0.0/8', 'my-backend');
      await named('cluster-2', 'my-backend-8080 is missing', 'interconnect/my-backend is missing');
      const seen = await named(
        'cluster-3',
        `Site ${namespace}/cluster-3 is missing`,
        'my-frontend',
      );
      expect(link(seen, 'cluster-3')).toMatchObject({ state: 'Down', since: expect.any(String) });
      expect(seen.status.phase).toBe('Degraded');

      const preview = await call(portal(), 'POST', `${networkPath(name)}/plan`, document);
      expect(preview.body).toMatchObject({ operation: 'repair' });
      await repair();
      await expectTraffic();
      const service = JSON.parse(
        await of('cluster-1', 'get', 'service', 'skupper-router', '-o', 'json'),
      );
      expect(service.spec.loadBalancerSourceRanges).toEqual(['127.0.0.0/8']);
    });

    /**
     * Gives the hub's pool other addresses.
     * @returns what the spokes dialled before, and the first address of now
     */
    async function movePool(): Promise<[before: string, now: string]> {
      const hosts = await of('cluster-2', 'get', 'link', '-o', 'jsonpath={..host}');
      const [before] = hosts.split(' ');
      const prefix = before.replace(/\d+$/, '');
      const spec = { addresses: [`${prefix}60-${prefix}70`] };
      const pool = ['-n', 'metallb-system', 'patch', 'ipaddresspool', namespace];
      await on('cluster-1', ...pool, '--type=merge', '-p', JSON.stringify({ spec }));
      return [before, `${prefix}60`];
    }

    it('carries a new authority and a new address of the hub to all spokes', async () => {
      const [, now] = await movePool();
      await of('cluster-1', 'delete', 'site', 'cluster-1');
      await named('cluster-1', `Site ${namespace}/cluster-1 is missing`, now);

      await repair();
      await expectTraffic();
      const hosts = await of('cluster-2', 'get', 'link', '-o', 'jsonpath={..host}');
      const endpoints = await of('cluster-1', 'get', 'site', '-o', 'jsonpath={..endpoints..host}');
      expect(new Set(hosts.split(' '))).toEqual(new Set(endpoints.split(' ')));
      await rememberSecrets(portal().lab);
    });

    it('names the address that a spoke dials and the one where the hub is', async () => {
      const [before, now] = await movePool();
      await named('cluster-2', `dials edge ${before}:45671`, `the hub is at edge ${now}:45671`);
      await repair();
      await expectTraffic();
    });

    it('follows the annotations of a Service that others brought', async () => {
      const annotate = (...values: string[]) =>
        on('cluster-2', '-n', 'tills', 'annotate', '--overwrite', 'service', 'till', ...values);
      const reaches = async (port: number) =>
        portal()
          .lab.curl('cluster-3', tillUrl(port), { timeoutMs: 5_000 })
          .then(
            ({ status }) => status === 200,
            () => false,
          );
      await waitFor(() => reaches(9000));

      await annotate(`${exposePort}=9001`);
      await named('cluster-2', 'Service tills/till exposes 9001', 'published is 9000');
      // The same document again is a repair while something differs.
      await rollOut(portal(), name, document);
      await until(({ status }) => status.phase === 'Ready');
      expect(await reaches(9001)).toBe(true);
      expect(await reaches(9000)).toBe(false);

      await annotate(`${exposeService}-`);
      await named('cluster-2', 'Service tills/till exposes nothing', 'published is 9001');
      await repair();
      expect(await reaches(9001)).toBe(false);
      await annotate(`${exposeService}=true`, `${exposePort}=9000`);
      await named('cluster-2', 'Service tills/till exposes 9000', 'published is nothing');
      await repair();
      await waitFor(() => reaches(9000));
    });

    /** Sends a signal to the processes of a pod on cluster-3. */
    async function signal(what: NodeJS.Signals, pod: string, where: string) {
      const { clusters } = await portal().lab.status();
      const { pods } = clusters.find(cluster => cluster.name === 'cluster-3')!;
      const found = pods!.find(one => one.namespace === where && one.name.startsWith(pod))!;
      expect(found.pids).not.toEqual([]);
      found.pids.forEach(pid => process.kill(pid, what));
    }

    it("does not believe a controller that hangs, nor a service's own Listener while all links are down", async () => {
      await signal('SIGSTOP', 'skupper-controller', 'skupper');
      try {
        await portal().lab.cut('cluster-2');
        await portal().lab.cut('cluster-3');
        const seen = await until(
          network =>
            link(network, 'cluster-2')?.state === 'Down' &&
            link(network, 'cluster-3')?.state === 'Unknown' &&
            network.status.services.every(({ state }) => state !== 'Ready'),
        );
        expect(link(seen, 'cluster-2')!.since).toEqual(expect.any(String));
        expect(link(seen, 'cluster-3')).toMatchObject({
          message: expect.stringMatching(/one end alone|does not answer/),
          since: expect.any(String),
        });
        expect(seen.status.phase).toBe('Degraded');
      } finally {
        await signal('SIGCONT', 'skupper-controller', 'skupper');
        await portal().lab.heal('cluster-2');
        await portal().lab.heal('cluster-3');
      }
      await until(({ status }) => status.phase === 'Ready');
    });

    it('does not call a link up whose router hangs', async () => {
      await signal('SIGSTOP', 'skupper-router', namespace);
      try {
        const seen = await until(network => link(network, 'cluster-3')?.state !== 'Up');
        expect(link(seen, 'cluster-3')!.message).toEqual(expect.any(String));
        expect(link(seen, 'cluster-2')!.state).toBe('Up');
      } finally {
        await signal('SIGCONT', 'skupper-router', namespace);
      }
      await until(({ status }) => status.phase === 'Ready');
      await expectTraffic();
    });
  });
}
