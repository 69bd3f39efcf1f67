import { isDue, placed } from './placedErrors';

const document = {
  hub: { cluster: 'a', loadBalancer: { addresses: ['x'] } },
  spokes: [{ cluster: 'b' }],
  applications: [{ name: 'web', source: { kind: 'existing', services: ['web'] } }],
};

function placeOf(field: string) {
  const [{ place, step }] = placed([{ field, message: 'is wrong' }], document);
  return [place, step];
}

describe('placed', () => {
  it.each([
    ['name', 'name', 'basics'],
    ['hub', 'hub.cluster', 'members'],
    ['hub.loadBalancer.addresses[0]', 'hub.loadBalancer.addresses[0]', 'members'],
    ['hub.loadBalancer.addresses[9]', 'hub.loadBalancer.addresses', 'members'],
    ['spokes', 'spokes', 'members'],
    ['spokes[0].cluster', 'spokes[0]', 'members'],
    ['applications[0].clusters[1]', 'applications[0].clusters', 'applications'],
    ['applications[0].source.services[0]', 'applications[0].source.services[0]', 'applications'],
    ['applications[0].source.url', 'applications[0].source', 'applications'],
    ['applications[0].oops', 'applications[0]', 'applications'],
    ['applications[7].name', 'applications', 'applications'],
    ['namespace', undefined, undefined],
    ['', undefined, undefined],
  ])('puts %s at %s', (field, place, step) => {
    expect(placeOf(field)).toEqual([place, step]);
  });

  it('has the order of the form, what has no place last', () => {
    const errors = ['namespace', 'applications[0].name', 'spokes', 'hub.cluster', 'name'].map(
      field => ({ field, message: 'is wrong' }),
    );
    expect(placed(errors, document).map(({ field }) => field)).toEqual([
      'name',
      'hub.cluster',
      'spokes',
      'applications[0].name',
      'namespace',
    ]);
  });
});

describe('isDue', () => {
  const telling = { project: '', name: 'Shop', document, tried: [] };
  const due = (field: string, more = {}) => {
    const [error] = placed([{ field, message: 'is wrong' }], document);
    return isDue(error, { ...telling, ...more });
  };

  it('tells what is wrong at once, what is missing when the step was tried', () => {
    expect(due('name')).toBe(true);
    expect(due('project')).toBe(false);
    expect(due('project', { tried: ['basics'] })).toBe(true);
    expect(due('hub.loadBalancer.addresses[0]')).toBe(true);
    expect(due('applications[0].namespace')).toBe(false);
    expect(due('applications[0].namespace', { text: {} })).toBe(true);
    expect(due('namespace')).toBe(true);
  });
});
