import { parseDiscovery, snapshotLines, type SnapshotObject } from './snapshot';

function object(
  kind: string,
  name: string,
  more: Partial<SnapshotObject['metadata']> = {},
  apiVersion = 'v1',
) {
  return { apiVersion, kind, metadata: { name, uid: `${kind}/${name}`, ...more } };
}

const ownedBy = (kind: string, name: string) => ({
  ownerReferences: [{ kind, name, uid: `${kind}/${name}`, controller: true }],
});

function deployment(hash: string, pod: string): SnapshotObject[] {
  const namespace = 'shop';
  return [
    object('Deployment', 'web', { namespace }, 'apps/v1'),
    object('ReplicaSet', `web-${hash}`, { namespace, ...ownedBy('Deployment', 'web') }, 'apps/v1'),
    object('Pod', `web-${hash}-${pod}`, { namespace, ...ownedBy('ReplicaSet', `web-${hash}`) }),
  ];
}

test('a restarted or rolled pod makes no difference', () => {
  expect(snapshotLines(deployment('abc', '1'))).toEqual([
    'apps/v1/Deployment shop/web',
    'apps/v1/ReplicaSet shop/Deployment/web/*',
    'v1/Pod shop/Deployment/web/*',
  ]);
  expect(snapshotLines(deployment('def', '2'))).toEqual(snapshotLines(deployment('abc', '1')));
});

test('a pod whose owner is gone is still a difference', () => {
  const [, , orphan] = deployment('abc', '1');
  expect(snapshotLines([orphan])).toEqual(['v1/Pod shop/ReplicaSet/web-abc/*']);
});

test('a pod without an owner keeps its name', () => {
  expect(snapshotLines([object('Pod', 'debug', { namespace: 'shop' })])).toEqual([
    'v1/Pod shop/debug',
  ]);
});

test('what comes and goes by itself is left out', () => {
  const noise = [
    object('Event', 'x'),
    object('Lease', 'x', {}, 'coordination.k8s.io/v1'),
    object('EndpointSlice', 'x', {}, 'discovery.k8s.io/v1'),
    object('Namespace', 'shop'),
  ];
  expect(snapshotLines(noise)).toEqual(['v1/Namespace shop']);
});

test('each listable resource is read once, in the preferred version', () => {
  const resource = (name: string, kind: string, verbs = ['list', 'get']) => ({
    resource: name,
    verbs,
    responseKind: { kind },
  });
  const groups = {
    items: [
      {
        metadata: { name: 'skupper.io' },
        versions: [
          { version: 'v2alpha1', resources: [resource('sites', 'Site')] },
          { version: 'v1', resources: [resource('sites', 'Site'), resource('links', 'Link')] },
        ],
      },
      {
        metadata: { name: 'authorization.k8s.io' },
        versions: [{ version: 'v1', resources: [resource('reviews', 'Review', ['create'])] }],
      },
    ],
  };
  expect(parseDiscovery(groups)).toEqual([
    { apiVersion: 'skupper.io/v2alpha1', kind: 'Site', path: '/apis/skupper.io/v2alpha1/sites' },
    { apiVersion: 'skupper.io/v1', kind: 'Link', path: '/apis/skupper.io/v1/links' },
  ]);
  const core = {
    items: [{ metadata: {}, versions: [{ version: 'v1', resources: [resource('pods', 'Pod')] }] }],
  };
  expect(parseDiscovery(core)).toEqual([{ apiVersion: 'v1', kind: 'Pod', path: '/api/v1/pods' }]);
});
