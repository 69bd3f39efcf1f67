import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
import { clusterProfileKind, kubeconfigSecret } from '@interconnect/workflows/testing';
import { KubeConfig } from '@kubernetes/client-node';
import { call, deleteNetwork, getNetwork, networkPath, rollOut } from '../api';
import { loadBalancerOf } from '../documents';
import { kubectl } from '../kubectl';
import type { Portal } from '../portal';
import { waitFor } from '../waitFor';

const name = 'of-the-fleet';
const management = 'cluster-1';
/** By their names in the fleet: the clusters of the lab that they are. */
const fleet = { 'edge-7': 'cluster-3', 'edge-8': 'cluster-2' };
const members = Object.entries(fleet) as [keyof typeof fleet, string][];
const [bySecret, byProfile] = members.map(([cluster]) => cluster);
const provider = 'lab-tokens';
const rbac = join(root, 'workflows/deploy/management/rbac.yaml');

/** Clusters that nothing names but objects of the management cluster: a Secret and a ClusterProfile. */
export function fleetScenarios(portal: () => Portal) {
  describe('clusters that a management cluster knows', () => {
    /** Not that of the portal, in which no token may stand. */
    const folder = mkdtempSync(join(tmpdir(), 'interconnect-fleet-'));
    let before: PortalSettings['interconnect'];
    const onManagement = (...args: string[]) => kubectl(portal().lab, management, ...args);

    function fileWith(file: string, text: string, mode = 0o600): string {
      const path = join(folder, file);
      writeFileSync(path, text, { mode });
      chmodSync(path, mode);
      return path;
    }
    const applied = (object: object, ...more: string[]) =>
      onManagement(
        ...['apply', '--server-side', ...more],
        ...['-f', fileWith('object.json', JSON.stringify(object))],
      );

    const makeSecret = () =>
      applied(
        kubeconfigSecret(
          bySecret,
          readFileSync(portal().lab.workerKubeconfigOf(fleet[bySecret]), 'utf8'),
        ),
      );

    function accountOf(cluster: string) {
      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromFile(portal().lab.workerKubeconfigOf(cluster));
      return { ...kubeConfig.getCurrentCluster()!, ...kubeConfig.getCurrentUser()! };
    }

    /** A program that knows the token of the cluster that it is told about, and no other. */
    function program(): string {
      const token = fileWith('token', accountOf(fleet[byProfile]).token!);
      const script = `#!${process.execPath}
const { apiVersion, spec } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
if (spec.cluster.config.clusterName !== '${byProfile}') process.exit(1);
const token = require('node:fs').readFileSync('${token}', 'utf8');
console.log(JSON.stringify({ apiVersion, kind: 'ExecCredential', status: { token } }));
`;
      return fileWith('credentials.cjs', script, 0o700);
    }

    const makeProfile = (more: object) =>
      applied(
        {
          apiVersion: 'multicluster.x-k8s.io/v1alpha1',
          kind: 'ClusterProfile',
          metadata: { name: byProfile, namespace: 'fleet', labels: { region: 'eu' } },
          ...more,
        },
        ...('status' in more ? ['--subresource=status'] : []),
      );

    /** What the manager of the fleet says of the cluster. */
    function tell(healthy: 'True' | 'False') {
      const { server, caData } = accountOf(fleet[byProfile]);
      const cluster = {
        ...{ server, 'certificate-authority-data': caData },
        extensions: [
          {
            name: 'client.authentication.k8s.io/exec',
            extension: { clusterName: byProfile },
          },
        ],
      };
      const condition = {
        ...{ type: 'ControlPlaneHealthy', status: healthy, reason: 'Heartbeat', message: 'seen' },
        lastTransitionTime: '2026-11-29T10:00:00Z',
      };
      const accessProviders = [{ name: provider, cluster }];
      return makeProfile({ status: { accessProviders, conditions: [condition] } });
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

    async function known(cluster: string): Promise<ClusterInfo | undefined> {
      const { status, body } = await call<ClusterInfo[]>(portal(), 'GET', '/clusters');
      return status === 200 ? body.find(one => one.name === cluster) : undefined;
    }
    const until = (cluster: string, isSo: (seen: ClusterInfo | undefined) => boolean) =>
      waitFor(async () => isSo(await known(cluster)), 60_000, `${cluster}: ${isSo}`);

    const namespacesOf = (cluster: string) =>
      kubectl(portal().lab, cluster, 'get', 'namespaces', '-o', 'name');

    const document = (): NetworkDocument => ({
      type: 'application-mesh',
      hub: { cluster: management, loadBalancer: loadBalancerOf(portal().lab) },
      spokes: members.map(([cluster]) => ({ cluster })),
    });
    const refusals = async () => {
      const { body } = await call(portal(), 'PUT', networkPath(name), document());
      return body.error.fields.map(
        ({ field, message }: { field: string; message: string }) => `${field}: ${message}`,
      );
    };

    beforeAll(async () => {
      before = portal().settings.interconnect;
      await onManagement('create', 'namespace', 'fleet');
      await onManagement('apply', '-f', rbac);
      await applied(clusterProfileKind);
      const kind = `crd/${clusterProfileKind.metadata.name}`;
      await onManagement('wait', '--for=condition=Established', kind);
      const namespace = 'fleet';
      const providers = [{ name: provider, command: program(), provideClusterInfo: true }];
      const found = { kubeconfigSecrets: { namespace }, clusterProfiles: { namespace, providers } };
      const managementClusters = [{ cluster: management, ...found }];
      await restartWith({ ...before, managementClusters });
    });
    afterAll(async () => {
      if ((await getNetwork(portal(), name)).status === 200) await deleteNetwork(portal(), name);
      const kind = `crd/${clusterProfileKind.metadata.name}`;
      await onManagement('delete', kind, '--ignore-not-found');
      await onManagement('delete', '-f', rbac, '--ignore-not-found');
      await onManagement('delete', 'namespace', 'fleet', '--ignore-not-found');
      rmSync(folder, { recursive: true });
      await restartWith(before);
    });

    it('are not known before they have an object', async () => {
      expect(await refusals()).toEqual(
        members.map(([cluster], index) =>
          expect.stringMatching(new RegExp(`^spokes\\[${index}\\]\\.cluster: .*${cluster}`)),
        ),
      );
    });

    it('are not usable while a profile does not say how to sign in', async () => {
      await makeSecret();
      await makeProfile({ spec: { displayName: 'Store 8', clusterManager: { name: 'lab' } } });
      await until(bySecret, seen => seen !== undefined);
      await until(byProfile, seen => seen !== undefined);
      expect(await known(bySecret)).toMatchObject({
        source: `Secret fleet/${bySecret}-kubeconfig on ${management}`,
      });
      expect(await known(byProfile)).toMatchObject({
        title: 'Store 8',
        labels: { region: 'eu' },
        source: `ClusterProfile fleet/${byProfile} on ${management}`,
        unusable: expect.stringContaining(`that are configured (${provider})`),
      });
      expect(await refusals()).toEqual([expect.stringContaining('names none of the access')]);
    });

    it('are members of a network, as any other', async () => {
      await tell('True');
      await until(byProfile, seen => seen !== undefined && seen.unusable === undefined);
      await rollOut(portal(), name, document());
      await waitFor(async () => {
        const { status } = (await getNetwork(portal(), name)).body;
        const up = status.members.filter(({ link }) => link?.state === 'Up');
        return up.length === members.length;
      });
      for (const [, cluster] of members) {
        expect(await namespacesOf(cluster)).toContain(`namespace/interconnect-${name}`);
      }
    });

    it('are left as they were when the network goes', async () => {
      await deleteNetwork(portal(), name);
      for (const [, cluster] of members) {
        expect(await namespacesOf(cluster)).not.toContain(`namespace/interconnect-${name}`);
      }
    });

    it('are not usable while their manager says so, and not known when their object is gone', async () => {
      await tell('False');
      await onManagement('-n', 'fleet', 'delete', 'secret', `${bySecret}-kubeconfig`);
      await until(bySecret, seen => seen === undefined);
      await until(byProfile, seen => seen?.unusable !== undefined);
      expect(await refusals()).toContainEqual(
        expect.stringContaining('its control plane is not healthy: Heartbeat: seen'),
      );
      await onManagement('-n', 'fleet', 'delete', 'clusterprofile', byProfile);
      await until(byProfile, seen => seen === undefined);
      expect((await call(portal(), 'GET', '/clusters')).status).toBe(200);
    });
  });
}
