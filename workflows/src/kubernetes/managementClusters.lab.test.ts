import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import {
  createCluster,
  kubeConfigOf,
  ManagementClusters,
} from '@interconnect/backstage-plugin-interconnect-node';
import { KubeConfig } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';
import { clusterProfileKind, kubeconfigSecret } from '../testing';
import { Bench } from './__testUtils__/Bench';
import { kubectl } from './__testUtils__/kubectl';
import { RecordingProxy } from './__testUtils__/RecordingProxy';
import { gives, rightsOf, type Rule, textOf } from './__testUtils__/rules';
import { hub, networkRef, spoke, stepsOf } from './__testUtils__/steps';

jest.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), 'interconnect-'));
const rbac = join(__dirname, '../../deploy/management/rbac.yaml');

function fileWith(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

/**
 * Clusters that cluster-1 knows, on real API servers: with the rights of
 * `workflows/deploy/management` and no other, while Secrets and profiles come and go.
 */
describe('clusters of a management cluster', () => {
  let bench: Bench;
  let before: Record<string, string[]>;
  let proxy: RecordingProxy;
  let portalFile: string;
  const started: ManagementClusters[] = [];
  const warned: string[] = [];
  const onHub = (...args: string[]) => kubectl(bench.lab, hub, ...args);
  const workerFileOf = (cluster: string) => bench.lab.workerKubeconfigOf(cluster);
  const applied = (name: string, object: object, ...more: string[]) =>
    onHub('apply', '--server-side', ...more, '-f', fileWith(name, JSON.stringify(object)));

  /** A process that reads cluster-1. */
  function start(kubeconfig: string, signsIn: boolean, entry: object = { kubeconfigSecrets }) {
    const config = new ConfigReader({
      interconnect: { kubeconfig, managementClusters: [{ cluster: hub, ...entry }] },
    } as never);
    const warn = (text: string) => warned.push(text);
    const management = ManagementClusters.read(config, { warn, signsIn, everyMs: 200 })!;
    started.push(management);
    management.start();
    return management;
  }
  const kubeconfigSecrets = { namespace: 'fleet' };

  async function until(isSo: () => boolean) {
    while (!isSo()) await new Promise(resolve => setTimeout(resolve, 50));
  }
  const stateOf = (management: ManagementClusters) =>
    management.known.map(({ name, unusable }) => `${name}${unusable ? ': not usable' : ''}`).join();

  beforeAll(async () => {
    bench = await Bench.attach();
    before = await bench.lab.snapshot();
    await onHub('create', 'namespace', 'fleet');
    await onHub('apply', '-f', rbac);
    await applied('kind.json', clusterProfileKind);
    await onHub('wait', '--for=condition=Established', 'crd/clusterprofiles.multicluster.x-k8s.io');
    proxy = await RecordingProxy.before(await portal());
    const exported = kubeConfigOf(proxy.cluster).exportConfig();
    portalFile = fileWith('portal.json', exported.replaceAll('loaded-context', hub));
  });
  afterAll(async () => {
    started.forEach(management => management.stop());
    proxy?.close();
    await clean();
  });

  async function clean() {
    await onHub('delete', 'crd/clusterprofiles.multicluster.x-k8s.io', '--ignore-not-found');
    await onHub('delete', '-f', rbac, '--ignore-not-found');
    await onHub('delete', 'namespace/fleet', '--ignore-not-found');
  }

  /** Cluster-1 with the account of the portal's backend. */
  async function portal() {
    const token = await bench.tokenOf(hub, 'backstage-interconnect', 'interconnect-portal');
    return createCluster({ name: hub, labels: {}, source: 'test' }, () => {
      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromFile(workerFileOf(hub));
      const cluster = kubeConfig.getCurrentCluster()!;
      const name = hub;
      kubeConfig.loadFromOptions({
        clusters: [cluster],
        users: [{ name, token }],
        contexts: [{ name, cluster: cluster.name, user: name }],
        currentContext: name,
      });
      return kubeConfig;
    });
  }

  it('come and go by KubeConfig Secrets, for portal and worker alike', async () => {
    const client = bench.client(hub);
    const [second, third] = ['cluster-2', 'cluster-3'].map(name =>
      kubeconfigSecret(name, readFileSync(workerFileOf(name), 'utf8')),
    );
    const all = [start(workerFileOf(hub), true), start(portalFile, false)];
    const see = (...names: string[]) =>
      until(() => all.every(management => stateOf(management) === names.join()));
    await Promise.all(all.map(management => management.listClusters()));
    await see();
    await client.create(second);
    await see('cluster-2');
    await client.create(third);
    await client.create(kubeconfigSecret('cluster-4', 'users: []'));
    await client.create({ ...kubeconfigSecret('cluster-5', 'x'), type: 'Opaque' });
    await see('cluster-2', 'cluster-3', 'cluster-4: not usable');
    expect(() => kubeConfigOf(all[1].known[0])).toThrow('are kept by workers alone');
    await client.remove((await client.get(second))!);
    await see('cluster-3', 'cluster-4: not usable');
    await client.remove((await client.get(third))!);
    await see('cluster-4: not usable');
    await client.remove((await client.get(kubeconfigSecret('cluster-4', '')))!);
    await see();
    expect(warned).toEqual([]);
  });

  it('are not known without the right to list, and nothing else is gone', async () => {
    const elsewhere = { kubeconfigSecrets: { namespace: 'default' } };
    await expect(start(portalFile, false, elsewhere).listClusters()).rejects.toThrow(
      'KubeConfig Secrets in namespace default on cluster-1: not read yet, because the account may not list them (403)',
    );
  });

  it('carry out steps, as soon as they are seen', async () => {
    const management = start(workerFileOf(hub), true);
    await management.listClusters();
    const found = { kubeconfig: workerFileOf(hub), management };
    const { deploySpoke } = stepsOf(networkRef('found'), [bench.lab.pool()]);
    const { error } = await bench.try(deploySpoke, { found });
    expect(error).toMatchObject({ type: 'NotFound', nonRetryable: false });
    expect(error?.message).toMatch(
      /^No cluster 'cluster-2' is known \(known: cluster-1\)\. KubeConfig Secrets .*: read at /,
    );
    const secret = kubeconfigSecret(spoke, readFileSync(workerFileOf(spoke), 'utf8'));
    await bench.client(hub).create(secret);
    await bench.persist(deploySpoke, { found });
    expect(await bench.ours(spoke)).toContainEqual(expect.objectContaining({ kind: 'Site' }));
    const [finding] = (await bench.check([deploySpoke], '', { found })).findings;
    expect(finding).toBeUndefined();
    await bench.persist(deploySpoke, { found, inverse: true });
    await bench.client(hub).remove((await bench.client(hub).get(secret))!);
    const token = kubeConfigOf(bench.clusters.find(({ name }) => name === spoke)!).getCurrentUser()!
      .token!;
    expect(JSON.stringify(bench.said) + warned.join()).not.toContain(token);
  });

  describe('by ClusterProfiles', () => {
    const profile = (status?: object) => ({
      apiVersion: 'multicluster.x-k8s.io/v1alpha1',
      kind: 'ClusterProfile',
      metadata: { name: 'cluster-3', namespace: 'fleet', labels: { region: 'eu' } },
      ...(status ? { status } : { spec: { clusterManager: { name: 'lab' } } }),
    });

    /** A program that knows a token for the cluster that it is told about. */
    function program(): string {
      const user = kubeConfigOf(bench.clusters.find(({ name }) => name === 'cluster-3')!);
      const token = fileWith('token', user.getCurrentUser()!.token!);
      const script = `#!/usr/bin/env node
const { apiVersion, spec } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
if (spec.cluster.config.clusterName !== 'cluster-3') process.exit(1);
const token = require('node:fs').readFileSync('${token}', 'utf8');
console.log(JSON.stringify({ apiVersion, kind: 'ExecCredential', status: { token } }));
`;
      const file = fileWith('credentials.cjs', script);
      chmodSync(file, 0o700);
      return file;
    }

    it('get their credentials from the configured program', async () => {
      const provider = { name: 'lab-tokens', command: program(), provideClusterInfo: true };
      const profiles = { namespace: 'fleet', providers: [provider] };
      const management = start(workerFileOf(hub), true, { clusterProfiles: profiles });
      const seenByPortal = start(portalFile, false, { clusterProfiles: profiles });
      await management.listClusters();
      await applied('profile.json', profile());
      await until(() => stateOf(management) === 'cluster-3: not usable');
      expect(management.known[0].unusable).toContain('names none of the access providers');

      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromFile(workerFileOf('cluster-3'));
      const { server, caData } = kubeConfig.getCurrentCluster()!;
      const extension = { clusterName: 'cluster-3' };
      const cluster = {
        server,
        'certificate-authority-data': caData,
        extensions: [{ name: 'client.authentication.k8s.io/exec', extension }],
      };
      const accessProviders = [{ name: 'lab-tokens', cluster }];
      const state = (healthy: 'True' | 'False') => ({
        accessProviders,
        conditions: [
          {
            type: 'ControlPlaneHealthy',
            status: healthy,
            reason: 'Heartbeat',
            message: 'seen',
            lastTransitionTime: '2026-11-29T10:00:00Z',
          },
        ],
      });
      await applied('status.json', profile(state('True')), '--subresource=status');
      await until(() => [management, seenByPortal].every(one => stateOf(one) === 'cluster-3'));
      expect(management.known[0]).toMatchObject({
        labels: { region: 'eu' },
        source: 'ClusterProfile fleet/cluster-3 on cluster-1',
      });

      const found = { kubeconfig: workerFileOf(hub), management };
      const step = { ...stepsOf(networkRef('found'), [bench.lab.pool()]).deploySpoke };
      const onThird = { ...step, cluster: 'cluster-3' };
      await bench.persist(onThird, { found });
      await bench.persist(onThird, { found, inverse: true });

      await applied('status.json', profile(state('False')), '--subresource=status');
      await until(() => stateOf(management) === 'cluster-3: not usable');
      expect(management.known[0].unusable).toContain('is not healthy: Heartbeat: seen');
      await onHub('delete', 'clusterprofile/cluster-3', '-n', 'fleet');
      await until(() => stateOf(management) === '');
    });
  });

  it('need exactly the rights of workflows/deploy/management', () => {
    const rights = parseAllDocuments(readFileSync(rbac, 'utf8'))
      .map(document => document.toJS() as { kind: string; rules?: Rule[] })
      .flatMap(({ rules = [] }) => rules.flatMap(rightsOf));
    const used = proxy.seen.filter(({ status }) => status === 200);
    expect(used.filter(access => !rights.some(right => gives(right, access)))).toEqual([]);
    expect(rights.filter(right => !used.some(access => gives(right, access))).map(textOf)).toEqual(
      [],
    );
  });

  it('leave the management cluster as it was', async () => {
    await clean();
    expect(await bench.lab.snapshot()).toEqual(before);
  });
});
