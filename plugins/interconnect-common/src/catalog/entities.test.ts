import { clusterEntityName, networkEntityName } from './entities';

describe('names of entities', () => {
  it('are those of what they stand for', () => {
    expect(clusterEntityName('cluster-1')).toBe('cluster-1');
    expect(clusterEntityName('edge.store_7')).toBe('edge.store_7');
    expect(networkEntityName('edge-shop', 'shop')).toBe('edge-shop.shop');
  });

  it('are valid, and different for different clusters', () => {
    const arn = 'arn:aws:eks:eu-central-1:123456789012:cluster/a-cluster-with-quite-a-long-name';
    const names = ['Cluster-1', 'CLUSTER-1', 'cluster-1', arn, `${arn}-2`, 'äöü', '-', 'a--/b'].map(
      clusterEntityName,
    );
    for (const name of names) {
      expect(name).toMatch(/^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/);
    }
    expect(new Set(names).size).toBe(names.length);
    expect(clusterEntityName('Cluster-1')).toMatch(/^cluster-1-[0-9a-f]{10}$/);
  });

  it('fit when a project has a long name', () => {
    const project = 'p'.repeat(63);
    expect(networkEntityName(project, 'shop')).toHaveLength(63);
    expect(networkEntityName(project, 'shop')).not.toBe(networkEntityName(project, 'stock'));
  });
});
