import { Connector, Listener, Site } from '../api/types';
import { Pod } from '../kube/types';
import { chooseListeners } from './chooseListeners';
import { recoverState } from './namespaceState';
import { reconciled } from './objects/reconciled';
import { createPortMap } from './portMap';
import { selectPods } from './selectPods';
import { pending, READY, withCondition } from './status/conditions';
import { routingKeys, siteRecords } from './status/siteRecords';

const site: Site = {
  apiVersion: 'skupper.io/v2alpha1',
  kind: 'Site',
  metadata: { name: 'hub', namespace: 'net', uid: 'u', generation: 3 },
  spec: {},
};

const listener = (
  name: string,
  host: string,
  port: number,
  at = '2026-01-01T00:00:00Z',
): Listener => ({
  apiVersion: 'skupper.io/v2alpha1',
  kind: 'Listener',
  metadata: { name, namespace: 'net', creationTimestamp: at },
  spec: { host, port, routingKey: name },
});

describe('withCondition', () => {
  it('says what is missing, in the order of need', () => {
    const first = withCondition(site, 'Running', READY, 't1');
    expect(first).toMatchObject({ status: 'Pending', message: 'Not Configured' });
    const configured = withCondition({ ...site, status: first }, 'Configured', READY, 't2');
    expect(configured).toMatchObject({ status: 'Ready', message: 'OK' });
    const hub = { ...site, spec: { linkAccess: 'loadbalancer' }, status: first };
    expect(withCondition(hub, 'Configured', READY, 't2').message).toBe('Not Resolved');
  });
  it('keeps the time of a condition whose status stays, and the object when nothing changes', () => {
    const first = withCondition(site, 'Running', pending('no pod'), 't1');
    const second = withCondition({ ...site, status: first }, 'Running', pending('not ready'), 't2');
    expect(second!.conditions![0]).toMatchObject({
      message: 'not ready',
      lastTransitionTime: 't1',
    });
    const third = withCondition({ ...site, status: second }, 'Running', READY, 't3');
    expect(third!.conditions![0]).toMatchObject({ status: 'True', lastTransitionTime: 't3' });
    const subject = { ...site, status: third };
    expect(withCondition(subject, 'Running', READY, 't4')).toBe(third);
  });
});

describe('chooseListeners', () => {
  it('refuses hosts of foreign Services, and the later of two with the same host and port', () => {
    const choice = chooseListeners(
      [
        listener('b', 'web', 80, '2026-01-01T00:00:00Z'),
        listener('a', 'web', 80, '2026-01-02T00:00:00Z'),
        listener('c', 'web', 81),
        listener('d', 'theirs', 80),
      ],
      new Map(),
      new Set(['theirs']),
    );
    expect(choice.bound.map(({ metadata }) => metadata.name).sort()).toEqual(['b', 'c']);
    expect([...choice.errors]).toEqual([
      ['d', 'Service theirs already exists in namespace'],
      ['a', 'Listener b with host web and port 80 already exists in namespace'],
    ]);
  });
  it('lets the one that was first before stay first', () => {
    const old = listener('z', 'web', 80, '2026-01-09T00:00:00Z');
    const choice = chooseListeners(
      [listener('a', 'web', 80), old],
      new Map([['z', 'web/80']]),
      new Set(),
    );
    expect(choice.bound).toEqual([old]);
  });
});

it('gives each listener a port of its own, and the same one again', () => {
  const ports = createPortMap(new Map([['old', 1025]]), [1026]);
  expect(['old', 'a', 'b', 'a'].map(ports.portOf)).toEqual([1025, 1024, 1027, 1024]);
  ports.release('a');
  expect(ports.portOf('c')).toBe(1024);
});

