import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
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
  ])(
    'says of one with %s that it is not usable and why, and of the others nothing',
    (_, more, message) => {
      const wrong = JSON.parse(JSON.stringify({ ...entry(), ...more, ...undefinedKeys(more) }));
      const warn = jest.fn();
      const [cluster, other] = readClusters(
        new ConfigReader(located(wrong, entry({ name: 'store-2' }))),
        { warn },
      );
      expect(cluster.unusable).toMatch(message);
      expect(cluster.unusable).not.toContain(token);
      expect(() => kubeConfigOf(cluster)).toThrow(`Cluster '${cluster.name}' is not usable: `);
      expect(other).not.toHaveProperty('unusable');
      expect(warn.mock.calls).toEqual([
        [`Cluster '${cluster.name}' is not usable: ${cluster.unusable}`],
      ]);
    },
  );

  it('says that a name stands twice', () => {
    expect(read(located(entry(), entry(), entry({ name: 'store-2' })))).toMatchObject([
      {
        name: 'store-1',
        unusable: 'it stands twice in kubernetes.clusterLocatorMethods: names must be unique',
      },
      { name: 'store-2' },
    ]);
  });

  it('takes a token without the line break behind it', () => {
    const [cluster] = read(located(entry({ serviceAccountToken: `${token}\n` })));
    expect(kubeConfigOf(cluster).getCurrentUser()?.token).toBe(token);
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
    const said = () => {
      try {
        return read(data).map(({ unusable }) => unusable);
      } catch (error) {
        return [(error as Error).message];
      }
    };
    expect(said()).toEqual([expect.stringMatching(/kubeconfig/)]);
    expect(said().join()).not.toContain(token);
  });

  it('refuses a file without contexts', () => {
    expect(() => read(write(kubeconfig([])))).toThrow(/names no contexts/);
  });

  it('says that both sources have a name', () => {
    const data = { ...located(entry({ name: 'cluster-1' })), ...write(kubeconfig(['cluster-1'])) };
    expect(read(data)).toMatchObject([
      {
        unusable:
          'it stands in kubernetes.clusterLocatorMethods and in interconnect.kubeconfig: names must be unique',
      },
    ]);
  });

  it.each<[string, object, RegExp]>([
    ['names no user', { cluster: 'c' }, /names no user/],
    ['names another user', { cluster: 'c', user: 'x' }, /user that is not there/],
    ['names another cluster', { cluster: 'x', user: 'u' }, /cluster that is not there/],
  ])(
    'says of a context that %s that it is not usable, and of the others nothing',
    (_, context, why) => {
      const file = kubeconfig(['cluster-1']);
      const clusters = read(
        write({ ...file, contexts: [{ name: 'other', context }, ...file.contexts] }),
      );
      expect(clusters).toMatchObject([{ name: 'other', unusable: expect.stringMatching(why) }, {}]);
      expect(clusters[1]).not.toHaveProperty('unusable');
    },
  );

  it('leaves out a context that is none, and keeps the others', () => {
    const file = kubeconfig(['cluster-1']);
    const wrong = [{ name: 'other', context: { user: 'u' } }, { context: { cluster: 'c' } }];
    const clusters = read(write({ ...file, contexts: [...wrong, ...file.contexts] }));
    expect(clusters.map(({ name }) => name)).toEqual(['cluster-1']);
  });

  it('says how to rename a context that no document can name', () => {
    const [cluster] = read(write(kubeconfig(['Docker Desktop'])));
    expect(cluster.unusable).toMatch(
      /kubectl config rename-context 'Docker Desktop' docker-desktop$/,
    );
  });

  it('takes a token without the line break behind it', () => {
    const users = [{ name: 'u', user: { token: `${token}\n` } }];
    const [cluster] = read(write({ ...kubeconfig(['cluster-1']), users }));
    expect(kubeConfigOf(cluster).getCurrentUser()?.token).toBe(token);
  });

  it('takes a list of files, as KUBECONFIG is one: the first decides, a missing one is told', () => {
    const first = write(kubeconfig(['cluster-1'])).interconnect.kubeconfig;
    const second = join(folder, 'second.json');
    const users = [{ name: 'u', user: { token: 'another' } }];
    writeFileSync(second, JSON.stringify({ ...kubeconfig(['cluster-1', 'cluster-2']), users }));
    const warn = jest.fn();
    const files = [first, second, join(folder, 'missing')].join(delimiter);
    const clusters = readClusters(new ConfigReader({ interconnect: { kubeconfig: files } }), {
      warn,
    });
    expect(clusters.map(({ name }) => name)).toEqual(['cluster-1', 'cluster-2']);
    expect(kubeConfigOf(clusters[1]).getCurrentUser()?.token).toBe(token);
    expect(warn.mock.calls).toEqual([
      [`interconnect.kubeconfig: ${join(folder, 'missing')} does not exist`],
    ]);
  });

  it('lets clusters come and go with the file, and keeps them while it is being written', () => {
    const data = write(kubeconfig(['cluster-1', 'cluster-2']));
    const [, second] = read(data);
    write('contexts: [');
    expect(read(data)).toHaveLength(2);
    write(kubeconfig(['cluster-1', 'cluster-3']));
    expect(read(data).map(({ name }) => name)).toEqual(['cluster-1', 'cluster-3']);
    expect(() => kubeConfigOf(second)).toThrow(/not in the kubeconfig any more/);
  });
});

describe('a program that a user signs in with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interconnect-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'kubeconfig.json');
  const troubleOf = (exec: object, signsIn: boolean) => {
    const user = { exec: { apiVersion: 'client.authentication.k8s.io/v1', ...exec } };
    const kubeconfig = {
      clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:6441' } }],
      users: [
        { name: 'u', user },
        { name: 'v', user: { token } },
      ],
      contexts: ['u', 'v'].map(name => ({ name, context: { cluster: 'c', user: name } })),
    };
    writeFileSync(file, JSON.stringify(kubeconfig));
    const config = new ConfigReader({ interconnect: { kubeconfig: file } });
    const [first, second] = readClusters(config, { signsIn });
    expect(second.unusable).toBeUndefined();
    return first.unusable;
  };

  it('makes its cluster alone not usable where it is missing', () => {
    expect(troubleOf({ command: 'no-such-program' }, true)).toBe(
      "its user signs in with the program 'no-such-program', which is not installed where this worker runs",
    );
    expect(troubleOf({ command: file }, true)).toMatch(/the program '.*kubeconfig.json'/);
    const env = [{ name: 'PATH', value: folder }];
    expect(troubleOf({ command: 'node', env }, true)).toMatch(/the program 'node'/);
  });

  it('may be anywhere', () => {
    expect(troubleOf({ command: process.execPath }, true)).toBeUndefined();
    expect(troubleOf({ command: 'sh' }, true)).toBeUndefined();
  });

  it('is not looked for by who does not sign in', () => {
    expect(troubleOf({ command: 'no-such-program' }, false)).toBeUndefined();
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

  it('tells the domain of a cluster that has not the usual one', () => {
    const clusters = read(described({ name: 'store-2', clusterDomain: 'k8s.example.com' }));
    expect(clusters.map(one => one.clusterDomain)).toEqual([undefined, 'k8s.example.com']);
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
    ...['cluster.local.', '.local', 'Cluster.Local', 'svc cluster', 'https://a'].map(
      (clusterDomain): [string, JsonObject[], RegExp] => [
        `the domain ${clusterDomain}`,
        [{ name: 'store-1', clusterDomain }],
        /clusters\[0\].clusterDomain is ".*" \(accepted: a domain in lower case, like cluster.local/,
      ],
    ),
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
