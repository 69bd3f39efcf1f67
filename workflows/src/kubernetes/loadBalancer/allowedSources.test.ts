import { networkRef } from '../__testUtils__/steps';
import { routerService } from '../skupper/untilSiteReady';
import { restrictionDifferences, restrictionOf } from './allowedSources';
import type { ServiceWithAddress } from './types';

const network = networkRef('shop');
const name = 'Service interconnect-shop/skupper-router';
const mine = { allowedSources: ['10.0.0.0/8', '192.168.0.0/16'], ownPool: true };
const bare: ServiceWithAddress = routerService(network);

function service(
  labels: Record<string, string>,
  annotations: Record<string, string>,
  loadBalancerSourceRanges?: string[],
): ServiceWithAddress {
  return {
    ...bare,
    metadata: { ...bare.metadata, labels, annotations },
    spec: { loadBalancerSourceRanges, ipFamilies: ['IPv4'] },
  };
}

it('sets the label with which a pool serves a Service, that pool, and the sources in one write', () => {
  const found = { ...bare, metadata: { ...bare.metadata, uid: 'a' } };
  expect(restrictionOf(found, network, mine)).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'skupper-router',
      namespace: 'interconnect-shop',
      uid: 'a',
      labels: { 'interconnect/allowed-sources': 'applied' },
      annotations: { 'metallb.io/address-pool': 'interconnect-shop' },
    },
    spec: { loadBalancerSourceRanges: ['10.0.0.0/8', '192.168.0.0/16'] },
  });
});

it.each([
  [['IPv4'], ['0.0.0.0/0']],
  [['IPv6'], ['::/0']],
  [
    ['IPv4', 'IPv6'],
    ['0.0.0.0/0', '::/0'],
  ],
  [undefined, ['0.0.0.0/0']],
])('says everybody in so many words to a Service of %s', (ipFamilies, expected) => {
  const { spec } = restrictionOf({ ...bare, spec: { ipFamilies } }, network, { ownPool: false });
  expect(spec).toEqual({ loadBalancerSourceRanges: expected });
});

it('chooses no pool where the network has none of its own', () => {
  expect(restrictionOf(bare, network, { ownPool: false }).metadata).not.toHaveProperty(
    'annotations',
  );
});

const label = { 'interconnect/allowed-sources': 'applied' };
const pool = { 'metallb.io/address-pool': 'interconnect-shop' };
const sources = ['192.168.0.0/16', '10.0.0.0/8'];

it.each<[string, ServiceWithAddress, typeof mine, string[]]>([
  ['all that is wanted', service(label, pool, sources), mine, []],
  [
    'nothing of it',
    bare,
    mine,
    [
      `${name}: metadata.labels.interconnect/allowed-sources is not set, wanted is applied`,
      `${name}: metadata.annotations.metallb.io/address-pool is not set, wanted is interconnect-shop`,
      `${name}: spec.loadBalancerSourceRanges is empty, wanted is 10.0.0.0/8, 192.168.0.0/16`,
    ],
  ],
  [
    'the label alone',
    service(label, pool),
    mine,
    [`${name}: spec.loadBalancerSourceRanges is empty, wanted is 10.0.0.0/8, 192.168.0.0/16`],
  ],
  [
    'one source more',
    service(label, pool, [...sources, '0.0.0.0/0']),
    mine,
    [
      `${name}: spec.loadBalancerSourceRanges is 192.168.0.0/16, 10.0.0.0/8, 0.0.0.0/0, wanted is 10.0.0.0/8, 192.168.0.0/16`,
    ],
  ],
  [
    'a pool of its own that is gone',
    service(label, pool, sources),
    { ...mine, ownPool: false },
    [
      `${name}: metadata.annotations.metallb.io/address-pool is interconnect-shop, wanted is not set`,
    ],
  ],
  [
    "somebody else's pool, where it has none",
    service(label, { 'metallb.io/address-pool': 'general' }, sources),
    { ...mine, ownPool: false },
    [],
  ],
  [
    "somebody else's pool instead of its own",
    service(label, { 'metallb.io/address-pool': 'general' }, sources),
    mine,
    [
      `${name}: metadata.annotations.metallb.io/address-pool is general, wanted is interconnect-shop`,
    ],
  ],
])('finds a Service with %s', (_, found, access, expected) => {
  expect(restrictionDifferences(found, network, access)).toEqual(expected);
});
