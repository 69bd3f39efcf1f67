import { activityIdOf, parseActivityId, rolloutWorkflowId } from './messages';
import { activityTypeOf } from './stepActivities';

describe('activity ids', () => {
  it.each([
    ['linkSpoke@cluster-2', 1, false],
    ['linkSpoke@cluster-2', 12, true],
    ['deployApplication:my-backend@arn:aws:eks:eu:123:cluster/store-7', 3, false],
    ['linkSpoke@rollback:odd/1', 1, true],
    ['verify', 1, false],
  ])('can be read back: %s, round %i, rollback %s', (step, round, rollback) => {
    expect(parseActivityId(activityIdOf(step, round, rollback))).toEqual({ step, round, rollback });
  });

  it.each(['5', 'step', 'step/', 'step/x', '/1'])('are not those of other activities: %s', id => {
    expect(parseActivityId(id)).toBeUndefined();
  });
});

describe('names', () => {
  it('of activities say whether it is the inverse', () => {
    expect(activityTypeOf('linkSpoke', false)).toBe('linkSpoke');
    expect(activityTypeOf('linkSpoke', true)).toBe('undoLinkSpoke');
  });

  it('of workflows are those of one network each', () => {
    expect(rolloutWorkflowId('edge-shop', 'shop')).toBe('interconnect.edge-shop.shop');
    expect(rolloutWorkflowId('a.b', 'c')).not.toBe(rolloutWorkflowId('a', 'b-c'));
  });
});
