import { Json } from './json';
import { undone, valueText } from './undone';

const base: Json = {
  description: 'Shop',
  hub: { cluster: 'a', loadBalancer: { addresses: ['10.0.0.1-10.0.0.2'] } },
  spokes: [{ cluster: 'b' }],
  applications: [{ name: 'web', namespace: 'shop', clusters: ['b'] }],
};

describe('undone', () => {
  it('is nothing when only one side has changed something', () => {
    expect(undone(base, base, { ...base, description: 'Mine' })).toEqual([]);
    expect(
      undone(base, { ...base, description: 'Same' }, { ...base, description: 'Same' }),
    ).toEqual([]);
  });

  it('names what they changed and one’s own version still has as it was', () => {
    const theirs: Json = {
      description: 'Theirs',
      hub: { cluster: 'a', loadBalancer: { addresses: ['10.0.0.9-10.0.0.9'] } },
      spokes: [{ cluster: 'b' }, { cluster: 'c' }],
      applications: [
        { clusters: ['b', 'c'], name: 'web', namespace: 'shop' },
        { name: 'till', clusters: ['c'] },
      ],
    };
    const mine: Json = { ...base, spokes: [{ cluster: 'd' }, { cluster: 'b' }] };
    expect(undone(base, theirs, mine)).toEqual([
      { field: 'description', theirs: 'Theirs', mine: 'Shop' },
      {
        field: 'hub.loadBalancer.addresses',
        theirs: ['10.0.0.9-10.0.0.9'],
        mine: ['10.0.0.1-10.0.0.2'],
      },
      { field: 'spokes[c]', theirs: { cluster: 'c' } },
      { field: 'applications[web].clusters', theirs: ['b', 'c'], mine: ['b'] },
      { field: 'applications[till]', theirs: { name: 'till', clusters: ['c'] } },
    ]);
  });

  it('names what they took away and one’s own version would bring back', () => {
    const theirs: Json = { ...base, applications: [] };
    expect(undone(base, theirs, base)).toEqual([
      { field: 'applications', theirs: [], mine: (base as { applications: Json }).applications },
    ]);
  });

  it('takes all of theirs for changed when it is not known what both began with', () => {
    expect(undone(undefined, { description: 'Theirs', namespace: 'x' }, { spokes: [] })).toEqual([
      { field: 'description', theirs: 'Theirs' },
      { field: 'namespace', theirs: 'x' },
    ]);
  });
});

describe('valueText', () => {
  it.each<[Json, string]>([
    ['Shop', 'Shop'],
    [true, 'true'],
    [['a', 'b'], 'a, b'],
    [[{ name: 'web' }, { cluster: 'c' }], 'web, c'],
    [{ kind: 'existing' }, '{"kind":"existing"}'],
  ])('of %j', (value, text) => {
    expect(valueText(value)).toBe(text);
  });
});
