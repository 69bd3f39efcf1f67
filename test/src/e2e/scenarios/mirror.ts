import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rolloutWorkflowType } from '@interconnect/backstage-plugin-interconnect-common';
import { createPayloadCodec } from '@interconnect/backstage-plugin-interconnect-node';
import { toolPaths } from '@interconnect/lab';
import { root } from '@interconnect/lab/stack';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { call, deleteNetwork, getNetwork, networkPath, project, putNetwork } from '../api';
import { shopDocument } from '../documents';
import { kubectl } from '../kubectl';
import { Portal } from '../portal';
import { waitFor } from '../waitFor';

const name = 'seeded';
const group = 'interconnect.app.edge-orchestrator.intel.com';
const links = `links.${group}`;
const management = 'cluster-1';

/** The seed's instructions as a script, and what `kubectl` shows on the management cluster. */
export function mirrorScenarios(portal: () => Portal) {
  describe('examples/seed.sh', () => {
    const onManagement = (...args: string[]) => kubectl(portal().lab, management, ...args);

    /** Runs the script. @returns what it printed, by its headings */
    async function seed(...args: string[]): Promise<Map<string, string>> {
      const { lab, settings, token } = portal();
      const document = join(settings.dir, 'seed.json');
      writeFileSync(document, JSON.stringify(shopDocument(lab)));
      const of = (cluster: string) =>
        `${toolPaths.kubectl()} --kubeconfig ${lab.kubeconfigOf(cluster)}`;
      const env = {
        ...process.env,
        API: `http://127.0.0.1:${settings.backendPort}/api/interconnect`,
        JWT_TOKEN: token,
        PROJECT_NAME: project,
        NETWORK_NAME: name,
        NETWORK_JSON: document,
        KUBECTL: of(management),
        KUBECTL_HUB: of('cluster-1'),
        KUBECTL_SPOKE: of('cluster-2'),
      };
      const script = join(root, 'examples', 'seed.sh');
      const { stdout } = await promisify(execFile)('bash', [script, ...args], { env });
      const parts = stdout.split(/^== /m).map(part => part.split('\n'));
      return new Map(parts.map(([heading, ...lines]) => [heading, lines.join('\n')]));
    }
    /** Waits until the network says that a rollout is open, and what for. */
    const untilReconciling = (reason: string) =>
      waitFor(async () => {
        const path = 'jsonpath={..conditions[?(@.type=="Reconciling")].reason}';
        return (await onManagement('get', 'network', '-o', path)) === reason;
      }, 120_000);
    const saidUnder = (said: Map<string, string>, heading: RegExp) =>
      [...said].find(([key]) => heading.test(key))?.[1] ?? '';

    let connection: Connection;
    /** Executions that call themselves rollouts, and that nobody here can read. */
    const foreign: WorkflowHandle[] = [];

    beforeAll(async () => {
      connection = await Connection.connect({ address: portal().settings.temporal.address });
      const theirs = createPayloadCodec([{ id: 'theirs', key: randomBytes(32) }]);
      for (const [index, codec] of [undefined, theirs].entries()) {
        const dataConverter = { payloadCodecs: codec ? [codec] : [] };
        const { workflow } = new Client({ connection, dataConverter });
        const workflowId = `mirror-foreign-${index}`;
        const options = { workflowId, taskQueue: 'nobody', args: ['a rollout'] };
        foreign.push(await workflow.start(rolloutWorkflowType, options));
      }
    });
    afterAll(async () => {
      for (const execution of foreign) await execution.terminate();
      await connection?.close();
      await portal().lab.heal('cluster-3');
      if ((await getNetwork(portal(), name)).status === 200) await deleteNetwork(portal(), name);
    });

    it('goes the seven steps, and prints what the instructions say, whatever else runs', async () => {
      const [said] = await Promise.all([seed(), untilReconciling('Creating')]);
      await untilReconciling('');
      const created = JSON.parse(saidUnder(said, /^3\. Create/));
      expect(created).toMatchObject({ name, spec: { description: 'Network for Interconnect' } });
      expect(JSON.parse(saidUnder(said, /^Verify/))).toContainEqual(
        expect.objectContaining({ name }),
      );
      expect(saidUnder(said, /observed to be ready/)).toContain('condition met');
      const network = saidUnder(said, /^On the Edge Orchestrator/);
      expect(network).toContain('apiVersion: network.edge-orchestrator.intel.com/v1');
      expect(network).toMatch(/ name: seeded\n/);
      expect(saidUnder(said, /list of the clusters/)).toMatch(
        /^cluster-1\.seeded +edge-shop +cluster-1 +Running +LoadBalancer +Ready /m,
      );
      expect(saidUnder(said, /list of the links/)).toMatch(
        /^cluster-3\.seeded +cluster-3 +cluster-1 +Linked +Up /m,
      );
      expect(saidUnder(said, /list of the services/)).toMatch(
        /^my-backend\.shop\.cluster-1\.seeded +cluster-1 +shop +my-backend +Exposed +Ready /m,
      );
      // On the hub the router's Service has an address of the load balancer.
      const hub = saidUnder(said, /^On the Hub/);
      expect(hub).toMatch(/^pod\/skupper-router-\S+ .* Running /m);
      expect(hub).toMatch(/^service\/skupper-router +LoadBalancer +\S+ +127\.2\d\.\d+\.\d+ /m);
      expect(saidUnder(said, /^On a Spoke/)).toMatch(/^service\/my-backend +ClusterIP /m);
    });

    it('says that a link is cut, and when it is healed: with wait and with -w', async () => {
      const link = `${links}/cluster-3.${name}`;
      const kubeconfig = portal().lab.kubeconfigOf(management);
      const watch = spawn(toolPaths.kubectl(), [
        ...['--kubeconfig', kubeconfig, 'get', link, '-w', '--no-headers'],
      ]);
      let watched = '';
      watch.stdout.on('data', chunk => (watched += chunk));
      try {
        await portal().lab.cut('cluster-3');
        await onManagement('wait', '--for=condition=Ready=False', link, '--timeout=120s');
        const cut = saidUnder(await seed('troubleshooting'), /list of the links/);
        expect(cut).toMatch(/^cluster-3\.seeded +cluster-3 +cluster-1 +Linking +Down /m);
        expect(cut).toMatch(/^cluster-2\.seeded +cluster-2 +cluster-1 +Linked +Up /m);
        expect(await onManagement('get', 'network', '-o', 'wide')).toMatch(
          /^seeded +edge-shop +Degraded .* 2\/3 +1\/2 +1\/1 +link of cluster-3 is Down/m,
        );
        await portal().lab.heal('cluster-3');
        await onManagement('wait', '--for=condition=Ready', `network/${name}`, '--timeout=120s');
        await waitFor(
          async () => / Linked +Up [^]* Linking +Down [^]* Linked +Up /.test(watched),
          30_000,
        );
      } finally {
        watch.kill();
      }
    });

    it('shows a network without members as the API does, for as long as it is there', async () => {
      const draft = 'mirror-draft';
      const said = () =>
        onManagement('get', 'network', draft, '--ignore-not-found', '-o', 'jsonpath={.status}');
      await putNetwork(portal(), draft, { type: 'application-mesh' });
      await waitFor(async () => (await said()).includes('"state":"Empty"'), 60_000);
      const { body } = await getNetwork(portal(), draft);
      expect(body.status.phase).toBe('Empty');
      expect(JSON.parse(await said())).not.toHaveProperty('observedAt');
      await call(portal(), 'DELETE', networkPath(draft), undefined, { 'if-match': '*' });
      await waitFor(async () => (await said()) === '', 60_000);
    });

    it('shows a network for as long as it is there', async () => {
      await Promise.all([deleteNetwork(portal(), name), untilReconciling('Deleting')]);
      await waitFor(
        async () => (await onManagement('get', `network,clusters.${group}`, '-o', 'name')) === '',
        60_000,
      );
    });
  });
}
