import { Connector, Listener, Site } from '../api/types';
import { Pod } from '../../kube/types';
import { claimHost } from './claimHost';
import { reconciled } from './objects/reconciled';
import { createPortMap, readConfig, recoverPortMap } from './portMap';
import { selectPods } from './selectPods';
import { pending, READY, withCondition } from './status/conditions';
import { routingKeys, siteRecords } from './status/siteRecords';

const site: Site = {
  apiVersion: 'skupper.io/v2alpha1',
  kind: 'Site',
  metadata: { name: 'hub', namespace: 'net', uid: 'u', generation: 3 },
  spec: {},
};

const listener = (name: string, host: string, port: number): Listener => ({
  apiVersion: 'skupper.io/v2alpha1',
  kind: 'Listener',
  metadata: { name, namespace: 'net' },
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

describe('claimHost', () => {
  it('refuses the later of two with the same host and port, as long as the first is there', () => {
    const leads = new Map<string, string>();
    expect(claimHost(leads, listener('b', 'web', 80))).toEqual({ is: 'granted' });
    expect(claimHost(leads, listener('a', 'web', 80))).toEqual({ is: 'taken', by: 'b' });
    expect(claimHost(leads, listener('c', 'web', 81))).toEqual({ is: 'granted' });
    expect(claimHost(leads, listener('b', 'web', 80))).toEqual({ is: 'granted' });
    leads.delete('b');
    expect(claimHost(leads, listener('a', 'web', 80))).toEqual({ is: 'granted' });
  });
  it('lets a listener move, and takes it away when it moves to where another one is', () => {
    const leads = new Map([
      ['a', 'web/80'],
      ['b', 'web/81'],
    ]);
    expect(claimHost(leads, listener('a', 'web', 82))).toEqual({ is: 'granted' });
    expect(claimHost(leads, listener('a', 'web', 81))).toEqual({ is: 'withdrawn' });
    expect([...leads]).toEqual([['b', 'web/81']]);
  });
});

it('gives each listener a port of its own, and the same one again', () => {
  const ports = createPortMap(new Map([['old', 1025]]), [1026]);
  expect(['old', 'a', 'b', 'a'].map(ports.portOf)).toEqual([1025, 1024, 1027, 1024]);
  ports.release('a');
  expect(ports.portOf('c')).toBe(1024);
});

it('recovers ports from a configuration, and starts afresh without one', () => {
  const text = JSON.stringify([
    ['router', { id: 'x', metadata: '{}' }],
    ['tcpListener', { name: 'listener/a', port: '1030', address: 'a' }],
  ]);
  expect(recoverPortMap(readConfig(text)).portOf('a')).toBe(1030);
  expect(recoverPortMap(readConfig('broken')).portOf('a')).toBe(1024);
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
