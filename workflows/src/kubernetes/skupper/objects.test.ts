import type { Workload } from '../cluster/workloads';
import { applicationStep, exposedBackend, networkRef } from '../__testUtils__/steps';
import { findController, withoutGrantServer } from './controller';
import {
  aliasesOf,
  certificateOf,
  connectorOf,
  credentialsOf,
  linkOf,
  listenersOf,
  siteOf,
} from './objects';
import { listenerCertificateOf, serverCertificateOf } from './tlsObjects';
import { describeConditions } from '../client';

const network = networkRef('shop');
const labels = { a: 'b' };
const exposed = exposedBackend();

it('makes a hub that accepts links and spokes that only dial', () => {
  const hub = siteOf(network, { cluster: 'cluster-1', role: 'hub' }, labels);
  expect(hub.metadata).toEqual({ name: 'cluster-1', namespace: 'interconnect-shop', labels });
  expect(hub.spec).toEqual({ linkAccess: 'loadbalancer' });
  expect(siteOf(network, { cluster: 'cluster-2', role: 'spoke' }, labels).spec).toEqual({
    edge: true,
  });
});

it('gives every spoke a certificate of its own', () => {
  const certificates = ['cluster-2', 'cluster-3'].map(spoke =>
    certificateOf(network, spoke, 'skupper-site-ca', labels),
  );
  expect(certificates.map(({ metadata }) => metadata.name)).toEqual([
    'interconnect-cluster-2',
    'interconnect-cluster-3',
  ]);
  expect(certificates[0].spec).toEqual({
    ca: 'skupper-site-ca',
    client: true,
    subject: 'cluster-2',
  });
});

it('makes the Secret of the only type that Skupper reads, without anything else that was in it', () => {
  const data = { 'tls.crt': 'a', 'tls.key': 'b', 'ca.crt': 'c', 'connect.json': 'd' };
  expect(credentialsOf(network, 'cluster-2', data, labels)).toMatchObject({
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': 'a', 'tls.key': 'b', 'ca.crt': 'c' },
  });
  expect(credentialsOf(network, 'cluster-2', data, labels).data).not.toHaveProperty('connect.json');
});

it('links to the endpoints of the hub, in an order that does not change', () => {
  const endpoints = [
    { name: 'inter-router', host: '127.20.0.10', port: '55671', group: 'skupper-router' },
    { name: 'edge', host: '127.20.0.10', port: '45671', group: 'skupper-router' },
  ];
  const link = linkOf(network, 'cluster-2', endpoints, labels);
  expect(link).toEqual(linkOf(network, 'cluster-2', [...endpoints].reverse(), labels));
  expect(link.spec).toEqual({
    tlsCredentials: 'interconnect-cluster-2',
    cost: 1,
    endpoints: [endpoints[1], endpoints[0]],
  });
});

it('pairs Connector and Listener by one routing key', () => {
  const connector = connectorOf(network, exposed, labels);
  const [listener] = listenersOf(network, [exposed], labels);
  expect(connector.spec).toEqual({
    routingKey: 'shop/my-backend/8080',
    host: 'my-backend.shop.svc.cluster.local',
    port: 8080,
  });
  expect(listener.spec).toEqual({
    routingKey: 'shop/my-backend/8080',
    host: 'my-backend',
    port: 8080,
  });
});

it('with TLS trusts the authority of the network alone, checks the name, and shows a certificate', () => {
  const secured = { ...exposed, tls: 'router' as const };
  expect(connectorOf(network, secured, labels).spec).toMatchObject({
    tlsCredentials: 'tls-trust-my-backend',
    verifyHostname: true,
  });
  expect(connectorOf(network, secured, labels).spec).not.toHaveProperty('useClientCert');
  expect(listenersOf(network, [secured], labels)[0].spec).toMatchObject({
    tlsCredentials: 'tls-listeners',
  });
});

it('listens once for a Service that runs on several clusters, and once an address for several ports', () => {
  const services = [exposed, { ...exposed, cluster: 'cluster-2' }, { ...exposed, port: 9090 }];
  expect(listenersOf(network, services, labels).map(({ metadata }) => metadata.name)).toEqual([
    'my-backend-8080',
    'my-backend-9090',
  ]);
  expect(aliasesOf(network, services, labels)).toMatchObject([
    {
      metadata: { name: 'my-backend', namespace: 'interconnect' },
      spec: {
        type: 'ExternalName',
        externalName: 'my-backend.interconnect-shop.svc.cluster.local',
      },
    },
  ]);
});

