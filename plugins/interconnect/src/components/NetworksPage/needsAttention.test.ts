import { Network } from '@interconnect/backstage-plugin-interconnect-common';
import { readyNetwork, returnsNetwork } from '../../../dev/answers';
import { needsAttention } from './needsAttention';

const ready = readyNetwork('shop', ['cluster-2'], '2026-01-01T00:00:00Z');
const during = (state: string): Network => ({ ...ready, rollout: { id: 'r-1', state } as never });

it.each<[string, Network, boolean]>([
  ['is ready', ready, false],
  ['is degraded', returnsNetwork(new Date()), true],
  ['rolls out', during('Running'), false],
  ['waits for approval', during('AwaitingApproval'), true],
  ['is blocked', during('Blocked'), true],
  ['is in a state that this version does not know', during('Dreaming'), false],
])('a network that %s', (_what, network, expected) => {
  expect(needsAttention(network)).toBe(expected);
});
