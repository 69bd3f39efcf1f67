import { interconnectConditions } from './conditions';
import { networkRules } from './rules';

const network = {
  project: 'edge-shop',
  name: 'shop',
  owners: ['group:default/edge-team'],
  clusters: ['cluster-1', 'cluster-2'],
};

describe('networkRules', () => {
  it.each([
    [['user:default/guest', 'group:default/edge-team'], true],
    [['Group:default/Edge-Team'], true],
    [['group:default/warehouse-team'], false],
    [[], false],
  ])('IS_PROJECT_OWNER with %j is %s', (claims, expected) => {
    const { isProjectOwner } = networkRules;
    expect(isProjectOwner.apply(network, { claims })).toBe(expected);
    expect((isProjectOwner.toQuery({ claims }) as Function)(network)).toBe(expected);
    expect(isProjectOwner.apply({ ...network, owners: [] }, { claims })).toBe(false);
  });

  it.each([
    ['cluster-2', true],
    ['cluster-3', false],
  ])('HAS_MEMBER_CLUSTER with %s is %s', (cluster, expected) => {
    const { hasMemberCluster } = networkRules;
    expect(hasMemberCluster.apply(network, { cluster })).toBe(expected);
    expect((hasMemberCluster.toQuery({ cluster }) as Function)(network)).toBe(expected);
  });

  it('become conditions for policies', () => {
    expect(interconnectConditions.isProjectOwner({ claims: ['user:default/guest'] })).toEqual({
      resourceType: 'interconnect-network',
      rule: 'IS_PROJECT_OWNER',
      params: { claims: ['user:default/guest'] },
    });
    expect(interconnectConditions.hasMemberCluster({ cluster: 'cluster-1' }).rule).toBe(
      'HAS_MEMBER_CLUSTER',
    );
  });
});
