import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  ClusterInfo,
  NetworkDocument,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  guestToken,
  type PortalSettings,
  root,
  startBackend,
  startWorker,
  writeConfiguration,
} from '@interconnect/lab/stack';
import { kubeconfigSecret } from '@interconnect/workflows/testing';
import { call, deleteNetwork, getNetwork, rollOut } from '../api';
import { loadBalancerOf } from '../documents';
import { kubectl } from '../kubectl';
import type { Portal } from '../portal';
import { waitFor } from '../waitFor';

const name = 'of-the-fleet';
const management = 'cluster-1';
const cluster = 'edge-7';
const rbac = join(root, 'workflows/deploy/management/rbac.yaml');

/** A cluster that nothing names but a Secret of the management cluster: here it is cluster-3. */
export function fleetScenarios(portal: () => Portal) {
  describe('a cluster that a management cluster knows', () => {
    let before: PortalSettings['interconnect'];
    const onManagement = (...args: string[]) => kubectl(portal().lab, management, ...args);

    async function makeSecret() {
      const value = readFileSync(portal().lab.workerKubeconfigOf('cluster-3'), 'utf8');
      const file = join(portal().settings.dir, 'edge-7.json');
      writeFileSync(file, JSON.stringify(kubeconfigSecret(cluster, value)), { mode: 0o600 });
      await onManagement('apply', '-f', file);
      rmSync(file);
    }

    async function restartWith(interconnect: PortalSettings['interconnect']) {
      const { settings } = portal();
      settings.interconnect = interconnect;
      writeConfiguration(settings);
      await portal().backend.stop();
      await portal().worker.stop(35_000);
      portal().worker = await startWorker(settings);
      portal().backend = await startBackend(settings);
      portal().token = await guestToken(settings.backendPort);
    }

    async function known(): Promise<ClusterInfo | undefined> {
      const { status, body } = await call<ClusterInfo[]>(portal(), 'GET', '/clusters');
      return status === 200 ? body.find(one => one.name === cluster) : undefined;
    }

    const namespaces = () => kubectl(portal().lab, 'cluster-3', 'get', 'namespaces', '-o', 'name');

    const document = (): NetworkDocument => ({
      type: 'application-mesh',
      hub: { cluster: management, loadBalancer: loadBalancerOf(portal().lab) },
      spokes: [{ cluster }],
    });

    beforeAll(async () => {
      before = portal().settings.interconnect;
      await onManagement('create', 'namespace', 'fleet');
      await onManagement('apply', '-f', rbac);
      const kubeconfigSecrets = { namespace: 'fleet' };
      const managementClusters = [{ cluster: management, kubeconfigSecrets }];
      await restartWith({ ...before, managementClusters });
    });
    afterAll(async () => {
      if ((await getNetwork(portal(), name)).status === 200) await deleteNetwork(portal(), name);
      await onManagement('delete', '-f', rbac, '--ignore-not-found');
      await onManagement('delete', 'namespace', 'fleet', '--ignore-not-found');
      await restartWith(before);
    });

    it('is not known before it has a Secret', async () => {
      const { body } = await call(
        portal(),
        'PUT',
        `/projects/edge-shop/networks/${name}`,
        document(),
      );
      expect(body.error.fields).toEqual([
        expect.objectContaining({
          field: 'spokes[0].cluster',
          message: expect.stringContaining(cluster),
        }),
      ]);
    });

    it('is a member of a network, as any other', async () => {
      await makeSecret();
      await waitFor(async () => (await known()) !== undefined);
      expect(await known()).toMatchObject({
        source: `Secret fleet/${cluster}-kubeconfig on ${management}`,
      });
      await rollOut(portal(), name, document());
      await waitFor(async () => {
        const { status } = (await getNetwork(portal(), name)).body;
        return status.members.some(one => one.cluster === cluster && one.link?.state === 'Up');
      });
      expect(await namespaces()).toContain(`namespace/interconnect-${name}`);
    });

    it('is left as it was when the network goes, and not known when its Secret is gone', async () => {
      await deleteNetwork(portal(), name);
      expect(await namespaces()).not.toContain(`namespace/interconnect-${name}`);
      await onManagement('-n', 'fleet', 'delete', 'secret', `${cluster}-kubeconfig`);
      await waitFor(async () => (await known()) === undefined);
      expect((await call(portal(), 'GET', '/clusters')).status).toBe(200);
    });
  });
}
