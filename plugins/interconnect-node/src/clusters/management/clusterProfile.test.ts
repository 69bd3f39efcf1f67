import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { kubeConfigOf } from '../Cluster';
import { readClusters } from '../readClusters';
import { token } from './__testUtils__/objects';
import { clusterOfProfile } from './clusterProfile';
import { readManagementConfig } from './managementConfig';

const folder = mkdtempSync(join(tmpdir(), 'interconnect-'));
const told = join(folder, 'told.json');
const ran = join(folder, 'ran');

/** A program that gives the token, and keeps what it was told. */
function program(name: string): string {
  const file = join(folder, name);
  const credential = JSON.stringify({
    apiVersion: 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    status: { token },
  });
  writeFileSync(
    file,
    `#!/bin/sh\nprintf '%s' "$KUBERNETES_EXEC_INFO" > ${told}\nprintf '%s' "$*" > ${ran}\necho '${credential}'\n`,
  );
  chmodSync(file, 0o755);
  return file;
}
const command = program('credentials');

const providersOf = (...providers: object[]) =>
  readManagementConfig(
    new ConfigReader({
      interconnect: {
        managementClusters: [
          { cluster: 'cluster-1', clusterProfiles: { namespace: 'fleet', providers } },
        ],
      },
    } as never),
  )[0].clusterProfiles!.providers;
const own = { name: 'fleet-tokens', command, args: ['get'] };

const access = (cluster: object = {}, name = 'fleet-tokens') => ({
  name,
  cluster: { server: 'https://10.0.0.1:6443', ...cluster },
});

function profileOf(status: object | undefined, more: { metadata?: object; spec?: object } = {}) {
  return {
    apiVersion: 'multicluster.x-k8s.io/v1alpha1',
    kind: 'ClusterProfile',
    metadata: { name: 'store-1', namespace: 'fleet', ...more.metadata },
    spec: { clusterManager: { name: 'fleet' }, ...more.spec },
    ...(status && { status }),
  };
}

const read = (profile: object, providers = providersOf(own), signsIn = true) =>
  clusterOfProfile(profile, providers, 'cluster-1', signsIn)!;
const usable = { accessProviders: [access()] };

async function headersOf(profile: object, providers = providersOf(own)) {
  const options: { headers?: Record<string, string> } = {};
  await kubeConfigOf(read(profile, providers)).applyToHTTPSOptions(options as never);
  return options.headers;
}

describe('a ClusterProfile', () => {
  it('is a cluster with its labels and title', () => {
    const cluster = read(
      profileOf(usable, {
        metadata: { labels: { region: 'eu' } },
        spec: { displayName: 'Store 1' },
      }),
    );
    expect(cluster).toEqual({
      name: 'store-1',
      title: 'Store 1',
      labels: { region: 'eu' },
      source: 'ClusterProfile fleet/store-1 on cluster-1',
    });
  });

  it('gets its credentials from the program of the configuration', async () => {
    expect(await headersOf(profileOf(usable))).toEqual({ Authorization: `Bearer ${token}` });
    expect(readFileSync(ran, 'utf8')).toBe('get');
    expect(JSON.parse(readFileSync(told, 'utf8'))).toEqual({
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      spec: { interactive: false },
    });
  });

  it('tells the program about the cluster where the configuration says so', async () => {
    const extension = { clusterName: 'store-1' };
    const extensions = [{ name: 'client.authentication.k8s.io/exec', extension }];
    const status = { accessProviders: [access({ extensions })] };
    await headersOf(profileOf(status), providersOf({ ...own, provideClusterInfo: true }));
    expect(JSON.parse(readFileSync(told, 'utf8')).spec).toEqual({
      interactive: false,
      cluster: { server: 'https://10.0.0.1:6443', config: extension },
    });
  });

  it('says nothing about which program runs, and how', async () => {
    const extension = (key: string, value: object) => ({
      name: `clusterprofiles.multicluster.x-k8s.io/exec/${key}`,
      extension: value,
    });
    const extensions = [
      extension('additional-args', ['--output=/etc/passwd']),
      extension('additional-envs', { PATH: '/tmp', LD_PRELOAD: '/tmp/x.so' }),
    ];
    const exec = { command: 'touch', args: [join(folder, 'touched')] };
    const status = { accessProviders: [{ ...access({ extensions }), exec, execConfig: exec }] };
    await headersOf(profileOf(status));
    expect(readFileSync(ran, 'utf8')).toBe('get');
    expect(existsSync(join(folder, 'touched'))).toBe(false);
    const exported = kubeConfigOf(read(profileOf(status))).exportConfig();
    expect(exported).not.toMatch(/LD_PRELOAD|additional|touch/);
  });

  it('is reached by the first configured provider that it names, by the newer list first', () => {
    const serverOf = (status: object) =>
      kubeConfigOf(
        read(profileOf(status), providersOf({ ...own, name: 'first' }, own)),
      ).getCurrentCluster()!.server;
    const at = (server: string, name?: string) => access({ server: `https://${server}` }, name);
    expect(serverOf({ accessProviders: [at('b'), at('a', 'first')] })).toBe('https://a');
    expect(serverOf({ credentialProviders: [at('old')] })).toBe('https://old');
    expect(serverOf({ accessProviders: [at('new')], credentialProviders: [at('old')] })).toBe(
      'https://new',
    );
  });

  it('keeps labels that the configuration adds to', () => {
    const discovered = [
      read(profileOf(usable, { metadata: { labels: { region: 'eu', a: 'b' } } })),
    ];
    const clusters = [{ name: 'store-1', labels: { region: 'us' } }];
    const config = new ConfigReader({ interconnect: { clusters } });
    expect(readClusters(config, { discovered })[0].labels).toEqual({ region: 'us', a: 'b' });
  });

  it('gives no credentials to a process that never signs in', () => {
    const elsewhere = providersOf({ ...own, command: 'not-installed-here' });
    const cluster = read(profileOf(usable), elsewhere, false);
    expect(cluster).not.toHaveProperty('unusable');
    expect(() => kubeConfigOf(cluster)).toThrow('are kept by workers alone');
  });
});

