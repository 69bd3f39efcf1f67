import type {
  AppliedSettings,
  ObserveInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { labelsOf, stepLabel } from '@interconnect/backstage-plugin-interconnect-common';
import type { Condition } from '../client';
import { restrictionOf } from '../loadBalancer/allowedSources';
import { advertisementOf, poolOf } from '../loadBalancer/addressPool';
import type { MemberReading } from '../observation/MemberReading';
import { aliasesOf, connectorOf, linkOf, listenersOf, siteOf } from '../skupper/objects';
import type { SiteRecord } from '../skupper/types';
import { routerService } from '../skupper/untilSiteReady';
import { exposedBackend, hub, networkRef, spoke } from './steps';

export const network = networkRef('shop');
export const exposed = [exposedBackend()];
const endpoints = [{ name: 'edge', host: '127.20.0.10', port: '45671' }];
/** When the members of these readings were read, and since when all is as it is. */
export const observedAt = '2026-11-22T10:00:00.000Z';
export const since = '2026-11-22T09:00:00Z';
/** So recent that the hub need not have noticed. */
export const justNow = '2026-11-22T09:59:50Z';

export const settings: AppliedSettings = {
  addresses: ['127.20.0.10-127.20.0.50'],
  allowedSources: ['127.0.0.0/8'],
  applications: [
    {
      name: 'my-backend',
      clusters: [hub],
      namespace: 'shop',
      expose: true,
      workloads: ['Deployment my-backend'],
    },
    { name: 'tools', clusters: [spoke], namespace: 'tools', expose: false, services: ['tool'] },
  ],
};

export const input: ObserveInput = {
  network,
  members: [
    { cluster: hub, role: 'hub' },
    { cluster: spoke, role: 'spoke' },
  ],
  exposed,
  settings,
};

const good = {
  Configured: true,
  Running: true,
  Resolved: true,
  Ready: true,
  Operational: true,
  Matched: true,
};

/** A status in which everything is True but what is named; null: not reported. */
export function status(state: Record<string, boolean | null> = {}, at = since) {
  const conditions = Object.entries({ ...good, ...state })
    .filter(([, value]) => value !== null)
    .map(([type, yes]): Condition => ({
      type,
      status: yes ? 'True' : 'False',
      lastTransitionTime: at,
    }));
  return { conditions };
}

/** The network as both Sites see it. */
export const seen: SiteRecord[] = [
  { id: `uid-${hub}`, services: [{ routingKey: 'shop/my-backend/8080', connectors: ['x'] }] },
  {
    id: `uid-${spoke}`,
    links: [{ name: 'interconnect-cluster-2', remoteSiteId: `uid-${hub}`, operational: true }],
  },
];

const certificate = {
  facts: { authority: 'aaaa'.repeat(16), notAfter: '2031-11-22T10:00:00.000Z' },
};
const isServer = { [stepLabel]: 'deployApplication.my-backend' };
export const annotated = (annotations: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'my-backend', namespace: 'shop', labels: isServer, annotations },
  spec: {
    type: 'ClusterIP',
    selector: { app: 'my-backend' },
    ports: [{ port: 8080 }, { port: 9090 }],
  },
});
export const exposePrefix = 'network.app.edge-orchestrator.intel.com';
export const server = annotated({
  [`${exposePrefix}/expose-service`]: 'true',
  [`${exposePrefix}/expose-port`]: '8080',
});

/** A Site of which more can be said. */
export function site(cluster: string, more: object = {}) {
  const role = cluster === hub ? ('hub' as const) : ('spoke' as const);
  const made = siteOf(network, { cluster, role }, {});
  return {
    ...made,
    metadata: { ...made.metadata, uid: `uid-${cluster}` },
    status: { ...status(), network: seen, ...(role === 'hub' && { endpoints }), ...more },
  };
}

export function link(state: Record<string, boolean | null> = {}, at = since) {
  return { ...linkOf(network, spoke, endpoints, {}), status: status(state, at) };
}

export function listeners(state: Record<string, boolean | null> = {}) {
  return listenersOf(network, exposed, {}).map(one => ({ ...one, status: status(state) }));
}

/** What a member shows when all is well. */
export function reading(role: 'hub' | 'spoke', more: Partial<MemberReading> = {}): MemberReading {
  const isHub = role === 'hub';
  const cluster = isHub ? hub : spoke;
  const tool = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'tool', namespace: 'tools' },
  };
  return {
    cluster,
    role,
    observedAt,
    site: site(cluster),
    ...(!isHub && { link: link() }),
    listeners: listeners(),
    connectors: isHub ? [{ ...connectorOf(network, exposed[0], {}), status: status() }] : [],
    services: [
      ...aliasesOf(network, exposed, labelsOf(network, { kind: 'linkSpoke' })),
      isHub ? server : tool,
    ],
    idle: [],
    strays: {},
    workloads: isHub ? [{ step: isServer[stepLabel], name: 'Deployment my-backend' }] : [],
    certificate,
    ...(isHub && {
      hub: {
        routerService: restrictionOf(routerService(network), network, {
          allowedSources: settings.allowedSources,
          ownPool: true,
        }),
        metallb: {
          pools: [poolOf(network, 'metallb-system', settings.addresses!, {})],
          advertisements: [advertisementOf(network, 'metallb-system', {})],
        },
        certificates: ['interconnect-cluster-2'],
      },
    }),
    ...more,
  };
}
