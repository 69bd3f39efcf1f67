import { X509Certificate } from 'node:crypto';
import { API_VERSION, Certificate, SecuredAccess, Site, Status } from '../api/types';
import { KubeObject, Secret, Service } from '../../kube/types';
import { createFakeCluster, FakeCluster, WatchEvent } from '../__testUtils__/fakeCluster';
import { FakeController, startFakeController } from '../__testUtils__/fakeController';
import { condition, NAMESPACE, site } from '../__testUtils__/testSite';

/** Certificates and the way in to a hub, as the real controller keeps them. */
let cluster: FakeCluster;
let controller: FakeController;
const ADDRESS = '127.0.0.7';
const client: Certificate = {
  apiVersion: API_VERSION,
  kind: 'Certificate',
  metadata: { name: 'client', namespace: NAMESPACE },
  spec: { ca: 'skupper-site-ca', client: true, subject: 'spoke' },
};
const pem = (name: string) => {
  const { data } = cluster.get<Secret>('Secret', NAMESPACE, name);
  return new X509Certificate(Buffer.from(data!['tls.crt'], 'base64'));
};
const isSigned = () => pem('client').verify(pem('skupper-site-ca').publicKey);
const endpoints = () => cluster.get<Site>('Site', NAMESPACE, 'here').status?.endpoints?.length;

beforeEach(async () => {
  cluster = createFakeCluster();
  // A load balancer that is as slow as needed for the controller to see the Service without an
  // address.
  cluster.watch(({ type, object }) => {
    if (type === 'DELETED' || object.kind !== 'SecuredAccess') return;
    const { endpoints: known, conditions } = (object as SecuredAccess).status ?? {};
    const service = cluster.find<Service>('Service', NAMESPACE, 'skupper-router');
    if (!conditions || known || !service || service.status) return;
    cluster.apply({ ...service, status: { loadBalancer: { ingress: [{ ip: ADDRESS }] } } });
  });
  controller = await startFakeController(cluster);
});
afterEach(() => controller.stop());

const makeSite = async () => {
  cluster.apply(site({ linkAccess: 'loadbalancer' }));
  await controller.settle();
  cluster.apply(client);
  await controller.settle();
};

it('has a Certificate wait for the tick when its authority comes later', async () => {
  cluster.apply(client);
  await controller.settle();
  expect(condition(cluster, client, 'Ready')).toBe(`CA "${NAMESPACE}/skupper-site-ca" not found`);
  cluster.apply(site());
  await controller.settle();
  expect(condition(cluster, client, 'Ready')).toBe(`CA "${NAMESPACE}/skupper-site-ca" not found`);
  await controller.tick();
  expect(condition(cluster, client, 'Ready')).toBe('True');
});

it('signs nothing again when the authority is another one, only what is made anew', async () => {
  await makeSite();
  expect(isSigned()).toBe(true);
  cluster.remove('Secret', NAMESPACE, 'skupper-site-ca');
  await controller.settle();
  expect(cluster.find('Secret', NAMESPACE, 'skupper-site-ca')).toBeUndefined();
  await controller.tick();
  await controller.tick();
  expect(condition(cluster, client, 'Ready')).toBe('True');
  expect(isSigned()).toBe(false);
  cluster.remove('Secret', NAMESPACE, 'client');
  await controller.settle();
  expect(cluster.find('Secret', NAMESPACE, 'client')).toBeUndefined();
  await controller.tick();
  expect(isSigned()).toBe(true);
});

it('makes the Secret of a Certificate that is made again at once', async () => {
  await makeSite();
  const before = pem('client').fingerprint;
  cluster.remove('Certificate', NAMESPACE, 'client');
  await controller.settle();
  expect(cluster.find('Secret', NAMESPACE, 'client')).toBeUndefined();
  cluster.apply(client);
  await controller.settle();
  expect(pem('client').fingerprint).not.toBe(before);
});

it('brings the router Service back bare, under another UID, with the endpoints away meanwhile', async () => {
  await makeSite();
  expect(endpoints()).toBe(2);
  const service = cluster.get<Service>('Service', NAMESPACE, 'skupper-router');
  const ranges = { loadBalancerSourceRanges: ['10.0.0.0/8'] };
  const labels = { 'example.com/added': 'yes' };
  cluster.apply({
    ...service,
    metadata: { ...service.metadata, labels: { ...service.metadata.labels, ...labels } },
    spec: { ...service.spec, ...ranges },
  });
  await controller.tick();
  // 2.2.1 sets labels of its own and takes none away (internal/kube/securedaccess/access.go,
  // checkService).
  expect(cluster.get('Service', NAMESPACE, 'skupper-router')).toMatchObject({
    metadata: { labels },
    spec: ranges,
  });
  const seen: WatchEvent[] = [];
  const stop = cluster.watch(event => seen.push(event));
  seen.length = 0;
  cluster.remove('Service', NAMESPACE, 'skupper-router');
  await controller.settle();
  stop();
  const again = cluster.get<Service>('Service', NAMESPACE, 'skupper-router');
  expect(again.metadata.uid).not.toBe(service.metadata.uid);
  expect(again.spec).toEqual(service.spec);
  expect(again.metadata.labels).toEqual(service.metadata.labels);
  const resolved = seen.flatMap(({ object }) =>
    object.kind === 'Site'
      ? (object as KubeObject<unknown, Status>).status!.conditions!.find(
          ({ type }) => type === 'Resolved',
        )!.status
      : [],
  );
  expect(resolved).toContain('False');
  expect(resolved.at(-1)).toBe('True');
  expect(endpoints()).toBe(2);
});

it('says for a moment after a restart that what it made is there already', async () => {
  await makeSite();
  controller.stop();
  const seen: string[] = [];
  const stop = cluster.watch(({ object }) => {
    const { conditions = [] } = (object as KubeObject<unknown, Status>).status ?? {};
    const message = conditions.find(({ type }) => type === 'Configured')?.message;
    if (message && message !== 'OK') seen.push(`${object.kind}: ${message}`);
  });
  controller = await startFakeController(cluster);
  stop();
  expect(new Set(seen)).toEqual(
    new Set([
      'RouterAccess: securedaccesses.skupper.io "skupper-router" already exists',
      'Site: certificates.skupper.io "skupper-site-ca" already exists',
    ]),
  );
  expect(condition(cluster, site(), 'Configured')).toBe('True');
});

it('deletes nothing itself when the Site goes; the garbage collector does', async () => {
  await makeSite();
  const before = cluster.changes.length;
  cluster.remove('Site', NAMESPACE, 'here');
  await controller.settle();
  expect(cluster.changes.slice(before)).toEqual([]);
  const left = cluster.objects().map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(left.sort()).toEqual(['Certificate client', 'Secret client']);
});
