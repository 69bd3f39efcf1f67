import { FieldError, limitsOf } from '@interconnect/backstage-plugin-interconnect-common';
import { readyNetwork, shopDocument } from '../../../../dev/answers';
import { tenancy } from '../../../../dev/answers/platform';
import { checkRequest, fieldErrorsOf } from './checkRequest';
import { JsonObject } from './json';
import { RequestContent } from './requestState';

const clusters = [
  { name: 'cluster-1' },
  { name: 'cluster-2', projects: ['Edge-Shop'] },
  { name: 'cluster-3' },
  { name: 'cluster-4', projects: ['warehouse'] },
];
const shop = shopDocument('Shop', 'cluster-1', ['cluster-2']) as unknown as JsonObject;
const limits = limitsOf(tenancy, 'edge-shop');
const request: RequestContent = { project: 'edge-shop', name: 'shop', document: shop };

function fields(errors: FieldError[]): string[] {
  return errors.map(({ field, message }) => `${field} ${message}`);
}

describe('checkRequest', () => {
  it('has nothing against a good request', () => {
    expect(checkRequest(request, { clusters, networks: [], limits })).toEqual([]);
  });

  it('misses project and name', () => {
    expect(fields(checkRequest({ ...request, project: '', name: '' }, {}))).toEqual([
      'project is missing',
      'name is missing',
    ]);
  });

  it('knows the rules of names and documents', () => {
    const document = { type: 'application-mesh', spokes: [{ cluster: 'cluster-2' }] };
    expect(fields(checkRequest({ ...request, name: 'Shop!', document }, {}))).toEqual([
      "name 'Shop!' is not the name of a network",
      'hub.cluster is missing',
    ]);
  });

  it('knows which clusters the project may use', () => {
    const document = {
      type: 'application-mesh',
      hub: { cluster: 'cluster-9' },
      spokes: [{ cluster: 'cluster-4' }, { cluster: 'cluster-2' }],
    };
    expect(fields(checkRequest({ ...request, document }, { clusters, limits }))).toEqual([
      "hub.cluster cluster 'cluster-9' is unknown",
      expect.stringContaining(
        "spokes[0].cluster cluster 'cluster-4' is not for project 'edge-shop'",
      ),
    ]);
    expect(checkRequest({ ...request, document }, { clusters })).toEqual([]);
  });

  it('knows what the project may do, with the rule, and says nothing twice', () => {
    const document: JsonObject = {
      ...shop,
      spokes: [{}, { cluster: 'cluster-4' }],
      applications: [
        { name: 'a', clusters: ['cluster-1'], namespace: 'argocd', source: { kind: 'manifests' } },
        { name: 'b', clusters: ['cluster-1'], source: { kind: 'existing', services: ['b'] } },
      ],
    };
    expect(fields(checkRequest({ ...request, document }, { clusters, limits }))).toEqual([
      'spokes[0].cluster is missing',
      'applications[0].source.url is missing',
      'applications[1].namespace is missing',
      expect.stringMatching(/^spokes\[1\].cluster .*'cluster-4'/),
      expect.stringMatching(
        /^applications\[0\].namespace 'argocd' .*no configuration can allow it/,
      ),
    ]);
    const narrow = limitsOf({ ...tenancy, projects: [] }, 'edge-shop');
    expect(fields(checkRequest(request, { limits: narrow }))).toEqual(
      [0, 1].map(index =>
        expect.stringMatching(
          `applications\\[${index}\\].namespace 'shop' .*defaults.namespaces, which the platform team can`,
        ),
      ),
    );
  });

  it('names the network whose pool overlaps, though something else is incomplete', () => {
    const document = { ...shop, applications: [{}] };
    const other = readyNetwork('returns', ['cluster-3'], '2026-01-01T00:00:00Z');
    expect(fields(checkRequest({ ...request, document }, { networks: [other] }))).toContainEqual(
      expect.stringMatching(/^hub\.loadBalancer\.addresses\[0\] .*network edge-shop\/returns/),
    );
  });

  it('refuses a new network with the name of another, and not the same when it is changed', () => {
    const same = readyNetwork('shop', ['cluster-2'], '2026-01-01T00:00:00Z');
    expect(fields(checkRequest(request, { networks: [same] }))).toEqual([
      "name 'shop' is a network of this project already",
    ]);
    expect(checkRequest({ ...request, etag: '"3"' }, { networks: [same] })).toEqual([]);
  });

  it('does not let the hub move', () => {
    const same = readyNetwork('shop', ['cluster-2'], '2026-01-01T00:00:00Z');
    const document = shopDocument('Shop', 'cluster-3', ['cluster-2']) as unknown as JsonObject;
    const errors = checkRequest({ ...request, etag: '"3"', document }, { networks: [same] });
    expect(errors).toContainEqual(expect.objectContaining({ field: 'hub.cluster' }));
  });
});

describe('fieldErrorsOf', () => {
  it('reads what the server named, and nothing else', () => {
    const errors = [{ field: 'hub.cluster', message: 'is wrong' }];
    const answer = (fieldsOf: unknown) =>
      Object.assign(new Error('no'), { body: { error: { fields: fieldsOf } } });
    expect(fieldErrorsOf(answer(errors))).toEqual(errors);
    expect(fieldErrorsOf(answer([]))).toBeUndefined();
    expect(fieldErrorsOf(answer(['x']))).toBeUndefined();
    expect(fieldErrorsOf(new Error('no'))).toBeUndefined();
  });
});
