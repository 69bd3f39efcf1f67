import { aliasesOf, connectorOf } from '../skupper/objects';
import { hub } from '../__testUtils__/steps';
import {
  exposed,
  input,
  justNow,
  link,
  listeners,
  network,
  reading,
  settings,
  site,
  status,
} from '../__testUtils__/readings';
import { judgeMember } from './judgeMember';
import type { MemberReading } from './MemberReading';

const judge = (one: MemberReading, hubSeen = reading('hub')) => judgeMember(one, input, hubSeen);
const said = (one: MemberReading, hubSeen = reading('hub')) =>
  judgeMember(one, input, hubSeen).mismatches;
const facts = { authority: 'aaaa'.repeat(16), notAfter: '2031-11-22T10:00:00.000Z' };

it('is compared below the domain of the cluster', () => {
  const domain = 'k8s.example.com';
  const services = aliasesOf(network, exposed, {}, domain);
  const connectors = [{ ...connectorOf(network, exposed[0], {}, domain), status: status() }];
  const differing = (one: MemberReading) =>
    said(one).filter(text => /spec\.(host|externalName) is/.test(text));
  for (const role of ['hub', 'spoke'] as const) {
    const there = reading(role, {
      services,
      ...(role === 'hub' && { connectors }),
    });
    expect(differing({ ...there, clusterDomain: domain })).toEqual([]);
    expect(differing(there)).toHaveLength(role === 'hub' ? 2 : 1);
  }
});

