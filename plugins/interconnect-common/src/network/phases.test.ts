import { type NetworkPhase, networkPhases, phaseRank } from './phases';

it('puts what needs a person first, and what this version does not know last', () => {
  const phases: NetworkPhase[] = ['Ready', 'Later' as NetworkPhase, 'Degraded', 'NeedsAttention'];
  expect(phases.sort((a, b) => phaseRank(a) - phaseRank(b))).toEqual([
    'NeedsAttention',
    'Degraded',
    'Ready',
    'Later',
  ]);
  expect(phaseRank('toString' as NetworkPhase)).toBe(Object.keys(networkPhases).length);
});