it('names Services below the domain of the cluster', () => {
  const domain = 'k8s.example.com';
  const secured = { ...exposed, tls: 'router' as const };
  const { spec } = connectorOf(network, exposed, labels, domain);
  expect(spec?.host).toBe('my-backend.shop.svc.k8s.example.com');
  expect(aliasesOf(network, [exposed], labels, domain)[0].spec).toMatchObject({
    externalName: 'my-backend.interconnect-shop.svc.k8s.example.com',
  });
  const router = listenerCertificateOf(network, 'cluster-2', [secured], labels, domain);
  expect(router.spec?.hosts).toContain('my-backend.interconnect.svc.k8s.example.com');
  const server = applicationStep(network, { namespace: 'shop' });
  expect(serverCertificateOf(server, [secured], labels, domain).spec?.hosts).toContain(spec?.host);
});

it('makes no alias of what leaves the short address to another network', () => {
  const own = { ...exposed, name: 'own', shortAddress: false as const };
  const aliases = aliasesOf(network, [exposed, own], labels);
  expect(aliases.map(({ metadata }) => metadata.name)).toEqual(['my-backend']);
  expect(listenersOf(network, [own], labels)).toHaveLength(1);
});

it('needs no alias where the network itself lives in that namespace', () => {
  expect(aliasesOf({ ...network, namespace: 'interconnect' }, [exposed], labels)).toEqual([]);
});

describe("Skupper's controller", () => {
  const deployment = (container: object, name = 'skupper-controller'): Workload => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'skupper' },
    spec: { template: { spec: { containers: [container] } } } as object,
  });
  const image = 'quay.io/skupper/controller:2.2.1';

  it('is found by its image, also from a mirror', () => {
    for (const from of [
      image,
      'mirror.local:5000/skupper/controller@sha256:0',
      'x/skupper-controller',
    ]) {
      expect(findController([deployment({ image: from })], 'a')).toBeDefined();
    }
    expect(
      findController([deployment({ image: 'quay.io/other/controller:1' })], 'a'),
    ).toBeUndefined();
  });

  it('does not count when it watches another namespace', () => {
    const fromEnv = { image, env: [{ name: 'WATCH_NAMESPACE', value: 'a' }] };
    const fromField = { image, env: [{ name: 'WATCH_NAMESPACE', valueFrom: {} }] };
    const fromFlag = { image, args: ['-watch-namespace', 'a'] };
    expect(findController([deployment(fromEnv)], 'a')).toBeDefined();
    expect(findController([deployment(fromEnv)], 'b')).toBeUndefined();
    expect(findController([deployment(fromField)], 'skupper')).toBeDefined();
    expect(findController([deployment(fromField)], 'b')).toBeUndefined();
    expect(findController([deployment(fromFlag)], 'a')).toBeDefined();
    expect(findController([deployment(fromFlag)], 'b')).toBeUndefined();
  });

  it('is installed without the grant server', () => {
    const args = [
      '-enable-grants',
      '--grant-server-autoconfigure=true',
      '-enable-grants=false',
      '-name=x',
    ];
    const env = [
      { name: 'SKUPPER_ENABLE_GRANTS', value: 'true' },
      { name: 'NAMESPACE', value: 'a' },
    ];
    const original = deployment({ image, args, env });
    const stripped = withoutGrantServer(original);
    expect(stripped).toMatchObject(
      deployment({ image, args: ['-name=x'], env: [{ name: 'NAMESPACE' }] }),
    );
    expect(JSON.stringify(stripped)).not.toMatch(/grant/i);
    expect(JSON.stringify(original)).toMatch(/enable-grants/);
  });

  it('leaves other objects of the manifest alone', () => {
    const other = deployment({ image: 'busybox', args: ['-enable-grants'] });
    expect(withoutGrantServer(other)).toBe(other);
  });
});

it('describes conditions for people', () => {
  const object = {
    metadata: { name: 'a' },
    status: {
      conditions: [
        { type: 'Configured', status: 'True' as const },
        {
          type: 'Operational',
          status: 'False' as const,
          reason: 'Pending',
          message: 'Not Operational',
        },
      ],
    },
  };
  expect(describeConditions(object, ['Configured', 'Operational', 'Ready'])).toBe(
    'Configured: yes, Operational: no (Pending: Not Operational), Ready: not reported',
  );
});
