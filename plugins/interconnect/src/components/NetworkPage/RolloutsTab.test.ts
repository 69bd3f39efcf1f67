import { Rollout, stepCounts } from '@interconnect/backstage-plugin-interconnect-common';
import { returnsNetwork, rolloutsOf } from '../../../dev/answers';
import { durationOf } from './RolloutsTab';

const now = new Date();

it('counts steps', () => {
  const [repair] = rolloutsOf(returnsNetwork(now), now);
  const { all, done, failed } = stepCounts(repair.steps);
  expect({ left: all - done - failed, failed }).toEqual({ left: 0, failed: 1 });
});

it('measures until the end, or until now', () => {
  const rollout = { startedAt: '2026-01-01T00:00:00Z' } as Rollout;
  expect(durationOf(rollout, Date.parse('2026-01-01T00:01:05Z'))).toBe(65);
  expect(durationOf({ ...rollout, endedAt: '2026-01-01T00:00:10Z' }, Date.now())).toBe(10);
});
