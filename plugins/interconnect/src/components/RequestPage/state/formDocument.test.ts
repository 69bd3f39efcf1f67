import { completed } from './formDocument';
import { Json } from './json';
import { shapeProblem } from './places';

describe('shapeProblem', () => {
  it.each<[Json]>([
    [{}],
    [{ type: 5, later: { hubs: [] } }],
    [{ hub: {}, spokes: [{}], applications: [{ source: { kind: 'helm', chart: 'x' } }] }],
  ])('has nothing against %j', document => {
    expect(shapeProblem(document)).toBeUndefined();
  });

  it.each<[Json, string]>([
    [[], ''],
    [null, ''],
    ['text', ''],
    [{ description: 1 }, 'description'],
    [{ hub: 'cluster-1' }, 'hub'],
    [{ hub: { loadBalancer: { addresses: '10.0.0.0/8' } } }, 'hub.loadBalancer.addresses'],
    [{ hub: { loadBalancer: { allowedSources: [1] } } }, 'hub.loadBalancer.allowedSources'],
    [{ spokes: { cluster: 'a' } }, 'spokes'],
    [{ spokes: ['a'] }, 'spokes[0]'],
    [{ applications: [{}, { expose: 'yes' }] }, 'applications[1].expose'],
    [{ applications: [{ source: { services: 'web' } }] }, 'applications[0].source.services'],
  ])('names what cannot be shown of %j', (document, field) => {
    expect(shapeProblem(document)).toBe(field);
  });
});

describe('completed', () => {
  it('fills what the checks rely on', () => {
    expect(completed({ hub: {}, spokes: [{}], applications: [{}] })).toEqual({
      type: 'application-mesh',
      hub: { cluster: '' },
      spokes: [],
      applications: [
        { name: '', clusters: [], namespace: '', source: { kind: 'manifests', url: '' } },
      ],
    });
  });
});