describe('a ClusterProfile that is refused', () => {
  const healthy = (status: string, more: object = {}) => ({
    ...usable,
    conditions: [{ type: 'ControlPlaneHealthy', status, ...more }],
  });

  it.each<[string, object | undefined, string]>([
    [
      'no status',
      undefined,
      'names none of the access providers that are configured (fleet-tokens)',
    ],
    ['another provider', { accessProviders: [access({}, 'google')] }, 'names none of the access'],
    ['wrong lists', { accessProviders: 'x', credentialProviders: [null] }, 'names none of the'],
    [
      'no cluster',
      { accessProviders: [{ name: 'fleet-tokens' }] },
      'has no status.accessProviders[].cluster',
    ],
    [
      'no server',
      { accessProviders: [access({ server: '' })] },
      'has no address in status.accessProviders[].cluster.server',
    ],
    [
      'a file',
      { accessProviders: [access({ 'certificate-authority': '/etc/passwd' })] },
      'has status.accessProviders[].cluster.certificate-authority, which names a file',
    ],
    [
      'an unchecked certificate',
      { accessProviders: [access({ 'insecure-skip-tls-verify': true })] },
      'has status.accessProviders[].cluster.insecure-skip-tls-verify, which turns the check',
    ],
    [
      'a control plane that is not healthy',
      healthy('False', { reason: 'NoHeartbeat', message: 'lost\u0000 since 10:00' }),
      'says that its control plane is not healthy: NoHeartbeat: lost\uFFFD since 10:00',
    ],
  ])('with %s', (_, status, message) => {
    const cluster = read(profileOf(status, { metadata: { labels: { region: 'eu' } } }));
    expect(cluster).toMatchObject({ name: 'store-1', labels: { region: 'eu' } });
    expect(cluster.unusable).toContain(`its ClusterProfile ${message}`);
    expect(cluster.unusable).toContain('(ClusterProfile fleet/store-1 on cluster-1)');
  });

  it.each(['True', 'Unknown'])('but not for a health that is %s', status => {
    expect(read(profileOf(healthy(status)))).not.toHaveProperty('unusable');
  });

  it('where its program is not installed', () => {
    const cluster = read(profileOf(usable), providersOf({ ...own, command: 'not-installed-here' }));
    expect(cluster.unusable).toContain("program 'not-installed-here', which is not installed");
  });
});

it('is no cluster without a name', () => {
  expect(clusterOfProfile({ kind: 'ClusterProfile' }, [], 'cluster-1', true)).toBeUndefined();
});

it.each<[string, object, RegExp]>([
  ['no command', { name: 'a' }, /providers\[0\]\.command: /],
  ['another version', { ...own, apiVersion: 'v1' }, /providers\[0\]\.apiVersion: .*v1beta1/],
  ['an unknown key', { ...own, exec: {} }, /providers\[0\]: 'exec' is no key that is known there/],
])('refuses a configured provider with %s', (_, wrong, message) => {
  expect(() => providersOf(wrong)).toThrow(message);
});
