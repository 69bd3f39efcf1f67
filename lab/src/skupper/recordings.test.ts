import { X509Certificate, createPrivateKey } from 'node:crypto';
import { Link, Site } from './api/types';
import { Context } from './controller/context';
import { createReconciler, Reconciler } from './controller/reconciler';
import { ConfigMap, KubeObject, Secret, Service } from './kube/types';
import { createFakeCluster, FakeCluster } from './testing/fakeCluster';
import { comparable, readRecording, recorded } from './testing/recording';

/**
 * Gives the stand-in controller what people and the rest of the cluster gave to the real one, and compares every object that
 * it makes, whole, with the recording of the real one.
 */
const NAMESPACE = 'interconnect-demo';
/** Objects that people made. */
const BY_HAND = ['Site', 'Link', 'Connector', 'Listener'];

async function replay(name: 'hub' | 's1') {
  const recording = readRecording(name);
  const cluster = createFakeCluster(
    ({ kind, metadata }) => recorded(recording, kind, metadata.name).metadata.uid!,
  );
  const context: Context = {
    ...cluster,
    images: {
      router: 'quay.io/skupper/skupper-router:3.5.1',
      kubeAdaptor: 'quay.io/skupper/kube-adaptor:2.2.1',
    },
    self: { name: 'skupper-controller', namespace: 'skupper', version: '2.2.1' },
    log: line => {
      throw new Error(line);
    },
  };
  const reconciler = createReconciler(context);
  const give = (object: KubeObject) => {
    const { status, ...rest } = object;
    const { name: objectName, namespace, annotations } = object.metadata;
    cluster.apply({ ...rest, metadata: { name: objectName, namespace, annotations } });
  };
  // A load balancer that is as quick as in the recorded run.
  cluster.hooks.onCreate = object => {
    if ((object as Service).spec?.type !== 'LoadBalancer') return;
    const { status } = recorded<Service>(recording, 'Service', object.metadata.name);
    cluster.apply({ ...object, status });
  };
  recording.filter(({ kind }) => BY_HAND.includes(kind)).forEach(give);
  await settle(cluster, reconciler);
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
  give(recorded<ConfigMap>(recording, 'ConfigMap', 'skupper-network-status'));
  recording.push(routerPod());
  cluster.apply(routerPod());
  for (const kind of BY_HAND.slice(1)) {
    for (const { metadata } of recording.filter(object => object.kind === kind)) {
      // Twice: a new Link is taken over at the second look.
      await reconciler.handle(`${kind} ${NAMESPACE}/${metadata.name}`);
      await reconciler.handle(`${kind} ${NAMESPACE}/${metadata.name}`);
    }
  }
  await settle(cluster, reconciler);
  return { recording, cluster, reconciler };
}

async function settle(cluster: FakeCluster, reconciler: Reconciler) {
  let before = -1;
  for (let round = 0; cluster.changes.length !== before; round += 1) {
    if (round > 10) throw new Error(`does not come to rest: ${cluster.changes.slice(-5)}`);
    before = cluster.changes.length;
    await reconciler.handle(`Namespace ${NAMESPACE}/`);
  }
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
  const { cluster, recording } = await replay('s1');
  const restarted = createReconciler({
    ...cluster,
    images: {
      router: 'quay.io/skupper/skupper-router:3.5.1',
      kubeAdaptor: 'quay.io/skupper/kube-adaptor:2.2.1',
    },
    self: { name: 'skupper-controller', namespace: 'skupper', version: '2.2.1' },
    log: () => {},
  });
  const before = cluster.changes.length;
  await restarted.handle(`Namespace ${NAMESPACE}/`);
  await restarted.handle(`Link ${NAMESPACE}/link-hub`);
  await restarted.handle(`Namespace ${NAMESPACE}/`);
  expect(cluster.changes.slice(before)).toEqual([]);
  expect(recorded<Link>(recording, 'Link', 'link-hub').status?.status).toBe('Ready');
});

it('leaves links and listeners of a deleted Site as they were', async () => {
  const { cluster, reconciler } = await replay('s1');
  const before = [
    cluster.get('Link', NAMESPACE, 'link-hub'),
    cluster.get('Listener', NAMESPACE, 'my-backend'),
  ];
  cluster.remove('Site', NAMESPACE, 's1');
  await reconciler.handle(`Namespace ${NAMESPACE}/`);
  expect(cluster.get('Link', NAMESPACE, 'link-hub')).toEqual(before[0]);
  expect(cluster.get('Listener', NAMESPACE, 'my-backend')).toEqual(before[1]);
  const left = cluster.objects().map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(left.sort()).toEqual([
    'ConfigMap skupper-network-status',
    'Link link-hub',
    'Listener my-backend',
    'Pod skupper-router-1',
    'Secret link-hub',
  ]);
});

it('calls a second Site in a namespace an error and leaves the first alone', async () => {
  const { cluster, reconciler } = await replay('s1');
  const first = cluster.get<Site>('Site', NAMESPACE, 's1');
  cluster.cache.put({ ...first, metadata: { ...first.metadata, name: 'other', uid: 'other' } });
  const statuses: unknown[] = [];
  cluster.api.updateStatus = async object => {
    statuses.push([object.metadata.name, object.status]);
    return object;
  };
  await reconciler.handle(`Namespace ${NAMESPACE}/`);
  expect(statuses).toEqual([
    [
      'other',
      expect.objectContaining({
        status: 'Error',
        message: 'An active site already exists in the namespace (s1)',
      }),
    ],
  ]);
});

it('makes a Site anew that was deleted, and takes its links over again', async () => {
  const { cluster, reconciler, recording } = await replay('s1');
  cluster.remove('Site', NAMESPACE, 's1');
  await reconciler.handle(`Namespace ${NAMESPACE}/`);
  // The next resync: the real controller reports them as errors then, but leaves Operational and Matched.
  await reconciler.handle(`Link ${NAMESPACE}/link-hub`);
  await reconciler.handle(`Listener ${NAMESPACE}/my-backend`);
  const state = (kind: string, name: string) => {
    const { status } = cluster.get<Link>(kind, NAMESPACE, name);
    const conditions = status!.conditions!.map(({ type, status: value }) => `${type}=${value}`);
    return [`${status!.status}: ${status!.message}`, ...conditions.sort()];
  };
  const orphaned = 'Error: No active site in namespace';
  const failed = ['Configured=False'];
  expect(state('Link', 'link-hub')).toEqual([
    orphaned,
    ...failed,
    'Operational=True',
    'Ready=False',
  ]);
  expect(state('Listener', 'my-backend')).toEqual([
    orphaned,
    ...failed,
    'Matched=True',
    'Ready=False',
  ]);
  const { metadata, apiVersion, kind, spec } = recorded<Site>(recording, 'Site', 's1');
  cluster.apply({
    apiVersion,
    kind,
    spec,
    metadata: { name: 's1', namespace: metadata.namespace },
  });
  await settle(cluster, reconciler);
  await reconciler.handle(`Link ${NAMESPACE}/link-hub`);
  await settle(cluster, reconciler);
  expect(state('Link', 'link-hub')[0]).toBe('Ready: OK');
  expect(state('Listener', 'my-backend')[0]).toBe('Ready: OK');
});
