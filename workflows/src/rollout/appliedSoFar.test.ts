import {
  applyStep,
  plan,
  startStep,
  type AppliedNetwork,
  type CarriedStep,
} from '@interconnect/backstage-plugin-interconnect-common';
import { appliedSoFar } from './appliedSoFar';
import { shop } from '../testing';

const steps = plan({}, shop(2)).steps;
const exposed = [
  { application: 'my-backend', cluster: 'cluster-1', namespace: 'shop', name: 'api', port: 80 },
];

/** All steps with one state. */
const all = (state: CarriedStep['state']) =>
  Object.fromEntries(steps.map(({ id }) => [id, { state, round: 1 }]));

describe('appliedSoFar', () => {
  it('says what the planner says, step by step', () => {
    const started: Record<string, CarriedStep> = { ...all('Succeeded') };
    started['linkSpoke@cluster-2'] = { state: 'Failed', round: 2 };
    started['deployApplication:my-backend@cluster-1'].exposed = exposed;
    delete started['linkSpoke@cluster-3'];

    let expected: AppliedNetwork = {};
    for (const step of steps) {
      if (!started[step.id]) continue;
      expected = startStep(expected, step);
      if (started[step.id].state === 'Succeeded') {
        expected = applyStep(expected, step, started[step.id]);
      }
    }
    expect(appliedSoFar({}, steps, started)).toEqual(expected);
    expect(expected['linkSpoke@cluster-2'].state).toBe('partial');
    expect(expected['linkSpoke@cluster-3']).toBeUndefined();
  });

  it.each(['Failed', 'Skipped', 'Pending', 'Running'] as const)(
    'counts a started step that is %s as partly done',
    state => {
      const applied = appliedSoFar({}, steps, all(state));
      expect(Object.keys(applied)).toHaveLength(steps.length - 1);
      expect(Object.values(applied).every(step => step.state === 'partial')).toBe(true);
    },
  );

  it('forgets what was removed, and keeps what was to be removed and still may be there', () => {
    const applied = appliedSoFar({}, steps, all('Succeeded'));
    const removal = plan(applied, undefined).steps;
    const started: Record<string, CarriedStep> = Object.fromEntries(
      removal.map(({ id }) => [id, { state: 'Succeeded', round: 1 }]),
    );
    expect(appliedSoFar(applied, removal, started)).toEqual({});
    started['createNetwork@cluster-1'] = { state: 'Failed', round: 1 };
    expect(appliedSoFar(applied, removal, started)).toEqual({
      'createNetwork@cluster-1': { ...applied['createNetwork@cluster-1'], state: 'partial' },
    });
  });

  it('does not change what it is given', () => {
    const before = Object.freeze(appliedSoFar({}, steps, all('Succeeded')));
    appliedSoFar(before, plan(before, undefined).steps, all('Failed'));
    expect(before).toEqual(appliedSoFar({}, steps, all('Succeeded')));
  });
});
