import { allowed, errorsOf, rule } from './__testUtils__/tenancy';

const [application] = allowed().applications!;

describe('quotas', () => {
  it('networks: this one is one more', () => {
    expect(errorsOf({ networks: 3 }, {}, { networks: 2 })).toEqual([]);
    expect(errorsOf({ networks: 3 }, {})).toEqual([]);
    expect(errorsOf({ networks: 3 }, {}, { networks: 3 })).toEqual([
      {
        field: 'name',
        message: `project 'edge-shop' would have 4 networks ${rule('quotas.networks')}`,
        accepted: 'at most 3',
      },
    ]);
  });

  it('members: the hub is one', () => {
    expect(errorsOf({ members: 2 }, {})).toEqual([]);
    expect(errorsOf({ members: 1 }, {})).toEqual([
      {
        field: 'spokes',
        message: `project 'edge-shop' would have 2 members in a network ${rule('quotas.members')}`,
        accepted: 'at most 1',
      },
    ]);
  });

  it('applications', () => {
    const applications = [application, { ...application, name: 'other' }];
    expect(errorsOf({ applications: 2 }, { applications })).toEqual([]);
    expect(errorsOf({ applications: 1 }, { applications })).toEqual([
      expect.objectContaining({
        field: 'applications',
        message: expect.stringContaining(rule('quotas.applications')),
      }),
    ]);
  });

  it('bytes of manifests', () => {
    expect(errorsOf({ manifestBytes: 10 }, {}, { manifestBytes: 10 })).toEqual([]);
    expect(errorsOf({ manifestBytes: 10 }, {}, { manifestBytes: 11 })).toEqual([
      expect.objectContaining({
        field: 'applications',
        message: `project 'edge-shop' would have 11 bytes of manifests in a network ${rule('quotas.manifestBytes')}`,
      }),
    ]);
  });
});
