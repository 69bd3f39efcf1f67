import { hub, spoke } from '../__testUtils__/steps';
import { listeners, observedAt, reading, seen, site, status } from '../__testUtils__/readings';
import { controllerSilence, seenByRouter } from './controllerSilence';

const before = (seconds: number) => new Date(Date.parse(observedAt) - seconds * 1000).toISOString();
const written = (seconds: number, subresource?: string) => ({
  managedFields: [{ manager: 'm', time: before(seconds), ...(subresource && { subresource }) }],
});

/** As `kube-adaptor` writes it. */
const routerOf = (more: object = {}) => ({ links: null, routerAccess: null, ...more });
const hubSite = {
  site: { identity: `uid-${hub}` },
  routerStatus: [
    routerOf({
      routerAccess: [{ identity: 'x:1' }, { identity: 'x:2' }],
      connectors: [{ destHost: '10.77.1.100', destPort: '8080', address: 'shop/my-backend/8080' }],
    }),
  ],
};
const spokeSite = {
  site: { identity: `uid-${spoke}` },
  routerStatus: [
    routerOf({
      links: [
        { name: 'interconnect-cluster-2', status: 'up', peer: 'x:2' },
        { name: 'to-nobody', status: 'up', peer: '' },
        { name: 'to-somebody-gone', status: 'down', peer: 'y:1' },
      ],
    }),
  ],
};
const report = (sites: object[] | null, secondsAgo = 40) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'skupper-network-status', ...written(secondsAgo) },
  data: { NetworkStatus: JSON.stringify({ addresses: [], siteStatus: sites }) },
});

const withSite = (secondsAgo: number, network = seen) => {
  const one = site(spoke, { ...status(), network });
  return { ...one, metadata: { ...one.metadata, ...written(secondsAgo, 'status') } };
};

it('makes the same of a report as the controller does', () => {
  expect(seenByRouter(report([hubSite, spokeSite]).data.NetworkStatus)).toEqual([
    {
      id: `uid-${hub}`,
      links: [],
      services: [{ routingKey: 'shop/my-backend/8080', connectors: ['10.77.1.100'] }],
    },
    {
      id: `uid-${spoke}`,
      links: [{ name: 'interconnect-cluster-2', remoteSiteId: `uid-${hub}`, operational: true }],
      services: [],
    },
  ]);
  expect(seenByRouter(report(null).data.NetworkStatus)).toEqual([]);
  expect(seenByRouter('{')).toBeUndefined();
});

describe('controllerSilence', () => {
  const of = (more: Parameters<typeof reading>[1]) => controllerSilence(reading('spoke', more));

  it('says that it does not run', () => {
    expect(of({ controllerTrouble: 'there is no Deployment of it in namespace skupper' })).toBe(
      "Skupper's controller on cluster-2 does not answer: there is no Deployment of it in namespace skupper",
    );
  });

  it('says that it has not taken over what the router reported', () => {
    expect(of({ site: withSite(60), routerReport: report([hubSite]) })).toBe(
      `Skupper's controller on cluster-2 does not answer: it has not taken over what the router reported at ${before(40)}`,
    );
    expect(of({ site: withSite(60), routerReport: report(null) })).toBeDefined();
    const down = structuredClone(spokeSite);
    down.routerStatus[0] = routerOf({
      links: [{ name: 'interconnect-cluster-2', status: 'down', peer: 'x:2' }],
    });
    expect(of({ site: withSite(60), routerReport: report([hubSite, down]) })).toBeDefined();
    const served = structuredClone(hubSite);
    served.routerStatus[0] = routerOf({ routerAccess: [{ identity: 'x:2' }], connectors: [] });
    expect(of({ site: withSite(60), routerReport: report([served, spokeSite]) })).toBeDefined();
  });

  it.each([
    [
      'it has, in another order',
      { site: withSite(60), routerReport: report([spokeSite, hubSite]) },
    ],
    ['the report is new', { site: withSite(60), routerReport: report([hubSite], 15) }],
    ['it wrote a status later', { site: withSite(39), routerReport: report([hubSite]) }],
    [
      'it wrote the status of something else later',
      {
        site: withSite(60),
        listeners: listeners().map(one => ({
          ...one,
          metadata: { ...one.metadata, ...written(39, 'status') },
        })),
        routerReport: report([hubSite]),
      },
    ],
    ['there is no report', { site: withSite(60) }],
    ['there is no Site', { site: undefined, routerReport: report([hubSite]) }],
    [
      'the report cannot be read',
      { site: withSite(60), routerReport: { ...report([]), data: {} } },
    ],
  ])('says nothing when %s', (_, more) => {
    expect(of(more)).toBeUndefined();
  });

  it('a write that is no status is no sign of life', () => {
    const one = site(spoke);
    const annotated = { ...one, metadata: { ...one.metadata, ...written(1) } };
    expect(of({ site: annotated, routerReport: report([hubSite]) })).toBeDefined();
  });
});
