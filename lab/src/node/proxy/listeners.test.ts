import type { V1EndpointSlice, V1Service } from '@kubernetes/client-node';
import { wantedListeners } from './listeners';

const service = (spec: object, status: object = {}): V1Service => ({
  metadata: { name: 'my-backend', namespace: 'shop' },
  spec: {
    clusterIP: '127.51.0.9',
    ports: [
      { name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' },
      { name: 'dns', port: 53, protocol: 'UDP' },
    ],
    ...spec,
  },
  status,
});

const slice = (part: Partial<V1EndpointSlice> = {}): V1EndpointSlice => ({
  metadata: { namespace: 'shop', labels: { 'kubernetes.io/service-name': 'my-backend' } },
  addressType: 'IPv4',
  endpoints: [
    { addresses: ['198.18.1.3'], conditions: { ready: true } },
    { addresses: ['198.18.1.2'], conditions: {} },
    { addresses: ['198.18.1.4'], conditions: { ready: false } },
  ],
  ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
  ...part,
});

const toLoopback = (ip: string) => ip.replace('198.18.1.', '127.151.0.');
const targets = [
  { host: '127.151.0.2', port: 8080 },
  { host: '127.151.0.3', port: 8080 },
];

describe('wantedListeners', () => {
  it('listens on the ClusterIP, TCP only, for ready endpoints on loopback', () => {
    expect([...wantedListeners([service({})], [slice()], toLoopback).values()]).toEqual([
      {
        ...{ address: '127.51.0.9', port: 80, kind: 'clusterIP', service: 'shop/my-backend' },
        ...{ targets, sourceRanges: [] },
      },
    ]);
  });

  it('does not listen on a ClusterIP without ready endpoints', () => {
    const notReady = slice({
      endpoints: [{ addresses: ['198.18.1.4'], conditions: { ready: false } }],
    });
    expect(wantedListeners([service({})], [notReady], toLoopback).size).toBe(0);
    expect(wantedListeners([service({})], [], toLoopback).size).toBe(0);
    expect(wantedListeners([service({ clusterIP: 'None' })], [slice()], toLoopback).size).toBe(0);
    expect(
      wantedListeners([service({ type: 'ExternalName', clusterIP: undefined })], [], toLoopback)
        .size,
    ).toBe(0);
  });

  it('listens on the addresses of a load balancer, with or without endpoints, with its source ranges', () => {
    const balanced = service(
      { type: 'LoadBalancer', loadBalancerSourceRanges: ['127.230.0.0/24'] },
      { loadBalancer: { ingress: [{ ip: '127.20.0.10' }, { hostname: 'ignored.example' }] } },
    );
    expect(wantedListeners([balanced], [], toLoopback)).toEqual(
      new Map([
        [
          '127.20.0.10:80',
          {
            ...{ address: '127.20.0.10', port: 80, kind: 'loadBalancer' },
            ...{ service: 'shop/my-backend', targets: [], sourceRanges: ['127.230.0.0/24'] },
          },
        ],
      ]),
    );
    expect(wantedListeners([balanced], [slice()], toLoopback).get('127.51.0.9:80')).toMatchObject({
      kind: 'clusterIP',
      sourceRanges: [],
    });
  });

  it('takes endpoints of its own Service and port only, from all slices, without doubles', () => {
    const others = [
      slice({
        metadata: { namespace: 'x', labels: { 'kubernetes.io/service-name': 'my-backend' } },
      }),
      slice({ ports: [{ name: 'metrics', port: 9090 }] }),
      slice({ addressType: 'IPv6' }),
      slice(),
    ];
    const rule = wantedListeners([service({})], [slice(), ...others], toLoopback).get(
      '127.51.0.9:80',
    );
    expect(rule?.targets).toEqual(targets);
  });
});
