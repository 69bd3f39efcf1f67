import { networkRef } from '../__testUtils__/steps';
import { advertisementOf, overlapOf, poolOf } from './addressPool';
import { rangesOverlap } from './rangesOverlap';

const network = networkRef('shop');

it('makes a pool for the Services of one network only that have allowed sources, and advertises it', () => {
  const addresses = ['127.20.0.10-127.20.0.50'];
  expect(poolOf(network, 'metallb-system', addresses, { a: 'b' })).toEqual({
    apiVersion: 'metallb.io/v1beta1',
    kind: 'IPAddressPool',
    metadata: { name: 'interconnect-shop', namespace: 'metallb-system', labels: { a: 'b' } },
    spec: {
      addresses,
      autoAssign: true,
      serviceAllocation: {
        namespaces: ['interconnect-shop'],
        serviceSelectors: [{ matchLabels: { 'interconnect/allowed-sources': 'applied' } }],
      },
    },
  });
  expect(advertisementOf(network, 'metallb-system', {}).spec).toEqual({
    ipAddressPools: ['interconnect-shop'],
  });
});

it.each([
  ['10.0.0.1-10.0.0.9', '10.0.0.9-10.0.0.20', true],
  ['10.0.0.1-10.0.0.9', '10.0.0.10-10.0.0.20', false],
  ['10.0.0.1-10.0.0.9', '10.0.0.0/24', true],
  ['10.0.0.0/24', '10.0.0.200-10.0.1.5', true],
  ['10.0.0.0/24', '10.0.1.0/24', false],
  ['10.0.0.2-10.0.0.3', '10.0.0.1-10.0.0.9', true],
  ['fc00::1-fc00::9', 'fc00::/64', true],
  ['fc00::/64', '10.0.0.0/8', false],
  ['10.0.0.1', '10.0.0.0/30', true],
  ['10.0.0.9', '10.0.0.9', true],
  ['10.0.0.9', '10.0.0.8', false],
  ['::ffff:10.0.0.1', '10.0.0.0/30', false],
  ['nonsense', '10.0.0.0/30', false],
  ['10.0.0.0/99', '10.0.0.0/30', false],
])('%s and %s: overlap %s', (one, other, expected) => {
  expect(rangesOverlap(one, other)).toBe(expected);
  expect(rangesOverlap(other, one)).toBe(expected);
});

it('names the two ranges that overlap', () => {
  expect(overlapOf(['a', 'b'], ['c', 'd'], (x, y) => x === 'b' && y === 'd')).toEqual({
    mine: 'b',
    theirs: 'd',
  });
  expect(overlapOf(['a'], ['b'], () => false)).toBeUndefined();
});
