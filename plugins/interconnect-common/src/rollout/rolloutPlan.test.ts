import { planDigest } from '../plan/digest';
import { plan } from '../plan/plan';
import { Operation, Plan } from '../plan/types';
import { shop } from '../plan/__testUtils__/shop';
import { standing } from '../plan/__testUtils__/standing';
import { rolloutPlan } from './rolloutPlan';

const link = 'linkSpoke@cluster-2';
const whole = standing(shop());
const applied = { ...whole, [link]: { ...whole[link], state: 'partial' as const } };

function inputFor(operation: Operation, shown: Plan) {
  return { applied, desired: shop(), operation, planDigest: planDigest(shown) };
}

describe('rolloutPlan', () => {
  it('is the plan that was shown', () => {
    const update = plan(applied, shop());
    expect(rolloutPlan(inputFor('update', update))).toEqual(update);
    const repair = plan(applied, shop(), { operation: 'repair' });
    expect(repair.steps).toHaveLength(12);
    expect(rolloutPlan(inputFor('repair', repair))).toEqual(repair);
  });

  it('is that of a repair which was started when repairs did only what was not applied', () => {
    const former = plan(applied, shop());
    expect(former.steps.map(({ id }) => id)).toEqual([link, 'verify']);
    expect(rolloutPlan(inputFor('repair', former))).toEqual({ ...former, operation: 'repair' });
  });

  it('is not made to fit a digest of anything else', () => {
    const other = plan({}, undefined);
    expect(rolloutPlan(inputFor('repair', other)).steps).toHaveLength(12);
    expect(rolloutPlan(inputFor('update', plan({}, shop()))).steps).toHaveLength(2);
  });
});
