import { setTimeout as sleep } from 'node:timers/promises';
import { KubeObject, Service } from '../../kube/types';
import { createFakeCluster, FakeCluster } from '../__testUtils__/fakeCluster';
import { FakeController, startFakeController } from '../__testUtils__/fakeController';
import { condition, connector, link, listener, NAMESPACE, site } from '../__testUtils__/testSite';

/** What happens to listeners, connectors and links, as it was seen with the real controller. */
let cluster: FakeCluster;
let controller: FakeController;
const configured = (object: KubeObject) => condition(cluster, object, 'Configured');
const annotate = ({ kind, metadata: { name } }: KubeObject, value: string) => {
  const { metadata, ...rest } = cluster.get(kind, NAMESPACE, name);
  cluster.apply({ ...rest, metadata: { ...metadata, annotations: { value } } });
};
const remove = ({ kind, metadata: { name } }: KubeObject) => cluster.remove(kind, NAMESPACE, name);

beforeEach(async () => {
  cluster = createFakeCluster();
  controller = await startFakeController(cluster);
  cluster.apply(site());
  await controller.settle();
});
afterEach(() => controller.stop());

describe.each([
  ['Listener', listener('a')],
  ['Connector', connector('a')],
])('%s', (_, object) => {
  /** As a client that makes an object, takes its fields over, and applies it. */
  const threeWrites = async () => {
    cluster.apply(object);
    await sleep(3);
    annotate(object, 'first');
    await sleep(3);
    annotate(object, 'second');
    await controller.settle();
  };

  it('is configured after one write', async () => {
    cluster.apply(object);
    await controller.settle();
    expect(configured(object)).toBe('True');
  });

  it('stays without Configured for good after three writes', async () => {
    await threeWrites();
    expect(configured(object)).toBeUndefined();
    annotate(object, 'touched');
    await controller.settle();
    await controller.tick();
    await controller.tick();
    expect(configured(object)).toBeUndefined();
  });

  it('is mended by another spec', async () => {
    await threeWrites();
    cluster.apply({ ...object, spec: { ...object.spec!, port: 81 } } as KubeObject);
    await controller.settle();
    expect(configured(object)).toBe('True');
  });

  it('is mended by making it again, unless that comes so quickly that it is not seen', async () => {
    await threeWrites();
    controller.pause();
    remove(object);
    cluster.apply(object);
    await sleep(5);
    controller.resume();
    await controller.settle();
    expect(configured(object)).toBeUndefined();
    remove(object);
    await controller.settle();
    cluster.apply(object);
    await controller.settle();
    expect(configured(object)).toBe('True');
  });

  it('is mended by a restart of the controller', async () => {
    await threeWrites();
    controller.stop();
    controller = await startFakeController(cluster);
    expect(configured(object)).toBe('True');
  });

  it('is never lost by the kind controller', async () => {
    controller.stop();
    controller = await startFakeController(cluster, { kind: true });
    await threeWrites();
    expect(configured(object)).toBe('True');
  });
});

it('notices a Link at the first event, takes it over at the second, and never loses it', async () => {
  const object = link('hub');
  cluster.apply(object);
  await controller.settle();
  expect(configured(object)).toBeUndefined();
  annotate(object, 'touched');
  await sleep(5);
  annotate(object, 'again');
  await controller.settle();
  expect(configured(object)).toBe('True');
});

it('takes an untouched Link over at the tick', async () => {
  const object = link('hub');
  cluster.apply(object);
  await controller.settle();
  await controller.tick();
  expect(configured(object)).toBe('True');
});

it('lets the second of two equal listeners wait for the tick after the first is gone', async () => {
  const [first, second] = [listener('first'), listener('second', { host: 'first' })];
  cluster.apply(first);
  await controller.settle();
  cluster.apply(second);
  await controller.settle();
  const problem = 'Listener first with host first and port 80 already exists in namespace';
  expect(configured(second)).toBe(problem);
  remove(first);
  await controller.settle();
  expect(configured(second)).toBe(problem);
  expect(cluster.find('Service', NAMESPACE, 'first')).toBeUndefined();
  await controller.tick();
  expect(configured(second)).toBe('True');
  expect(cluster.find('Service', NAMESPACE, 'first')).toBeDefined();
});

it('leaves a foreign Service alone, and takes its place at the tick after it is gone', async () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a', namespace: NAMESPACE },
  };
  cluster.apply(service);
  cluster.apply(listener('a'));
  await controller.settle();
  expect(configured(listener('a'))).toBe('Service a already exists in namespace');
  remove(service);
  await controller.settle();
  expect(configured(listener('a'))).toBe('Service a already exists in namespace');
  await controller.tick();
  expect(configured(listener('a'))).toBe('True');
});

it('makes the Service of a listener again when it is deleted, and leaves it when it is changed', async () => {
  cluster.apply(listener('a'));
  await controller.settle();
  const service = cluster.get<Service>('Service', NAMESPACE, 'a');
  const selector = { somebody: 'else' };
  cluster.apply({ ...service, spec: { ...service.spec, selector } });
  await controller.settle();
  await controller.tick();
  expect(cluster.get<Service>('Service', NAMESPACE, 'a').spec?.selector).toEqual(selector);
  remove(service);
  await controller.settle();
  expect(cluster.get<Service>('Service', NAMESPACE, 'a').spec).toEqual(service.spec);
});

it('says nothing of a connector whose selector matches no pod', async () => {
  const object = connector('a', { host: undefined, selector: 'app=x' });
  cluster.apply(object);
  await controller.settle();
  await controller.tick();
  expect(cluster.get('Connector', NAMESPACE, 'a').status).toBeUndefined();
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'x', namespace: NAMESPACE, labels: { app: 'x' } },
    status: {
      phase: 'Running',
      podIP: '127.0.0.8',
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
  cluster.apply(pod);
  await controller.settle();
  expect(configured(object)).toBe('True');
  remove(pod);
  await controller.settle();
  expect(configured(object)).toBe('No matches for selector');
});

describe('without a Site', () => {
  const objects = [listener('a'), connector('b'), link('hub')];
  beforeEach(async () => {
    objects.forEach(object => cluster.apply(object));
    await controller.settle();
    annotate(link('hub'), 'touched');
    await controller.settle();
  });

  it('nothing is said when the Site goes, until the tick', async () => {
    remove(site());
    await controller.settle();
    expect(objects.map(configured)).toEqual(['True', 'True', 'True']);
    expect(cluster.find('Service', NAMESPACE, 'a')).toBeUndefined();
    await controller.tick();
    const problem = 'No active site in namespace';
    expect(objects.map(configured)).toEqual([problem, problem, problem]);
  });

  it('connectors are taken up with the next Site, listeners and links at the tick after it', async () => {
    remove(site());
    await controller.settle();
    await controller.tick();
    cluster.apply(site());
    await controller.settle();
    const problem = 'No active site in namespace';
    expect(objects.map(configured)).toEqual([problem, 'True', problem]);
    await controller.tick();
    expect(objects.map(configured)).toEqual(['True', 'True', 'True']);
    expect(cluster.find('Service', NAMESPACE, 'a')).toBeDefined();
  });
});
