import { attach, Lab } from '../lab';
import { API_VERSION, Link, Listener, Site } from './api/types';
import { KubeObject, Secret } from '../kube/types';
import { serverObjects } from './__testUtils__/labServer';
import {
  giveAddress,
  installSkupper,
  LabCluster,
  labCluster,
  waitFor,
} from './__testUtils__/labCluster';

/**
 * Controller and router on a running lab: a hub and two edge spokes, linked by hand. Passes with
 * the real controller too (SKUPPER_CONTROLLER, SKUPPER_CRDS).
 */
const namespace = `lab-skupper-${Date.now()}`;
let lab: Lab;
let hub: LabCluster;
let spokes: LabCluster[];
let all: LabCluster[];
const cleanup: Array<() => Promise<void>> = [];
const times: string[] = [];

const skupper = (kind: string, name: string, spec: object): KubeObject => ({
  apiVersion: API_VERSION,
  kind,
  metadata: { name, namespace },
  spec,
});
const note = (what: string, ms: number) => times.push(`${what}: ${(ms / 1000).toFixed(1)} s`);

/** Credentials for a spoke, made on the hub and taken to the spoke, and the link that uses them. */
async function link(spoke: LabCluster): Promise<void> {
  const certificate = `net-${spoke.name}`;
  await hub.apply(
    skupper('Certificate', certificate, {
      ca: 'skupper-site-ca',
      client: true,
      subject: spoke.name,
    }),
  );
  await waitFor(
    'the certificate',
    async () => (await hub.condition('Certificate', namespace, certificate, 'Ready')) === 'True',
  );
  const { type, data } = (await hub.find<Secret>('Secret', namespace, certificate))!;
  const metadata = { name: 'link-hub', namespace };
  await spoke.apply<Secret>({ apiVersion: 'v1', kind: 'Secret', metadata, type, data });
  const { endpoints } = (await hub.find<Site>('Site', namespace, 'hub'))!.status!;
  await spoke.apply(
    skupper('Link', 'link-hub', { tlsCredentials: 'link-hub', cost: 1, endpoints }),
  );
}

/** Patches the link until the controller has taken it over. */
async function touch(spoke: LabCluster): Promise<void> {
  let count = 0;
  await waitFor('the link is configured', async () => {
    count += 1;
    const object = (await spoke.find<Link>('Link', namespace, 'link-hub'))!;
    const { apiVersion, kind, spec } = object;
    const annotations = { touch: String(count) };
    await spoke.apply({
      apiVersion,
      kind,
      spec,
      metadata: { name: 'link-hub', namespace, annotations },
    });
    await new Promise(resolve => setTimeout(resolve, 1500));
    return (await spoke.condition('Link', namespace, 'link-hub', 'Configured')) === 'True';
  });
}

const is =
  (cluster: LabCluster, kind: string, name: string, type: string, value: string) => async () =>
    (await cluster.condition(kind, namespace, name, type)) === value;
const operational = (spoke: LabCluster, value = 'True') =>
  is(spoke, 'Link', 'link-hub', 'Operational', value);
const url = (service: string, path = '/') =>
  `http://${service}.${namespace}.svc.cluster.local:8080${path}`;
const ask = async (cluster: LabCluster, service: string) =>
  (await lab.curl(cluster.name, url(service), { timeoutMs: 5_000 })).body;
const answers = (cluster: LabCluster, service: string) => async () =>
  (await ask(cluster, service).catch(() => '')) === `hello from ${hub.name}`;

beforeAll(async () => {
  const instance = process.env.INTERCONNECT_LAB;
  if (!instance) {
    throw new Error(
      'INTERCONNECT_LAB is not set: the number of a running lab, see "npm run lab -- up"',
    );
  }
  lab = await attach(Number(instance));
  if (lab.clusters.length < 3) throw new Error('this test needs a lab of 3 clusters');
  all = lab.clusters.slice(0, 3).map(name => labCluster(lab, name));
  [hub, ...spokes] = all;
  for (const cluster of all) {
    cleanup.push(await installSkupper(cluster));
    const space = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
    await cluster.apply(space);
    cleanup.push(async () => {
      await cluster.remove(space);
      await waitFor(
        'the namespace is gone',
        async () => !(await cluster.find('Namespace', '', namespace)),
      );
    });
  }
}, 120_000);

afterAll(async () => {
  await lab?.heal(spokes[0].name).catch(() => {});
  for (const end of cleanup.reverse()) await end();
  process.stdout.write(
    `Skupper on lab ${process.env.INTERCONNECT_LAB}:\n  ${times.join('\n  ')}\n`,
  );
}, 180_000);

