import { X509Certificate, createPrivateKey } from 'node:crypto';
import { ConfigMap, KubeObject, Secret, Service } from '../kube/types';
import { createFakeCluster } from './__testUtils__/fakeCluster';
import { startFakeController } from './__testUtils__/fakeController';
import { comparable, readRecording, recorded } from './__testUtils__/recording';

/**
 * Gives the stand-in controller what people and the rest of the cluster gave to the real one, and
 * compares every object that it makes, whole, with the recording of the real one.
 */
const NAMESPACE = 'interconnect-demo';
/** Objects that people made. */
const BY_HAND = ['Link', 'Connector', 'Listener'];

async function replay(name: 'hub' | 's1') {
  const recording = readRecording(name);
  const cluster = createFakeCluster(
    ({ kind, metadata }) => recorded(recording, kind, metadata.name).metadata.uid!,
  );
  const give = (object: KubeObject) => {
    const { status, ...rest } = object;
    const { name: objectName, namespace, annotations } = object.metadata;
    cluster.apply({ ...rest, metadata: { name: objectName, namespace, annotations } });
  };
  // A load balancer that is as quick as in the recorded run.
  cluster.onCreate = object => {
    if ((object as Service).spec?.type !== 'LoadBalancer') return;
    const { status } = recorded<Service>(recording, 'Service', object.metadata.name);
    cluster.apply({ ...object, status });
  };
  const log: string[] = [];
  const controller = await startFakeController(cluster, { log: line => log.push(line) });
  give(recorded(recording, 'Site', name));
  await controller.settle();
  recording.filter(({ kind }) => BY_HAND.includes(kind)).forEach(give);
  if (name === 'hub') {
    give(recorded(recording, 'Certificate', 'link-s1'));
  } else {
    const { type } = recorded<Secret>(recording, 'Secret', 'link-hub');
    const data = { 'ca.crt': 'YQ==', 'tls.crt': 'Yg==', 'tls.key': 'Yw==' };
    const secret: Secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'link-hub', namespace: NAMESPACE },
      type,
      data,
    };
    cluster.apply(secret);
  }
  await controller.settle();
  // A new Link is taken over at the second look.
  await controller.tick();
  give(recorded<ConfigMap>(recording, 'ConfigMap', 'skupper-network-status'));
  recording.push(routerPod());
  cluster.apply(routerPod());
  await controller.settle();
  expect(log).toEqual([]);
  return { recording, cluster, controller };
}

function routerPod(): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'skupper-router-1',
      namespace: NAMESPACE,
      uid: 'pod-1',
      labels: { 'skupper.io/component': 'router', 'skupper.io/type': 'site' },
    },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

describe.each(['hub', 's1'] as const)('recording of %s', name => {
  let made: Map<string, KubeObject>;
  let recording: KubeObject[];
  const id = ({ kind, metadata }: KubeObject) => `${kind} ${metadata.name}`;

  beforeAll(async () => {
    const run = await replay(name);
    run.controller.stop();
    recording = run.recording.filter(object => id(object) !== 'ServiceAccount default');
    made = new Map(run.cluster.objects().map(object => [id(object), object]));
  }, 60_000);

  const names = readRecording(name)
    .map(id)
    .filter(text => text !== 'ServiceAccount default');

  it('names the same objects', () => {
    expect([...made.keys()].sort()).toEqual(recording.map(id).sort());
  });

  it.each(names)('%s is the same', object => {
    const [kind, objectName] = object.split(' ');
    expect(comparable(made.get(object)!)).toEqual(
      comparable(recorded(recording, kind, objectName)),
    );
  });

  it('Secrets hold usable credentials', () => {
    const secrets = [...made.values()].filter(
      ({ kind, metadata }) => kind === 'Secret' && metadata.name !== 'link-hub',
    ) as Secret[];
    expect(secrets.length).toBeGreaterThan(2);
    for (const { metadata, data } of secrets) {
      const text = (key: string) => Buffer.from(data![key], 'base64').toString('utf8');
      const certificate = new X509Certificate(text('tls.crt'));
      const authority = new X509Certificate(text('ca.crt'));
      expect(text('tls.key')).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
      expect(certificate.checkPrivateKey(createPrivateKey(text('tls.key')))).toBe(true);
      expect(certificate.verify(authority.publicKey)).toBe(true);
      expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
      // As long as the recorded one, give or take the length of numbers.
      const recordedLength = /<(\d+) bytes>/.exec(
        recorded<Secret>(recording, 'Secret', metadata.name).data!['tls.crt'],
      )![1];
      expect(Math.abs(data!['tls.crt'].length - Number(recordedLength))).toBeLessThanOrEqual(24);
    }
  });
});

it('comes to rest, and starts from what is there after a restart', async () => {
  const { cluster, controller } = await replay('s1');
  const before = cluster.changes.length;
  await controller.tick();
  expect(cluster.changes.slice(before)).toEqual([]);
  controller.stop();
  const restarted = await startFakeController(cluster);
  // The Site's own certificates come as a surprise, for a moment.
  expect(cluster.changes.slice(before)).toEqual([
    `PUT Site ${NAMESPACE}/s1 status`,
    `PUT Site ${NAMESPACE}/s1 status`,
  ]);
  restarted.stop();
});
