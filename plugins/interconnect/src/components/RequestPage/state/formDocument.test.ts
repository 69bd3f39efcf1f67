import { completed, formerMembers } from './formDocument';
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

it('completed keeps from where a chart is, for what the project may use', () => {
  const source = { kind: 'helm' as const, repository: 'oci://ghcr.io/a', values: { a: 1 } };
  expect(completed({ applications: [{ source }] }).applications?.[0].source).toEqual({
    kind: 'helm',
    chart: '',
    repository: 'oci://ghcr.io/a',
  });
});

describe('formerMembers', () => {
  const members = { hub: { cluster: 'a' }, spokes: [{ cluster: 'b' }] };

  it('names none while all applications run on members', () => {
    expect(formerMembers({ ...members, applications: [{ clusters: ['a', 'b'] }, {}] })).toBe(
      undefined,
    );
  });

  it('takes them out, and applications that run nowhere else', () => {
    const applications = [
      { name: 'web', clusters: ['b', 'c'] },
      { name: 'till', clusters: ['c', 'd'] },
      { name: 'new' },
    ];
    expect(formerMembers({ ...members, applications })).toEqual({
      clusters: ['c', 'd'],
      applications: ['web', 'till'],
      nowhere: ['till'],
      rest: [{ name: 'web', clusters: ['b'] }, { name: 'new' }],
    });
  });
});