test('Sites become Ready, the hub with an address', async () => {
  const start = Date.now();
  await hub.apply(skupper('Site', 'hub', { linkAccess: 'loadbalancer' }));
  await Promise.all(spokes.map(spoke => spoke.apply(skupper('Site', spoke.name, { edge: true }))));
  await giveAddress(hub, namespace, 'skupper-router', `127.${20 + lab.instance}.0.240`);
  await waitFor('the hub is Ready', is(hub, 'Site', 'hub', 'Ready', 'True'));
  for (const spoke of spokes) {
    await waitFor('the spoke is Ready', is(spoke, 'Site', spoke.name, 'Ready', 'True'));
  }
  note('Sites applied until Ready', Date.now() - start);
  const { status } = (await hub.find<Site>('Site', namespace, 'hub'))!;
  expect(status).toMatchObject({
    defaultIssuer: 'skupper-site-ca',
    controller: { name: 'skupper-controller', namespace: 'skupper', version: '2.2.1' },
  });
  const ports = status!.endpoints!.map(({ name, port, group }) => `${name} ${port} ${group}`);
  expect(ports.sort()).toEqual(['edge 45671 skupper-router', 'inter-router 55671 skupper-router']);
}, 120_000);

test('a new Link is left alone until it is touched', async () => {
  await Promise.all(spokes.map(link));
  await new Promise(resolve => setTimeout(resolve, 3000));
  // One of them at most is taken over early: the 30 s resync of its cluster may fall into these 3
  // s.
  const early = await Promise.all(
    spokes.map(spoke => spoke.condition('Link', namespace, 'link-hub', 'Configured')),
  );
  expect(early).toContain(undefined);
  const start = Date.now();
  await Promise.all(spokes.map(touch));
  await Promise.all(spokes.map(spoke => waitFor('the link is up', operational(spoke))));
  note('Link touched until Operational', Date.now() - start);
  const { status } = (await spokes[0].find<Link>('Link', namespace, 'link-hub'))!;
  expect(status).toMatchObject({ status: 'Ready', message: 'OK', remoteSiteName: 'hub' });
}, 90_000);

test('bytes go from spoke to hub, from hub to spoke and from spoke to spoke', async () => {
  for (const cluster of [hub, spokes[0]]) {
    for (const object of serverObjects(cluster.name, namespace)) await cluster.apply(object);
    const host = `server.${namespace}.svc.cluster.local`;
    const routingKey = `test/${cluster.name}`;
    await cluster.apply(skupper('Connector', 'server', { host, port: 8080, routingKey }));
  }
  for (const cluster of all) {
    for (const to of [hub, spokes[0]]) {
      const spec = { host: `at-${to.name}`, port: 8080, routingKey: `test/${to.name}` };
      await cluster.apply(skupper('Listener', `at-${to.name}`, spec));
    }
  }
  const start = Date.now();
  for (const cluster of all) {
    for (const to of [hub, spokes[0]]) {
      await waitFor(
        'the listener is matched',
        is(cluster, 'Listener', `at-${to.name}`, 'Matched', 'True'),
      );
    }
  }
  await waitFor('the connector is matched', is(hub, 'Connector', 'server', 'Matched', 'True'));
  note('Listeners and Connectors applied until Matched', Date.now() - start);
  for (const cluster of all) {
    for (const to of [hub, spokes[0]]) {
      await waitFor(
        `${cluster.name} reaches the server of ${to.name}`,
        async () =>
          (await ask(cluster, `at-${to.name}`).catch(() => '')) === `hello from ${to.name}`,
        20,
      );
    }
  }
  const big = await lab.curl(spokes[1].name, url(`at-${spokes[0].name}`, '/big'), {
    timeoutMs: 30_000,
  });
  expect(big.body.length).toBe(20 * 1024 * 1024);
}, 180_000);

test('a path that is cut is reported late, and back when it is healed', async () => {
  const [spoke, other] = spokes;
  const listener = `at-${hub.name}`;
  const start = Date.now();
  await lab.cut(spoke.name);
  await expect(ask(spoke, listener)).rejects.toThrow();
  await waitFor('the link is down', operational(spoke, 'False'), 40);
  const down = Date.now() - start;
  await waitFor(
    'the listener has no connector',
    is(spoke, 'Listener', listener, 'Matched', 'False'),
    40,
  );
  const unmatched = Date.now() - start;
  note('path cut until Link not Operational', down);
  note('path cut until Listener not Matched', unmatched);
  expect(await hub.condition('Connector', namespace, 'server', 'Matched')).toBe('True');
  expect(await ask(other, listener)).toBe(`hello from ${hub.name}`);
  expect(down).toBeGreaterThan(10_000);
  expect(unmatched).toBeGreaterThan(25_000);
  const healed = Date.now();
  await lab.heal(spoke.name);
  await waitFor('the link is up', operational(spoke), 60);
  await waitFor('the listener is matched', is(spoke, 'Listener', listener, 'Matched', 'True'), 60);
  note('healed until Operational and Matched', Date.now() - healed);
  expect(await ask(spoke, listener)).toBe(`hello from ${hub.name}`);
}, 120_000);

