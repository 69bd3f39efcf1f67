import { mirrorName, networkParts } from './mirrorName';

const nameIn = (project: string, name: string, ...parts: string[]) =>
  mirrorName([...parts, ...networkParts({ project, name }, 'edge-shop')]);

describe('names in the mirror', () => {
  it('are short in one project, and say the project in all others', () => {
    expect(nameIn('edge-shop', 'shop')).toBe('shop');
    expect(nameIn('warehouse', 'shop')).toBe('shop.warehouse');
    expect(nameIn('edge-shop', 'shop', 'cluster-2')).toBe('cluster-2.shop');
    expect(mirrorName(networkParts({ project: 'edge-shop', name: 'shop' }, undefined))).toBe(
      'shop.edge-shop',
    );
  });

  it('never collide where plain joining does', () => {
    expect(nameIn('edge-shop', 'a-b', 'c')).not.toBe(nameIn('edge-shop', 'a', 'b-c'));
    const members = ['a', 'b', 'a-b', 'a.b', 'A', 'b.a'].flatMap(cluster =>
      ['a', 'b', 'a-b', 'b-a'].flatMap(network =>
        ['edge-shop', 'a', 'b', 'a-b', 'a.b', 'A.b', 'a_b'].map(project =>
          nameIn(project, network, cluster),
        ),
      ),
    );
    expect(new Set(members).size).toBe(members.length);
  });

  it('are names that Kubernetes accepts, whatever clusters and projects are called', () => {
    const awkward = [
      'arn:aws:eks:eu-west-1:1:cluster/Shop',
      'ada@shop',
      '..',
      'x'.repeat(300),
      'Ä',
    ];
    for (const cluster of awkward) {
      const name = nameIn(cluster, 'n'.repeat(19), 's'.repeat(63), 'n'.repeat(63), cluster);
      expect(name.length).toBeLessThanOrEqual(253);
      expect(name).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/);
    }
  });
});
