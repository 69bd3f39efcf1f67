import { ConfigReader } from '@backstage/config';
import { defaultRules, limitsOf } from '@interconnect/backstage-plugin-interconnect-common';
import type { JsonObject } from '@backstage/types';
import { readTenancyRules } from './readTenancyRules';

const read = (tenancy?: JsonObject, more: JsonObject = {}) =>
  readTenancyRules(new ConfigReader({ interconnect: { ...more, ...(tenancy && { tenancy }) } }));

describe('readTenancyRules', () => {
  it('is the defaults without configuration', () => {
    expect(read()).toEqual(defaultRules);
    expect(readTenancyRules(new ConfigReader({}))).toEqual(defaultRules);
  });

  it('reads every limit, of the defaults and of projects', () => {
    const limits = {
      hubs: [{ name: 'hub-*' }],
      spokes: [{ labels: { 'example.com/site': 'a' } }],
      namespaces: ['a'],
      networkNamespaces: ['b'],
      sources: {
        files: ['c'],
        urls: ['https://d.example.com/{project}/'],
        charts: ['oci://e.example.com/{project}'],
        existing: false,
      },
      kinds: ['*'],
      loadBalancer: { addresses: ['203.0.113.1-203.0.113.9'], allowedSources: ['0.0.0.0/0'] },
      quotas: { networks: 1, members: 2, applications: 3, manifestBytes: 0 },
    };
    const expected = {
      hubs: limits.hubs,
      spokes: limits.spokes,
      namespaces: ['a'],
      networkNamespaces: ['b'],
      files: ['c'],
      urls: ['https://d.example.com/{project}/'],
      charts: ['oci://e.example.com/{project}'],
      existing: false,
      kinds: ['*'],
      addresses: ['203.0.113.1-203.0.113.9'],
      allowedSources: ['0.0.0.0/0'],
      networks: 1,
      members: 2,
      applications: 3,
      manifestBytes: 0,
    };
    const rules = read(
      { contact: 'us', defaults: limits, projects: [{ project: 'edge-*', ...limits }] },
      { manifests: { root: '/srv/manifests/' } },
    );
    expect(rules).toEqual({
      contact: 'us',
      filesRoot: 'manifests',
      defaults: expected,
      projects: [{ project: 'edge-*', limits: expected }],
    });
  });

  it('leaves what an entry does not name to the defaults', () => {
    const rules = read({
      defaults: { quotas: { members: 9 } },
      projects: [{ project: 'a', quotas: { networks: 2 } }],
    });
    expect(rules.projects).toEqual([{ project: 'a', limits: { networks: 2 } }]);
    expect(limitsOf(rules, 'a').limits).toMatchObject({ networks: 2, members: 9 });
  });

  it.each<[JsonObject, string]>([
    [{ default: {} }, "interconnect.tenancy: 'default' is no key"],
    [{ defaults: { namespace: ['a'] } }, "interconnect.tenancy.defaults: 'namespace' is no key"],
    [
      { defaults: { quotas: { network: 1 } } },
      "interconnect.tenancy.defaults.quotas: 'network' is no key",
    ],
    [{ defaults: { namespaces: 'a' } }, 'interconnect.tenancy.defaults.namespaces: is not a list'],
    [{ defaults: { namespaces: [''] } }, 'interconnect.tenancy.defaults.namespaces[0]: is empty'],
    [{ defaults: { kinds: [1] } }, 'interconnect.tenancy.defaults.kinds[0]: is not a text'],
    [
      { defaults: { hubs: ['cluster-1'] } },
      'interconnect.tenancy.defaults.hubs[0]: is not an object',
    ],
    [
      { defaults: { hubs: [{ names: 'a' }] } },
      "interconnect.tenancy.defaults.hubs[0]: 'names' is no key",
    ],
    [
      { defaults: { spokes: [{ labels: { a: true } }] } },
      'interconnect.tenancy.defaults.spokes[0].labels.a: is not a text',
    ],
    [
      { defaults: { loadBalancer: { allowedSources: ['10.0.0.1'] } } },
      'interconnect.tenancy.defaults.loadBalancer.allowedSources[0]: is no range of addresses',
    ],
    [
      { defaults: { sources: { charts: ['oci:ghcr.io'] } } },
      'interconnect.tenancy.defaults.sources.charts[0]: is no repository of charts',
    ],
    [
      { defaults: { sources: { urls: ['git.example.com'] } } },
      'interconnect.tenancy.defaults.sources.urls[0]: is no address',
    ],
    [
      { defaults: { sources: { urls: ['https://git.example.com/*/a'] } } },
      'interconnect.tenancy.defaults.sources.urls[0]: is no address',
    ],
    [
      { defaults: { sources: { existing: 'no' } } },
      'interconnect.tenancy.defaults.sources.existing: is not true or false',
    ],
    [
      { defaults: { quotas: { members: 1.5 } } },
      'interconnect.tenancy.defaults.quotas.members: is not a whole number',
    ],
    [
      { defaults: { quotas: { members: -1 } } },
      'interconnect.tenancy.defaults.quotas.members: is less than 0',
    ],
    [
      { projects: [{ namespaces: ['a'] }] },
      'interconnect.tenancy.projects[0].project: is not a text',
    ],
    [{ projects: { 'edge-*': {} } }, 'interconnect.tenancy.projects: is not a list'],
    [{ contact: 7 }, 'interconnect.tenancy.contact: is not a text'],
  ])('%j stops the start', (tenancy, message) => {
    expect(() => read(tenancy)).toThrow(message);
  });
});