test('a hub router that is killed is noticed soon and comes back', async () => {
  const [spoke] = spokes;
  const start = Date.now();
  await lab.kill(`${hub.name}/${namespace}/skupper-router`);
  await waitFor('the link is down', operational(spoke, 'False'), 10);
  note('hub router killed until Link not Operational', Date.now() - start);
  await waitFor('the link is up', operational(spoke), 60);
  note('hub router killed until Operational again', Date.now() - start);
  await waitFor('it answers again', answers(spoke, `at-${hub.name}`), 20);
}, 120_000);

test('a spoke whose API server is away goes on working', async () => {
  const [spoke] = spokes;
  await lab.stop(spoke.name);
  try {
    for (const to of [hub, spoke]) {
      expect(await ask(hub, `at-${to.name}`)).toBe(`hello from ${to.name}`);
      expect(await ask(spoke, `at-${to.name}`)).toBe(`hello from ${to.name}`);
    }
  } finally {
    await lab.start(spoke.name);
  }
  const listener = { host: 'later', port: 8080, routingKey: `test/${hub.name}` };
  await spoke.apply(skupper('Listener', 'later', listener));
  await waitFor('it is matched', is(spoke, 'Listener', 'later', 'Matched', 'True'));
  // The Service's address is there when the node's watch has found its way back to the API server.
  await waitFor('it answers', answers(spoke, 'later'), 30);
}, 150_000);

test('what cannot be is an error that names the reason', async () => {
  const [spoke] = spokes;
  await spoke.apply({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'foreign', namespace },
    spec: { ports: [{ port: 8080 }] },
  } as KubeObject);
  await spoke.apply(skupper('Site', 'second', {}));
  await new Promise(resolve => setTimeout(resolve, 1000));
  await spoke.apply(
    skupper('Listener', 'foreign', { host: 'foreign', port: 8080, routingKey: 'x' }),
  );
  await spoke.apply(
    skupper('Listener', 'twice', { host: `at-${hub.name}`, port: 8080, routingKey: 'y' }),
  );
  const message = async (kind: string, name: string) => {
    await waitFor(`${kind} ${name} has an error`, async () => {
      const found = await spoke.find<Listener>(kind, namespace, name);
      return found?.status?.status === 'Error';
    });
    return (await spoke.find<Listener>(kind, namespace, name))!.status!.message;
  };
  expect(await message('Listener', 'foreign')).toBe('Service foreign already exists in namespace');
  expect(await message('Listener', 'twice')).toBe(
    `Listener at-${hub.name} with host at-${hub.name} and port 8080 already exists in namespace`,
  );
  expect(await message('Site', 'second')).toBe(
    `An active site already exists in the namespace (${spoke.name})`,
  );
  for (const object of ['second', 'foreign', 'twice']) {
    await spoke.remove({
      kind: object === 'second' ? 'Site' : 'Listener',
      metadata: { name: object, namespace },
    });
  }
  await spoke.remove({ kind: 'Service', metadata: { name: 'foreign', namespace } });
}, 60_000);

test('a Site that is deleted takes all it made with it, and leaves the statuses of links and listeners', async () => {
  const [spoke] = spokes;
  const start = Date.now();
  await spoke.remove({ kind: 'Site', metadata: { name: spoke.name, namespace } });
  const owned = [
    ['Deployment', 'skupper-router'],
    ['ConfigMap', 'skupper-router'],
    ['ConfigMap', 'skupper-network-status'],
    ['Service', 'skupper-router-local'],
    ['Service', `at-${hub.name}`],
    ['Certificate', 'skupper-site-ca'],
    ['Secret', 'skupper-site-ca'],
    ['Role', 'skupper-router'],
    ['ServiceAccount', 'skupper-router'],
  ];
  const allGone = async () => {
    const left = await Promise.all(owned.map(([kind, name]) => spoke.find(kind, namespace, name)));
    return left.every(object => object === undefined);
  };
  // Kubernetes' garbage collector learns of kinds every 30 s, and meanwhile tries less and less
  // often.
  await waitFor('everything that it owned is gone', allGone, 150);
  note('Site deleted until all it owned is gone', Date.now() - start);
  const linkIs = (type: string) => spoke.condition('Link', namespace, 'link-hub', type);
  const listener = (type: string) => spoke.condition('Listener', namespace, `at-${hub.name}`, type);
  await waitFor('the link says so', async () => (await linkIs('Configured')) === 'False');
  await waitFor('the listener says so', async () => (await listener('Configured')) === 'False');
  expect([await linkIs('Operational'), await listener('Matched')]).toEqual(['True', 'True']);
  expect(await spoke.find('Secret', namespace, 'link-hub')).toBeDefined();
}, 180_000);

test('a hub whose Site is deleted leaves the links of spokes as they were', async () => {
  const [, spoke] = spokes;
  await waitFor('the link is up', operational(spoke), 60);
  await hub.remove({ kind: 'Site', metadata: { name: 'hub', namespace } });
  const alone = async () =>
    (await spoke.find<Site>('Site', namespace, spoke.name))?.status?.sitesInNetwork === 1;
  await waitFor('the spoke sees itself alone', alone, 180);
  expect(await operational(spoke)()).toBe(true);
}, 270_000);
