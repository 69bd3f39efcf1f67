import { ClusterInfo } from '../cluster/types';
import { edgeShop, errorsOf, rule } from './__testUtils__/tenancy';
import { mayUseCluster } from './clusters';

const clusters: ClusterInfo[] = [
  { name: 'cluster-1', labels: { site: 'berlin', stage: 'production' } },
  { name: 'cluster-2', labels: { site: 'bern' } },
  { name: 'cluster-3', projects: ['warehouse'] },
  { name: 'cluster-4', projects: ['Edge-Shop'] },
];
const withMembers = (hub: string, ...spokes: string[]) => ({
  hub: { cluster: hub, loadBalancer: { allowedSources: ['10.0.0.0/8'] } },
  spokes: spokes.map(cluster => ({ cluster })),
});

describe('clusters', () => {
  it('may all be used without configuration, but those of other projects', () => {
    expect(errorsOf({}, withMembers('cluster-1', 'cluster-2', 'cluster-4'), { clusters })).toEqual(
      [],
    );
    expect(errorsOf({}, withMembers('cluster-3', 'cluster-3'), { clusters })).toEqual(
      ['hub.cluster', 'spokes[0].cluster'].map(field => ({
        field,
        message:
          "cluster 'cluster-3' is not for project 'edge-shop' (by the rule interconnect.clusters[].projects, which the platform team can change)",
        accepted: 'one of cluster-1, cluster-2, cluster-4',
      })),
    );
  });

  it('must be usable, and say why they are not', () => {
    const broken = { name: 'cluster-9', unusable: 'its context names no user' };
    expect(errorsOf({}, withMembers('cluster-9'), { clusters: [...clusters, broken] })).toEqual([
      {
        field: 'hub.cluster',
        message: "cluster 'cluster-9' is not usable: its context names no user",
        accepted: 'one of cluster-1, cluster-2, cluster-4',
      },
    ]);
  });

  it('must be known', () => {
    expect(errorsOf({}, withMembers('cluster-9'), { clusters })).toEqual([
      {
        field: 'hub.cluster',
        message: "cluster 'cluster-9' is unknown",
        accepted: 'one of cluster-1, cluster-2, cluster-4',
      },
    ]);
    expect(errorsOf({}, withMembers('cluster-9'), { clusters: [] })[0].accepted).toBe('none');
    expect(errorsOf({}, withMembers('cluster-9'))).toEqual([]);
  });

  it('may be hubs and spokes by name and by label, each by a rule of its own', () => {
    const limits = { hubs: [{ labels: { site: 'ber*', stage: '*' } }], spokes: [{ name: '*-2' }] };
    expect(errorsOf(limits, withMembers('cluster-1', 'cluster-2'), { clusters })).toEqual([]);
    expect(errorsOf(limits, withMembers('cluster-2', 'cluster-1'), { clusters })).toEqual([
      {
        field: 'hub.cluster',
        message: `cluster 'cluster-2' may not be a hub of networks of project 'edge-shop' ${rule('hubs')}`,
        accepted: 'one of cluster-1',
      },
      {
        field: 'spokes[0].cluster',
        message: `cluster 'cluster-1' may not be a spoke of networks of project 'edge-shop' ${rule('spokes')}`,
        accepted: 'one of cluster-2',
      },
    ]);
  });

  it.each([
    [[{ name: 'cluster-*' }], true],
    [[{ name: 'cluster-9' }, { labels: { site: 'berlin' } }], true],
    [[{ name: 'cluster-1', labels: { site: 'bern' } }], false],
    [[{ labels: { zone: '*' } }], false],
    [[], false],
    [[{}], true],
  ])('%j: %s', (hubs, expected) => {
    expect(mayUseCluster(edgeShop({ hubs }), clusters[0], 'hub')).toBe(expected);
  });
});
