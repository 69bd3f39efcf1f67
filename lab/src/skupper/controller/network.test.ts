import { setTimeout as sleep } from 'node:timers/promises';
import { NETWORK_STATUS_KEY, NETWORK_STATUS_NAME } from '../api/networkStatus';
import { Link, Site } from '../api/types';
import { ConfigMap, KubeObject } from '../../kube/types';
import { createFakeCluster, FakeCluster } from '../__testUtils__/fakeCluster';
import { FakeController, startFakeController } from '../__testUtils__/fakeController';
import { condition, link, listener, NAMESPACE, site } from '../__testUtils__/testSite';

/** What the controller makes of the router's document, and what it makes nothing of. */
let cluster: FakeCluster;
let controller: FakeController;

/**
 * The document of the router here: its link, and the hub with its access point, when it sees them.
 */
function document(links: Array<'up' | 'down'>, hub: 'seen' | 'without access' | 'gone' = 'seen') {
  const { uid } = cluster.get<Site>('Site', NAMESPACE, 'here').metadata;
  const about = { namespace: NAMESPACE, platform: 'kubernetes', siteVersion: '2.2.1' };
  const here = {
    site: { ...about, identity: uid, name: 'here' },
    routerStatus: [
      {
        router: { name: '0/here' },
        links: links.map(status => ({ name: 'hub', status, peer: 'hub:1' })),
        routerAccess: [],
        listeners: [{ name: 'a', address: 'a' }],
        connectors: [],
      },
    ],
  };
  const there = {
    site: { ...about, identity: 'hub', name: 'hub' },
    routerStatus: [
      {
        router: { name: '0/hub' },
        links: [],
        routerAccess: hub === 'seen' ? [{ identity: 'hub:1' }] : [],
        listeners: [],
        connectors: [{ destHost: 'h', destPort: '1', address: 'a' }],
      },
    ],
  };
  const text = JSON.stringify({
    addresses: [],
    siteStatus: hub === 'gone' ? [here] : [here, there],
  });
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: NETWORK_STATUS_NAME, namespace: NAMESPACE },
    data: { [NETWORK_STATUS_KEY]: text },
  } satisfies ConfigMap;
}
const operational = () => condition(cluster, link('hub'), 'Operational');
const matched = () => condition(cluster, listener('a'), 'Matched');
const sites = () => cluster.get<Site>('Site', NAMESPACE, 'here').status?.sitesInNetwork;
const annotate = ({ kind, metadata: { name } }: KubeObject, value: string) => {
  const { metadata, ...rest } = cluster.get(kind, NAMESPACE, name);
  cluster.apply({ ...rest, metadata: { ...metadata, annotations: { value } } });
};
const see = async (configMap: ConfigMap) => {
  cluster.apply(configMap);
  await controller.settle();
};

beforeEach(async () => {
  cluster = createFakeCluster();
  controller = await startFakeController(cluster);
  cluster.apply(site());
  await controller.settle();
  [link('hub'), listener('a')].forEach(object => cluster.apply(object));
  await controller.settle();
  await controller.tick();
  await see(document(['up']));
});
afterEach(() => controller.stop());

it('takes the document over', () => {
  expect([operational(), matched(), sites()]).toEqual(['True', 'True', 2]);
  expect(cluster.get<Link>('Link', NAMESPACE, 'hub').status?.remoteSiteName).toBe('hub');
});

it('believes a link that is down while its other end is known', async () => {
  await see(document(['down']));
  expect([operational(), matched()]).toEqual(['Not operational', 'True']);
});

it.each(['without access', 'gone'] as const)(
  'leaves a link as it was whose other end is %s',
  async hub => {
    await see(document(['down'], hub));
    expect(operational()).toBe('True');
    expect(sites()).toBe(hub === 'gone' ? 1 : 2);
  },
);

it('believes the last of two records of a link', async () => {
  await see(document(['down', 'up']));
  expect(operational()).toBe('True');
  await see(document(['up', 'down']));
  expect(operational()).toBe('Not operational');
});

it('does not see what passed while it was stopped', async () => {
  controller.pause();
  cluster.apply(document(['down']));
  await sleep(5);
  cluster.apply(document(['down'], 'gone'));
  await sleep(5);
  expect([operational(), sites()]).toEqual(['True', 2]);
  controller.resume();
  await controller.settle();
  expect([operational(), matched(), sites()]).toEqual(['True', 'No matching connectors', 1]);
});

it('loses what it says of an object that is written then, until the network changes again', async () => {
  cluster.apply(document(['down']));
  annotate(link('hub'), 'at the same moment');
  await controller.settle();
  expect(operational()).toBe('True');
  await controller.tick();
  annotate(link('hub'), 'again');
  await controller.settle();
  expect(operational()).toBe('True');
  await see(document(['down'], 'without access'));
  await see(document(['down']));
  expect(operational()).toBe('Not operational');
});

it('keeps what it said when its own Site is gone', async () => {
  cluster.remove('Site', NAMESPACE, 'here');
  await controller.settle();
  await controller.tick();
  const problem = 'No active site in namespace';
  expect(condition(cluster, link('hub'), 'Configured')).toBe(problem);
  expect(condition(cluster, link('hub'), 'Ready')).toBe(problem);
  expect([operational(), matched()]).toEqual(['True', 'True']);
});

it('matches a listener whose Configured was lost', async () => {
  const object = listener('b', { routingKey: 'a' });
  cluster.apply(object);
  await sleep(3);
  annotate(object, 'x');
  await controller.settle();
  await see(document(['down']));
  const of = (type: string) => condition(cluster, object, type);
  expect([of('Configured'), of('Matched'), of('Ready')]).toEqual([
    undefined,
    'True',
    'Not Configured',
  ]);
});
