import { defaultRules, limitsOf } from './limitsOf';
import { matchesPattern } from './pattern';
import { ProjectRules, TenancyRules } from './types';

const rules = (...projects: ProjectRules[]): TenancyRules => ({ ...defaultRules, projects });

describe('limitsOf', () => {
  it('is the defaults, with the name of the project, where nothing else is said', () => {
    const { limits, rules: where } = limitsOf(defaultRules, 'edge-shop');
    expect(limits.namespaces).toEqual(['edge-shop', 'edge-shop-*']);
    expect(limits.networkNamespaces).toEqual(['interconnect', 'interconnect-*']);
    expect(limits.hubs).toEqual([{ name: '*' }]);
    expect(where.namespaces).toBe('interconnect.tenancy.defaults.namespaces');
    expect(where.networks).toBe('interconnect.tenancy.defaults.quotas.networks');
  });

  it('takes from the last entry that fits and says it, and names that entry', () => {
    const { limits, rules: where } = limitsOf(
      rules(
        { project: '*', limits: { networks: 3, existing: false } },
        { project: 'edge-*', limits: { networks: 5, namespaces: ['{project}', 'till'] } },
        { project: 'warehouse', limits: { networks: 7 } },
      ),
      'edge-shop',
    );
    expect(limits).toMatchObject({
      networks: 5,
      existing: false,
      namespaces: ['edge-shop', 'till'],
      members: defaultRules.defaults.members,
    });
    expect(where).toMatchObject({
      networks: 'interconnect.tenancy.projects[1].quotas.networks',
      existing: 'interconnect.tenancy.projects[0].sources.existing',
      namespaces: 'interconnect.tenancy.projects[1].namespaces',
      members: 'interconnect.tenancy.defaults.quotas.members',
    });
  });

  it('fits several hundred projects by one entry, each with namespaces of its own', () => {
    const some = rules({ project: 'store-*', limits: { namespaces: ['till-{project}'] } });
    const all = Array.from({ length: 400 }, (_, index) => limitsOf(some, `store-${index}`));
    expect(new Set(all.flatMap(({ limits }) => limits.namespaces)).size).toBe(400);
    expect(limitsOf(some, 'restore-1').limits.namespaces).toEqual(['restore-1', 'restore-1-*']);
  });

  it('compares names of projects without regard to case', () => {
    const some = rules({ project: 'Edge-*', limits: { networks: 1 } });
    expect(limitsOf(some, 'EDGE-shop').limits).toMatchObject({
      networks: 1,
      namespaces: ['edge-shop', 'edge-shop-*'],
    });
  });

  it('lets an empty list say that nothing is allowed', () => {
    expect(limitsOf(rules({ project: 'a', limits: { kinds: [] } }), 'a').limits.kinds).toEqual([]);
  });
});

describe('matchesPattern', () => {
  it.each([
    ['shop', 'shop', true],
    ['shop', 'shops', false],
    ['shop-*', 'shop-', true],
    ['shop-*', 'shop', false],
    ['shop-*', 'my-shop-a', false],
    ['*', '', true],
    ['*-eu-*', 'a-eu-b', true],
    ['*-eu-*', 'a-eu', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*b', 'ab', false],
    ['a*b*b', 'abb', true],
    ['a.c', 'abc', false],
    ['', 'a', false],
  ])('%j, %j: %s', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });
});
