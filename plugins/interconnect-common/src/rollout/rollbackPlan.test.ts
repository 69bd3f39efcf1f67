import { shop } from '../plan/__testUtils__/shop';
import { standing } from '../plan/__testUtils__/standing';
import { rollbackPlan } from './rollbackPlan';

describe('rollbackPlan', () => {
  const applied = standing(shop());

  it('removes all that stands when there was nothing before', () => {
    const { steps, left } = rollbackPlan({ applied });
    expect(steps.map(({ id, action }) => [id, action])).toEqual(
      expect.arrayContaining(Object.keys(applied).map(id => [id, 'remove'])),
    );
    expect(left).toBeUndefined();
  });

  it('does again what was begun of what stood before', () => {
    const link = 'linkSpoke@cluster-2';
    const begun = { ...applied, [link]: { ...applied[link], state: 'partial' as const } };
    const { steps } = rollbackPlan({ applied: begun, previous: shop() });
    expect(steps.map(({ id }) => id)).toEqual([link, 'verify']);
  });

  it('leaves alone what is on clusters that are not configured any more, and tells it', () => {
    const { steps, left } = rollbackPlan({ applied, absent: ['cluster-2'] });
    expect(steps.filter(({ cluster }) => cluster === 'cluster-2')).toEqual([]);
    expect(left?.map(({ cluster }) => cluster)).toEqual(['cluster-2']);
  });
});
