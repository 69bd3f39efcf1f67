import type { V1EndpointSlice, V1Service } from '@kubernetes/client-node';
import { resolveName, serviceName } from './names';

const service = (name: string, namespace: string, spec: object): V1Service => ({
  metadata: { name, namespace },
  spec,
});

const services = [
  service('my-backend', 'shop', { clusterIP: '127.51.0.9' }),
  service('my-backend', 'interconnect', {
    type: 'ExternalName',
    externalName: 'my-backend.shop.svc.cluster.local',
  }),
  service('outside', 'shop', { type: 'ExternalName', externalName: 'example.org' }),
  service('dangling', 'shop', { type: 'ExternalName', externalName: 'no.shop.svc.cluster.local' }),
  service('ping', 'shop', { type: 'ExternalName', externalName: 'pong.shop.svc.cluster.local' }),
  service('pong', 'shop', { type: 'ExternalName', externalName: 'ping.shop.svc.cluster.local' }),
  service('headless', 'shop', { clusterIP: 'None' }),
  service('empty', 'shop', { clusterIP: 'None' }),
];

const slices: V1EndpointSlice[] = [
  {
    metadata: { namespace: 'shop', labels: { 'kubernetes.io/service-name': 'headless' } },
    addressType: 'IPv4',
    endpoints: [
      { addresses: ['198.18.1.4'], conditions: { ready: false } },
      { addresses: ['198.18.1.7'], conditions: { ready: true } },
    ],
    ports: [{ port: 80 }],
  },
];

const resolve = (name: string, namespace?: string) =>
  resolveName(
    name,
    {
      service: (ns, n) => services.find(s => s.metadata?.namespace === ns && s.metadata.name === n),
      slices: () => slices,
    },
    ip => ip.replace('198.18.1.', '127.151.0.'),
    namespace,
  );

describe('resolveName', () => {
  it.each([
    'my-backend.shop.svc.cluster.local',
    'my-backend.shop.svc.cluster.local.',
    'My-Backend.shop.svc',
    'my-backend.shop',
    'my-backend.interconnect.svc.cluster.local',
  ])('leads %s to the ClusterIP', name => {
    expect(resolve(name)).toEqual({ kind: 'address', address: '127.51.0.9' });
  });

  it('knows a bare name in the namespace of the pod that asks, and only there', () => {
    expect(resolve('my-backend', 'shop')).toEqual({ kind: 'address', address: '127.51.0.9' });
    expect(resolve('my-backend').kind).toBe('none');
    expect(resolve('my-backend', 'other').kind).toBe('none');
  });

  it('leads a Service without ClusterIP to a ready endpoint on loopback', () => {
    expect(resolve('headless.shop.svc')).toEqual({ kind: 'address', address: '127.151.0.7' });
    expect(resolve('empty.shop.svc')).toMatchObject({ kind: 'none' });
  });

  it('leaves names outside the cluster to others', () => {
    expect(resolve('outside.shop')).toEqual({ kind: 'outside', name: 'example.org' });
  });

  it('says why a name leads nowhere', () => {
    expect(resolve('dangling.shop')).toEqual({
      kind: 'none',
      reason: 'no Service is named no.shop.svc.cluster.local',
    });
    expect(resolve('no.shop.svc')).toMatchObject({ kind: 'none' });
    expect(resolve('ping.shop')).toMatchObject({
      reason: expect.stringContaining('more than 8 ExternalName Services, or in a circle'),
    });
  });
});

describe('serviceName', () => {
  it.each([
    'a.b.c.svc.cluster.local',
    'svc.cluster.local',
    'a b.shop',
    '',
    'example.org.svc.local',
  ])('sees that "%s" is no Service', name => {
    expect(serviceName(name, undefined)).toBeUndefined();
  });
});
