import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ConfigReader } from '@backstage/config';
import { KubeConfig } from '@kubernetes/client-node';
import { createCluster, kubeConfigOf } from './Cluster';
import { readClusters } from './readClusters';

type JsonObject = NonNullable<ConstructorParameters<typeof ConfigReader>[0]>;

const token = 'c2VjcmV0LXRva2Vu';

const entry = (more: JsonObject = {}): JsonObject => ({
  name: 'store-1',
  title: 'Store 1',
  url: 'https://10.0.0.1:6443/',
  authProvider: 'serviceAccount',
  serviceAccountToken: token,
  caData: 'Q0E=',
  ...more,
});

const located = (...clusters: JsonObject[]) => ({
  kubernetes: { clusterLocatorMethods: [{ type: 'config', clusters }] },
});

const read = (data: JsonObject) => readClusters(new ConfigReader(data));

describe('clusters of kubernetes.clusterLocatorMethods', () => {
  it('reads name, title and credentials, and keeps them apart', () => {
    const [cluster] = read(located(entry()));
    expect(cluster).toEqual({
      name: 'store-1',
      title: 'Store 1',
      labels: {},
      source: 'kubernetes.clusterLocatorMethods',
    });
    const kubeConfig = kubeConfigOf(cluster);
    expect(kubeConfig.getCurrentCluster()).toMatchObject({
      server: 'https://10.0.0.1:6443',
      caData: 'Q0E=',
      skipTLSVerify: false,
    });
    expect(kubeConfig.getCurrentUser()?.token).toBe(token);
    expect(
      JSON.stringify(cluster) + inspect(cluster, { depth: 9, showHidden: true }),
    ).not.toContain(token);
  });

  it('takes the auth provider from authMetadata too', () => {
    const { authProvider: _, ...rest } = entry();
    const authMetadata = { 'kubernetes.io/auth-provider': 'serviceAccount' };
    expect(read(located({ ...rest, authMetadata }))).toHaveLength(1);
  });

  it('leaves out locators of other types', () => {
    const kubernetes = { clusterLocatorMethods: [{ type: 'catalog' }, { type: 'gke' }] };
    expect(read({ kubernetes })).toEqual([]);
    expect(read({})).toEqual([]);
  });

  it.each<[string, JsonObject, RegExp]>([
    [
      'another auth provider',
      { authProvider: 'google' },
      /authProvider of cluster 'store-1' is 'google'.*'serviceAccount'/,
    ],
    [
      'no token',
      { serviceAccountToken: undefined },
      /clusters\[0\].serviceAccountToken of cluster 'store-1' is missing/,
    ],
    ['no name', { name: undefined }, /clusters\[0\].name/],
    ['no url', { url: undefined }, /clusters\[0\].url/],
    [
      'no real url',
      { url: '10.0.0.1:6443' },
      /url '10.0.0.1:6443' is not the address of an API server/,
    ],
    ['plain http', { url: 'http://10.0.0.1' }, /is not https/],
    ['two CAs', { caFile: '/ca.crt' }, /both caData and caFile/],
  ])('refuses %s', (_, more, message) => {
    const wrong = JSON.parse(JSON.stringify({ ...entry(), ...more, ...undefinedKeys(more) }));
    expect(() => read(located(wrong))).toThrow(message);
  });

  it('refuses a name twice', () => {
    expect(() => read(located(entry(), entry()))).toThrow(
      "Cluster 'store-1' stands twice in kubernetes.clusterLocatorMethods",
    );
  });
});

