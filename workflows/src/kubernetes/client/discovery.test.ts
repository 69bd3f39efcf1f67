import { Discovery, servedInstead } from './discovery';
import type { ApiResponse, Transport } from './transport';

const resource = (name: string, kind: string, scope = 'Namespaced') => ({
  resource: name,
  responseKind: { kind },
  scope,
  verbs: ['list', 'delete'],
});
const list = (items: unknown[]) => ({ kind: 'APIGroupDiscoveryList', items });
const core = list([{ versions: [{ version: 'v1', resources: [resource('pods', 'Pod')] }] }]);

function transportOf(answers: Record<string, () => ApiResponse>) {
  const asked: string[] = [];
  const transport: Transport = {
    cluster: 'cluster-1',
    server: 'https://c',
    clusterDomain: 'cluster.local',
    close: () => {},
    request: async ({ path }) => {
      asked.push(path);
      return answers[path]();
    },
  };
  return { transport, asked };
}

it('prefers the first version of a kind and still finds the others', async () => {
  const versions = ['v2', 'v1'].map(version => ({ version, resources: [resource('jobs', 'Job')] }));
  const { transport, asked } = transportOf({
    '/api': () => ({ status: 200, body: core }),
    '/apis': () => ({ status: 200, body: list([{ metadata: { name: 'batch' }, versions }]) }),
  });
  const discovery = new Discovery(transport);
  expect((await discovery.preferred()).map(k => `${k.apiVersion} ${k.kind}`)).toEqual([
    'v1 Pod',
    'batch/v2 Job',
  ]);
  expect(await discovery.find('batch/v1', 'Job')).toMatchObject({
    plural: 'jobs',
    namespaced: true,
  });
  expect(asked).toHaveLength(2);
});

it('asks once, whoever asks at the same time and for whatever, when it is a snapshot', async () => {
  const { transport, asked } = transportOf({
    '/api': () => ({ status: 200, body: core }),
    '/apis': () => ({ status: 200, body: list([]) }),
  });
  const discovery = new Discovery(transport, Date.now, true);
  const found = await Promise.all(['Pod', 'Site', 'Pod'].map(kind => discovery.find('v1', kind)));
  expect(found.map(kind => kind?.plural)).toEqual(['pods', undefined, 'pods']);
  expect(await discovery.find('v1', 'Site')).toBeUndefined();
  expect(asked).toHaveLength(2);
});

it('asks again for a kind that was not there', async () => {
  let groups: unknown[] = [];
  const { transport, asked } = transportOf({
    '/api': () => ({ status: 200, body: core }),
    '/apis': () => ({ status: 200, body: list(groups) }),
  });
  const discovery = new Discovery(transport);
  expect(await discovery.find('skupper.io/v2alpha1', 'Site')).toBeUndefined();
  groups = [
    {
      metadata: { name: 'skupper.io' },
      versions: [{ version: 'v2alpha1', resources: [resource('sites', 'Site')] }],
    },
  ];
  expect(await discovery.find('skupper.io/v2alpha1', 'Site')).toMatchObject({ plural: 'sites' });
  expect(asked).toHaveLength(4);
});

it('forgets after a minute', async () => {
  let now = 0;
  const { transport, asked } = transportOf({
    '/api': () => ({ status: 200, body: core }),
    '/apis': () => ({ status: 200, body: list([]) }),
  });
  const discovery = new Discovery(transport, () => now);
  await discovery.find('v1', 'Pod');
  now = 59_000;
  await discovery.find('v1', 'Pod');
  expect(asked).toHaveLength(2);
  now = 61_000;
  await discovery.find('v1', 'Pod');
  expect(asked).toHaveLength(4);
});

it.each<[number, unknown, string, RegExp]>([
  [401, {}, 'Unauthorized', /refuses the credentials/],
  [403, {}, 'Forbidden', /forbids to read which kinds/],
  [500, {}, 'ClusterError', /answered 500/],
  [200, { kind: 'APIGroupList', groups: [] }, 'Missing', /Kubernetes 1.27 or newer is needed/],
])('a cluster that answers %d %j', async (status, body, type, message) => {
  const answer = () => ({ status, body });
  const { transport } = transportOf({ '/api': answer, '/apis': answer });
  const found = new Discovery(transport).find('v1', 'Pod');
  await expect(found).rejects.toMatchObject({ type, message: expect.stringMatching(message) });
});

describe('what was probably meant by a kind that is not served', () => {
  const kinds = [
    { apiVersion: 'v1', kind: 'Service' },
    { apiVersion: 'apps/v1', kind: 'Deployment' },
    { apiVersion: 'apps/v1', kind: 'DaemonSet' },
    { apiVersion: 'batch/v1', kind: 'CronJob' },
  ];
  it.each([
    ['apps/v1', 'deployment', 'the nearest that it serves is Deployment (apps/v1)'],
    ['apps/v1', 'Deploymnet', 'the nearest that it serves is Deployment (apps/v1)'],
    ['apps/v1beta1', 'Deployment', 'it serves Deployment in apps/v1'],
    ['v1', 'CronJob', 'it serves CronJob in batch/v1'],
    ['apps/v1beta1', 'deployment', 'the nearest that it serves is Deployment (apps/v1)'],
    ['apps/v1', 'Canary', 'it serves no kind of a name like that'],
    ['monitoring.coreos.com/v1', 'ServiceMonitor', 'it serves nothing of monitoring.coreos.com/v1'],
  ])('%s %s', (apiVersion, kind, instead) => {
    expect(servedInstead(kinds, apiVersion, kind)).toBe(instead);
  });
});