it('recovers ports, links and revisions from a configuration, and starts afresh without one', () => {
  const text = JSON.stringify([
    ['router', { id: 'x', metadata: '{}' }],
    ['connector', { name: 'link-hub' }],
    ['tcpListener', { name: 'listener/a', port: '1030', address: 'a' }],
    ['sslProfile', { name: 'p', ordinal: 4 }],
  ]);
  const state = recoverState({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'skupper-router' },
    data: { 'skrouterd.json': text },
  });
  expect(state.ports.portOf('a')).toBe(1030);
  expect(state.links.get('link-hub')).toBe('applied');
  expect(state.profiles.get('p')?.ordinal).toBe(4);
  expect(recoverState(undefined).links.size).toBe(0);
});

describe('selectPods', () => {
  const pod = (
    name: string,
    labels: Record<string, string>,
    ready = 'True',
    phase = 'Running',
  ): Pod => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'net', uid: name, labels },
    status: { phase, podIP: '198.18.1.1', conditions: [{ type: 'Ready', status: ready }] },
  });
  const pods = [
    pod('a', { app: 'x', tier: 'web' }),
    pod('b', { app: 'x' }, 'False'),
    pod('c', { app: 'y' }),
    pod('d', { app: 'x' }, 'True', 'Pending'),
  ];
  const names = (spec: object) => selectPods({ spec } as Connector, pods).map(({ name }) => name);
  it.each([
    [{ selector: 'app=x' }, ['a']],
    [{ selector: 'app=x', includeNotReadyPods: true }, ['a', 'b']],
    [{ selector: 'app!=x' }, ['c']],
    [{ selector: 'app=x, !tier', includeNotReadyPods: true }, ['b']],
    [{ selector: 'tier' }, ['a']],
    [{ host: 'somewhere' }, []],
  ])('%j', (spec, expected) => expect(names(spec)).toEqual(expected));
});

describe('siteRecords', () => {
  const status = (peer: string) => ({
    addresses: [],
    siteStatus: [
      {
        site: {
          identity: '1',
          name: 'hub',
          namespace: 'n',
          platform: 'kubernetes',
          siteVersion: '2.2.1',
        },
        routerStatus: [
          {
            router: { name: '0/hub' },
            links: [],
            routerAccess: [{ identity: 'access' }],
            listeners: [{ name: '', address: 'a' }],
            connectors: [{ destHost: 'h', destPort: '1', address: 'a' }],
          },
        ],
      },
      {
        site: {
          identity: '2',
          name: 's',
          namespace: 'n',
          platform: 'kubernetes',
          siteVersion: '2.2.1',
        },
        routerStatus: [
          {
            router: { name: '0/s' },
            links: [{ name: 'l', status: 'down' as const, peer }],
            routerAccess: [],
            listeners: [{ name: 'x', address: 'b' }],
            connectors: [{ destHost: '', destPort: '1', address: 'b' }],
          },
        ],
      },
    ],
  });
  it('counts links to a known access point, and endpoints that are complete', () => {
    const records = siteRecords(status('access'));
    expect(records[1].links).toEqual([{ name: 'l', remoteSiteId: '1', remoteSiteName: 'hub' }]);
    expect(siteRecords(status('gone'))[1].links).toBeUndefined();
    const { offered, wanted } = routingKeys(records);
    expect([...offered, ...wanted]).toEqual(['a', 'b']);
  });
});

it('leaves what people added to a Service', () => {
  const wanted = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's' },
    spec: {
      type: 'LoadBalancer',
      selector: { a: 'b' },
      ports: [{ name: 'x', port: 1, targetPort: 1 }],
    },
  };
  const current = {
    ...wanted,
    metadata: { name: 's', annotations: { mine: '1' } },
    spec: {
      ...wanted.spec,
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      ports: [{ name: 'x', port: 1, targetPort: 1, nodePort: 30000, protocol: 'TCP' }],
    },
  };
  expect(reconciled(current, wanted as typeof current)).toBe(current);
  const changed = {
    ...wanted,
    spec: { ...wanted.spec, ports: [{ name: 'x', port: 2, targetPort: 1 }] },
  };
  expect(reconciled(current, changed as typeof current)).toMatchObject({
    metadata: { annotations: { mine: '1' } },
    spec: { loadBalancerSourceRanges: ['10.0.0.0/8'], ports: [{ port: 2, nodePort: 30000 }] },
  });
});