describe('clusters of interconnect.kubeconfig', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'interconnect-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const kubeconfig = (contexts: string[]) => ({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:6441' } }],
    users: [{ name: 'u', user: { token } }],
    contexts: contexts.map(name => ({ name, context: { cluster: 'c', user: 'u' } })),
  });
  const write = (content: unknown) => {
    const file = join(folder, 'kubeconfig.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return { interconnect: { kubeconfig: file } };
  };

  it('makes a cluster of every context', () => {
    const clusters = read(write(kubeconfig(['cluster-1', 'cluster-2'])));
    expect(clusters.map(({ name, source }) => [name, source])).toEqual([
      ['cluster-1', 'interconnect.kubeconfig'],
      ['cluster-2', 'interconnect.kubeconfig'],
    ]);
    expect(kubeConfigOf(clusters[1]).getCurrentContext()).toBe('cluster-2');
    expect(kubeConfigOf(clusters[1]).getCurrentUser()?.token).toBe(token);
  });

  it('reads credentials anew when they are needed', () => {
    const data = write(kubeconfig(['cluster-1']));
    const [cluster] = read(data);
    write({ ...kubeconfig(['cluster-1']), users: [{ name: 'u', user: { token: 'newer' } }] });
    expect(kubeConfigOf(cluster).getCurrentUser()?.token).toBe('newer');
  });

  it('reads a file of 1,000 contexts once, for all requests and all connections, until it changes', () => {
    const loadFromFile = jest.spyOn(KubeConfig.prototype, 'loadFromFile');
    const names = Array.from({ length: 1000 }, (_, index) => `cluster-${index}`);
    const data = write(kubeconfig(names));
    const aWhileLater = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
    try {
      for (let request = 0; request < 10; request++) {
        expect(read(data)).toHaveLength(1000);
      }
      const clusters = read(data);
      const servers = clusters.map(cluster => kubeConfigOf(cluster).getCurrentCluster()?.server);
      expect(new Set(servers)).toEqual(new Set(['https://127.0.0.1:6441']));
      expect(kubeConfigOf(clusters[999]).getCurrentContext()).toBe('cluster-999');
      expect(kubeConfigOf(clusters[999]).getContexts()).toHaveLength(1);
      expect(loadFromFile).toHaveBeenCalledTimes(1);

      // As long as before, so that only the time of the change tells.
      write({ ...kubeconfig(names), users: [{ name: 'u', user: { token: 'x'.repeat(16) } }] });
      utimesSync(data.interconnect.kubeconfig, 1, 1);
      expect(kubeConfigOf(clusters[0]).getCurrentUser()?.token).toBe('x'.repeat(16));
      expect(kubeConfigOf(clusters[1]).getCurrentUser()?.token).toBe('x'.repeat(16));
      expect(loadFromFile).toHaveBeenCalledTimes(2);
    } finally {
      aWhileLater.mockRestore();
      loadFromFile.mockRestore();
    }
  });

  it('does not trust the times of a file that has just changed', () => {
    const data = write(kubeconfig(['cluster-1']));
    const [cluster] = read(data);
    for (const text of ['one', 'two', 'six']) {
      write({ ...kubeconfig(['cluster-1']), users: [{ name: 'u', user: { token: text } }] });
      expect(kubeConfigOf(cluster).getCurrentUser()?.token).toBe(text);
    }
  });

  it('expands ~ and names the file that is missing', () => {
    expect(() => read({ interconnect: { kubeconfig: '~/no/such/config' } })).toThrow(
      `interconnect.kubeconfig: ${join(homedir(), 'no/such/config')} does not exist`,
    );
  });

  it.each([
    `users: [ { token: ${token}\n  : : {`,
    token,
    `- ${token}`,
    `${token}: 1`,
    `contexts: ${token}`,
    `contexts: [${token}]`,
    `contexts: [{ ${token}: 1 }]`,
    `contexts: [{ name: a, context: ${token} }]`,
    `contexts: [{ name: { ${token}: 1 }, context: { cluster: c, user: u } }]`,
    `users: [{ name: u, user: ${token} }]`,
    `clusters: [{ name: c, cluster: { server: ${token} } }]\nusers: ${token}`,
  ])('does not quote a file that is no kubeconfig: %j', text => {
    const data = write(text);
    expect(() => read(data)).toThrow(/^interconnect\.kubeconfig: .*kubeconfig\.json/);
    expect(() => read(data)).not.toThrow(new RegExp(token));
  });

  it('refuses a file without contexts', () => {
    expect(() => read(write(kubeconfig([])))).toThrow(/names no contexts/);
  });

  it('refuses a name that both sources have', () => {
    const data = { ...located(entry({ name: 'cluster-1' })), ...write(kubeconfig(['cluster-1'])) };
    expect(() => read(data)).toThrow(
      "Cluster 'cluster-1' stands in kubernetes.clusterLocatorMethods and in interconnect.kubeconfig",
    );
  });

  it('names a context whose cluster is missing when it is used', () => {
    const [cluster] = read(write({ ...kubeconfig(['cluster-1']), clusters: [] }));
    expect(() => kubeConfigOf(cluster)).toThrow(/context 'cluster-1' .* not in the file/);
  });
});

describe('interconnect.clusters', () => {
  const described = (...clusters: JsonObject[]) => ({
    ...located(entry(), entry({ name: 'store-2' })),
    interconnect: { clusters },
  });

  it('adds labels and projects, and the credentials stay', () => {
    const labels = { environment: 'production', 'example.com/zone': 'a' };
    const clusters = read(described({ name: 'store-2', labels, projects: ['edge-shop'] }));
    expect(clusters[0]).toMatchObject({ name: 'store-1', labels: {} });
    expect(clusters[0].projects).toBeUndefined();
    expect(clusters[1]).toMatchObject({ name: 'store-2', labels, projects: ['edge-shop'] });
    expect(kubeConfigOf(clusters[1]).getCurrentUser()?.token).toBe(token);
  });

  it('warns about a name that nobody knows', () => {
    const warn = jest.fn();
    readClusters(new ConfigReader(described({ name: 'store-3' })), { warn });
    expect(warn).toHaveBeenCalledWith(
      "interconnect.clusters[0]: no cluster is named 'store-3' (known: store-1, store-2)",
    );
  });

  it('speaks of clusters from elsewhere too, which have no credentials', () => {
    const more = [{ name: 'store-3', labels: {}, source: 'test' }];
    const clusters = readClusters(
      new ConfigReader(described({ name: 'store-3', labels: { a: 'b' } })),
      {
        more,
      },
    );
    expect(clusters[2]).toMatchObject({ name: 'store-3', labels: { a: 'b' } });
    expect(() => kubeConfigOf(clusters[2])).toThrow(
      /No credentials are known for cluster 'store-3'/,
    );
  });

  it.each<[string, JsonObject[], RegExp]>([
    [
      'a cluster described twice',
      [{ name: 'store-1' }, { name: 'store-1' }],
      /clusters\[1\].*twice/,
    ],
    ['no name', [{}], /clusters\[0\].name/],
    [
      'a label that is no text',
      [{ name: 'store-1', labels: { a: 1 } }],
      /clusters\[0\].labels.a is 1/,
    ],
  ])('refuses %s', (_, clusters, message) => {
    expect(() => read(described(...clusters))).toThrow(message);
  });
});

it('does not take a copy for the cluster', () => {
  const cluster = createCluster({ name: 'a', labels: {}, source: 'test' }, () => {
    throw new Error('unused');
  });
  expect(() => kubeConfigOf({ ...cluster })).toThrow(/No credentials/);
});

function undefinedKeys(more: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(more).filter(([, value]) => value === undefined));
}