describe('what a rollout has set', () => {
  const listenerWith = (spec: object) =>
    listeners().map(one => ({ ...one, spec: { ...one.spec!, ...spec } }));
  const hubWith = (more: object) => reading('hub', { hub: { ...reading('hub').hub!, ...more } });
  const routerWith = (metadata: object, spec: object) => {
    const router = reading('hub').hub!.routerService!;
    return {
      ...router,
      metadata: { ...router.metadata, ...metadata },
      spec: { ...router.spec, ...spec },
    };
  };
  const metallbWith = (spec: object) => {
    const metallb = reading('hub').hub!.metallb!;
    const pools = metallb.pools.map(pool => ({ ...pool, spec: { ...pool.spec, ...spec } }));
    return { ...metallb, pools };
  };
  const spokeWith = (certificate: MemberReading['certificate']) =>
    reading('spoke', { certificate });
  const namespaced = 'interconnect-shop/';

  it.each<[string, MemberReading, string]>([
    [
      'a Site of another kind',
      reading('hub', { site: { ...site(hub), spec: { linkAccess: 'none' } } }),
      `Site ${namespaced}cluster-1: spec.linkAccess is none, wanted is loadbalancer`,
    ],
    [
      'allowed sources that are lost',
      hubWith({ routerService: routerWith({}, { loadBalancerSourceRanges: undefined }) }),
      `Service ${namespaced}skupper-router: spec.loadBalancerSourceRanges is empty, wanted is 127.0.0.0/8`,
    ],
    [
      'allowed sources that are others',
      hubWith({ routerService: routerWith({}, { loadBalancerSourceRanges: ['0.0.0.0/0'] }) }),
      `Service ${namespaced}skupper-router: spec.loadBalancerSourceRanges is 0.0.0.0/0, wanted is 127.0.0.0/8`,
    ],
    [
      'the label lost without which no pool serves the router',
      hubWith({ routerService: routerWith({ labels: {} }, {}) }),
      `Service ${namespaced}skupper-router: metadata.labels.interconnect/allowed-sources is not set, wanted is applied`,
    ],
    [
      'a pool for everybody',
      hubWith({ metallb: metallbWith({ serviceAllocation: undefined }) }),
      'IPAddressPool interconnect-shop: spec.serviceAllocation is not set, wanted is {"namespaces":["interconnect-shop"],' +
        '"serviceSelectors":[{"matchLabels":{"interconnect/allowed-sources":"applied"}}]}',
    ],
    [
      'the Service of the router missing',
      hubWith({ routerService: undefined }),
      `Service ${namespaced}skupper-router is missing`,
    ],
    [
      'another pool',
      hubWith({ metallb: metallbWith({ addresses: ['127.20.1.0/24'] }) }),
      'IPAddressPool interconnect-shop: spec.addresses is 127.20.1.0/24, wanted is 127.20.0.10-127.20.0.50',
    ],
    [
      'no advertisement',
      hubWith({ metallb: { ...reading('hub').hub!.metallb!, advertisements: [] } }),
      'L2Advertisement interconnect-shop is missing',
    ],
    [
      'a Listener missing',
      reading('hub', { listeners: [] }),
      `Listener ${namespaced}my-backend-8080 is missing`,
    ],
    [
      'a Listener that leads nowhere',
      reading('hub', { listeners: listeners({ Matched: false }) }),
      `Listener ${namespaced}my-backend-8080 leads nowhere (Configured: yes, Matched: no)`,
    ],
    [
      'a Listener on another port',
      reading('hub', { listeners: listenerWith({ port: 9090 }) }),
      `Listener ${namespaced}my-backend-8080: spec.port is 9090, wanted is 8080`,
    ],
    [
      'a Connector to somewhere else',
      reading('hub', {
        connectors: [
          {
            ...connectorOf(network, exposed[0], {}),
            spec: { ...connectorOf(network, exposed[0], {}).spec!, host: 'elsewhere' },
            status: status(),
          },
        ],
      }),
      `Connector ${namespaced}my-backend-8080: spec.host is elsewhere, wanted is my-backend.shop.svc.cluster.local`,
    ],
    [
      'an alias missing',
      reading('spoke', { services: reading('spoke').services.slice(1) }),
      'Service interconnect/my-backend is missing',
    ],
    [
      'an alias of something else',
      reading('spoke', {
        services: reading('spoke').services.map((service, at) =>
          at > 0 ? service : { ...service, spec: { ...service.spec, externalName: 'x.y' } },
        ),
      }),
      'Service interconnect/my-backend: spec.externalName is x.y, wanted is my-backend.interconnect-shop.svc.cluster.local',
    ],
    [
      'a Link to where the hub was',
      reading('spoke', {
        link: {
          ...link(),
          spec: {
            ...link().spec!,
            endpoints: [{ name: 'edge', host: '127.20.0.9', port: '45671' }],
          },
        },
      }),
      `Link ${namespaced}interconnect-cluster-2 dials edge 127.20.0.9:45671, the hub is at edge 127.20.0.10:45671`,
    ],
    [
      'a Link with other credentials',
      reading('spoke', { link: { ...link(), spec: { ...link().spec!, tlsCredentials: 'x' } } }),
      `Link ${namespaced}interconnect-cluster-2: spec.tlsCredentials is x, wanted is interconnect-cluster-2`,
    ],
    [
      'credentials missing',
      spokeWith({ problem: `Secret ${namespaced}interconnect-cluster-2 is missing` }),
      `Secret ${namespaced}interconnect-cluster-2 is missing`,
    ],
    [
      'credentials of an authority that is gone',
      spokeWith({ facts: { ...facts, authority: 'bbbb'.repeat(16) } }),
      `the certificate of cluster-2 was issued by an authority that the hub has no more (Secret ${namespaced}interconnect-cluster-2 ` +
        `is of sha256 bbbbbbbbbbbbbbbb…, wanted is sha256 aaaaaaaaaaaaaaaa… of hub cluster-1)`,
    ],
    [
      'credentials that ended',
      spokeWith({ facts: { ...facts, notAfter: '2026-11-21T00:00:00.000Z' } }),
      `the certificate in Secret ${namespaced}interconnect-cluster-2 ended on 2026-11-21`,
    ],
    [
      'a workload missing',
      reading('hub', { workloads: [] }),
      'Deployment shop/my-backend is missing',
    ],
    [
      'a workload that is not ready',
      reading('hub', {
        workloads: [{ ...reading('hub').workloads[0], trouble: '0 of 1 replicas available' }],
      }),
      'Deployment shop/my-backend is not ready: 0 of 1 replicas available',
    ],
    [
      'the Service of a client missing',
      reading('spoke', { services: reading('spoke').services.slice(0, 1) }),
      'Service tools/tool is missing',
    ],
    [
      'nothing behind the Service of a client',
      reading('spoke', { idle: ['tools/tool'] }),
      'Service tools/tool has no pods that are ready',
    ],
  ])('%s', (_, one, expected) => {
    const { observation, mismatches } = judge(one);
    expect(mismatches).toEqual([`${one.cluster}: ${expected}`]);
    expect(observation).toMatchObject({ state: 'NotReady', message: expected });
  });

  it('names a moved hub whatever the Link says', () => {
    const moved = reading('hub', {
      site: site(hub, { endpoints: [{ name: 'edge', host: '127.20.0.11', port: '45671' }] }),
    });
    const down = reading('spoke', { link: link({ Operational: false }, justNow) });
    expect(said(down, moved)).toContainEqual(
      expect.stringMatching(/dials edge 127.20.0.10:45671, the hub is at edge 127.20.0.11:45671$/),
    );
  });

  it('a Certificate that is missing on the hub is said of its spoke', () => {
    const hubSeen = hubWith({ certificates: [] });
    expect(said(hubSeen, hubSeen)).toEqual([]);
    expect(said(reading('spoke'), hubSeen)).toEqual([
      'cluster-2: Certificate interconnect-shop/interconnect-cluster-2 on hub cluster-1 is missing',
    ]);
  });

  it('a certificate that ends soon is named, and nothing is wrong yet', () => {
    const one = spokeWith({ facts: { ...facts, notAfter: '2026-12-20T00:00:00.000Z' } });
    expect(judge(one)).toMatchObject({
      observation: {
        state: 'Ready',
        message:
          'the certificate in Secret interconnect-shop/interconnect-cluster-2 ends on 2026-12-20',
      },
      mismatches: [],
    });
  });

  it('expects nothing from elsewhere while the link is down', () => {
    const one = reading('spoke', {
      link: link({ Operational: false }, justNow),
      listeners: listeners({ Matched: false }),
    });
    expect(said(one)).toEqual([
      'cluster-2: Link interconnect-shop/interconnect-cluster-2 is not Operational (Configured: yes, Operational: no)',
    ]);
  });

  it('looks at members, links and services alone when it is not told what was set', () => {
    const { settings: _, ...old } = input;
    const bare = reading('hub', { hub: undefined, workloads: [], services: [] });
    const alias = reading('hub').services.slice(0, 1);
    expect(judgeMember({ ...bare, services: alias }, old, bare).mismatches).toEqual([]);
  });

  it('expects a pool only where MetalLB is used', () => {
    const { annotations: _, ...metadata } = reading('hub').hub!.routerService!.metadata;
    const routerService = { ...reading('hub').hub!.routerService!, metadata };
    expect(said(hubWith({ metallb: undefined, routerService }))).toEqual([]);
  });

  it('wants everybody allowed in so many words where nobody is to be kept out', () => {
    const { allowedSources: _, ...open } = settings;
    const judged = (spec: object) => {
      const one = hubWith({ routerService: routerWith({}, spec) });
      return judgeMember(one, { ...input, settings: open }, one).mismatches;
    };
    expect(judged({ loadBalancerSourceRanges: ['0.0.0.0/0'] })).toEqual([]);
    expect(judged({ loadBalancerSourceRanges: undefined })).toEqual([
      `cluster-1: Service ${namespaced}skupper-router: spec.loadBalancerSourceRanges is empty, wanted is 0.0.0.0/0`,
    ]);
  });
});
