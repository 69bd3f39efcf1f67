import { addressesOf } from './addresses';
import { labelSelectorOf, labelsOf, stepLabelOf } from '../steps/labels';
import {
  defaultNamespace,
  kubernetesName,
  linkNameOf,
  listenerNameOf,
  routingKeyOf,
} from './names';
import { namesOfPublished } from './tls';

describe('names of objects', () => {
  it('stay as they are when Kubernetes accepts them', () => {
    expect(linkNameOf('cluster-2')).toBe('interconnect-cluster-2');
    expect(listenerNameOf({ name: 'my-backend', port: 8080 })).toBe('my-backend-8080');
    expect(defaultNamespace('shop')).toBe('interconnect-shop');
    expect(routingKeyOf({ namespace: 'shop', name: 'my-backend', port: 8080 })).toBe(
      'shop/my-backend/8080',
    );
  });

  it.each([
    'a'.repeat(63),
    'a'.repeat(64),
    `${'a'.repeat(60)}-${'b'.repeat(60)}`,
    'arn:aws:eks:eu-central-1:123456789012:cluster/Store_7',
    'kubernetes-admin@kubernetes',
    'ÄÖÜ',
    '---',
    'x-',
  ])('become DNS labels of at most 63 characters: %s', text => {
    expect(kubernetesName(text)).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
  });

  it('are different for different texts', () => {
    const texts = [
      'Store',
      'store',
      'store.',
      'store_',
      `${'s'.repeat(80)}1`,
      `${'s'.repeat(80)}2`,
    ];
    expect(new Set(texts.map(kubernetesName)).size).toBe(texts.length);
  });

  it('fit for the longest Service and port', () => {
    expect(listenerNameOf({ name: 'a'.repeat(63), port: 65535 })).toHaveLength(63);
  });
});

describe('addressesOf', () => {
  it("has the network's own address and the seed's", () => {
    expect(addressesOf({ name: 'my-backend', port: 8080 }, 'interconnect-shop')).toEqual([
      'http://my-backend.interconnect-shop.svc.cluster.local:8080',
      'http://my-backend.interconnect.svc.cluster.local:8080',
    ]);
  });

  it('is https where the routers talk TLS with clients', () => {
    const service = { name: 'my-backend', port: 8443, tls: 'router' as const };
    expect(addressesOf(service, 'interconnect')).toEqual([
      'https://my-backend.interconnect.svc.cluster.local:8443',
    ]);
  });

  it('has those of each domain that members have', () => {
    const domains = ['cluster.local', 'k8s.example.com'];
    expect(addressesOf({ name: 'db', port: 5432 }, 'interconnect', domains)).toEqual([
      'db.interconnect.svc.cluster.local:5432',
      'db.interconnect.svc.k8s.example.com:5432',
    ]);
  });

  it('has one address when the network lives in the namespace of the seed', () => {
    expect(addressesOf({ name: 'my-backend', port: 8080 }, 'interconnect')).toEqual([
      'http://my-backend.interconnect.svc.cluster.local:8080',
    ]);
  });
});

describe('a service that leaves the short address to another network', () => {
  const service = { name: 'my-backend', port: 8080, shortAddress: false as const };

  it("has the network's own address, and a certificate for no other name", () => {
    expect(addressesOf(service, 'interconnect-shop')).toEqual([
      'http://my-backend.interconnect-shop.svc.cluster.local:8080',
    ]);
    const names = namesOfPublished(service, 'interconnect-shop');
    expect(names).toContain('my-backend.interconnect-shop');
    expect(names).not.toContain('my-backend.interconnect');
  });
});

describe('labels', () => {
  const network = { project: 'edge-shop', name: 'shop' };

  it('say who made an object, for what and in which step', () => {
    expect(labelsOf(network, { kind: 'deployApplication', application: 'my-backend' })).toEqual({
      'app.kubernetes.io/managed-by': 'interconnect',
      'interconnect/project': 'edge-shop',
      'interconnect/network': 'shop',
      'interconnect/step': 'deployApplication.my-backend',
    });
    expect(stepLabelOf({ kind: 'linkSpoke' })).toBe('linkSpoke');
  });

  it('have values that Kubernetes accepts, for the longest names', () => {
    const longest = labelsOf(
      { project: 'p'.repeat(63), name: 'n'.repeat(19) },
      { kind: 'deployApplication', application: 'a'.repeat(19) },
    );
    for (const value of Object.values(longest)) {
      expect(value).toMatch(/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/);
    }
  });

  it('select the objects of a network or of a step', () => {
    expect(labelSelectorOf(network)).toBe(
      'app.kubernetes.io/managed-by=interconnect,interconnect/project=edge-shop,interconnect/network=shop',
    );
    expect(labelSelectorOf(network, { kind: 'linkSpoke' })).toContain(
      ',interconnect/step=linkSpoke',
    );
  });
});
