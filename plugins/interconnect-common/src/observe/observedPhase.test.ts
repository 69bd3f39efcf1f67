import type { MemberObservation, ServiceObservation } from '../network/types';
import { isDegraded, observedPhase } from './observedPhase';

const member = (state: MemberObservation['state'], link?: 'Up' | 'Down' | 'Unknown') => ({
  cluster: 'cluster-2',
  role: 'spoke' as const,
  state,
  ...(link && { link: { state: link } }),
});
const service = (state: ServiceObservation['state']) => ({
  application: 'my-backend',
  cluster: 'cluster-1',
  namespace: 'shop',
  name: 'my-backend',
  port: 8080,
  state,
});

it.each([
  ['Ready', [member('Ready', 'Up')], [service('Ready')]],
  ['Unknown', [member('Ready', 'Up'), member('Unknown')], []],
  ['Unknown', [member('Ready', 'Up')], [service('Unknown')]],
  ['Degraded', [member('NotReady'), member('Unknown')], []],
  ['Degraded', [member('Ready', 'Down')], []],
  ['Degraded', [member('Ready', 'Up')], [service('NotReady'), service('Unknown')]],
] as const)('%s', (phase, members, services) => {
  const observed = { members: [...members], services: [...services] };
  expect(observedPhase(observed)).toBe(phase);
  expect(isDegraded(observed)).toBe(phase === 'Degraded');
});
