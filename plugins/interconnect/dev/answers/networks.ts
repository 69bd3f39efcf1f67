import {
  addressesOf,
  defaultNamespace,
  MemberObservation,
  Network,
  ResolvedDocument,
  NetworkStatus,
  ServiceObservation,
} from '@interconnect/backstage-plugin-interconnect-common';

/** The time so many seconds before `now`, as the API writes it. */
export function before(now: Date, seconds: number): string {
  return new Date(now.getTime() - seconds * 1000).toISOString();
}

/** A document like `examples/network.json`, with any spokes. */
export function shopDocument(description: string, hub: string, spokes: string[]): ResolvedDocument {
  return {
    description,
    type: 'application-mesh',
    hub: {
      cluster: hub,
      loadBalancer: {
        addresses: ['127.20.0.10-127.20.0.50'],
        allowedSources: ['127.0.0.0/8'],
      },
    },
    spokes: spokes.map(cluster => ({ cluster })),
    applications: [
      {
        name: 'my-backend',
        clusters: [hub],
        namespace: 'shop',
        expose: true,
        source: { kind: 'manifests', url: './examples/my-backend.yaml' },
      },
      {
        name: 'my-frontend',
        clusters: spokes,
        namespace: 'shop',
        source: { kind: 'manifests', url: './examples/my-frontend.yaml' },
      },
    ],
  };
}

/**
 * What the routers of a network that works report: the shape was read from `GET …/networks/shop` of
 * the lab.
 */
function membersUp(document: ResolvedDocument, observedAt: string): MemberObservation[] {
  const hub: MemberObservation[] = document.hub
    ? [{ cluster: document.hub.cluster, role: 'hub', state: 'Ready', observedAt }]
    : [];
  const spokes = (document.spokes ?? []).map<MemberObservation>(({ cluster }) => ({
    cluster,
    role: 'spoke',
    state: 'Ready',
    observedAt,
    link: { state: 'Up', since: new Date(Date.parse(observedAt) - 86_400_000).toISOString() },
  }));
  return [...hub, ...spokes];
}

/** The service of `my-backend`, as the network's own page lists it. */
function backendService(
  network: string,
  hub: string,
  state: ServiceObservation['state'],
): NetworkStatus['services'][number] {
  const service = { name: 'my-backend', port: 8080 };
  return {
    application: 'my-backend',
    cluster: hub,
    namespace: 'shop',
    ...service,
    addresses: addressesOf(service, defaultNamespace(network)),
    state,
    ...(state === 'Ready' && { reach: {} }),
  };
}

/** A network of the project `edge-shop` in which everything is as it was asked for. */
export function readyNetwork(name: string, spokes: string[], observedAt: string): Network {
  const spec = shopDocument('Shop back end for the stores', 'cluster-1', spokes);
  return {
    project: 'edge-shop',
    name,
    generation: 3,
    spec,
    status: {
      phase: 'Ready',
      observedAt,
      members: membersUp(spec, observedAt),
      services: [backendService(name, 'cluster-1', 'Ready')],
    },
  };
}

/** Everything works. */
export function shopNetwork(now: Date): Network {
  return readyNetwork('shop', ['cluster-2', 'cluster-3'], before(now, 12));
}

/** The link of one spoke is down. */
export function returnsNetwork(now: Date): Network {
  const network = readyNetwork('returns', ['cluster-2', 'cluster-3'], before(now, 20));
  network.spec.description = 'Returns desk';
  network.status.phase = 'Degraded';
  network.status.services = [
    { ...network.status.services[0], reach: { unreachable: ['cluster-3'] } },
  ];
  network.status.members = network.status.members.map(member =>
    member.cluster === 'cluster-3'
      ? {
          ...member,
          state: 'NotReady',
          message: 'Link interconnect-cluster-3 is not operational: connection timed out',
          link: { state: 'Down', since: before(now, 7 * 60) },
        }
      : member,
  );
  return network;
}

/** Nobody has looked for three hours. Of another project, and so in a namespace of its own. */
export function staleNetwork(now: Date): Network {
  const { spec, status, ...network } = readyNetwork('stock', ['cluster-3'], before(now, 3 * 3600));
  const project = 'warehouse';
  const applications = spec.applications?.map(app => ({ ...app, namespace: project }));
  const services = status.services.map(service => ({ ...service, namespace: project }));
  return {
    ...network,
    project,
    spec: { ...spec, description: 'Stock', applications },
    status: { ...status, services },
  };
}

/** Nothing has been observed. */
export function unknownNetwork(name = 'kiosk'): Network {
  const spec = shopDocument('Kiosks in the malls', 'cluster-1', ['cluster-2']);
  return {
    project: 'edge-shop',
    name,
    generation: 1,
    spec,
    status: {
      phase: 'Unknown',
      members: [
        { cluster: 'cluster-1', role: 'hub', state: 'Unknown' },
        { cluster: 'cluster-2', role: 'spoke', state: 'Unknown', link: { state: 'Unknown' } },
      ],
      services: [backendService(name, 'cluster-1', 'Unknown')],
    },
  };
}

/** A rollout is under way. */
export function progressingNetwork(): Network {
  const network = unknownNetwork('popup');
  return {
    ...network,
    status: { ...network.status, phase: 'Progressing' },
    rollout: { id: '7d5c2f0e-1b1f-4a53-9a55-3f1f3c1f0a11', state: 'Running' },
  };
}

/** The client on one spoke crashes again and again: its step failed, and the rollout is blocked. */
export function blockedNetwork(now: Date): Network {
  const network = readyNetwork('terminals', ['cluster-2', 'cluster-3'], before(now, 25));
  const members = network.status.members.map<MemberObservation>(member =>
    member.cluster === 'cluster-3' ? { ...member, state: 'NotReady', message: crashLoop } : member,
  );
  return {
    ...network,
    spec: { ...network.spec, description: 'Card terminals' },
    status: { ...network.status, phase: 'NeedsAttention', members },
    rollout: { id: 'c7e1d0a4-6f3b-4b62-8d5e-9a0f2b4c6d81', state: 'Blocked' },
  };
}

/** What a cluster says of a client that crashes again and again. */
export const crashLoop =
  'Deployment shop/my-frontend is not available: pod my-frontend-5c9d8b7f4-x2k8p: container web is in CrashLoopBackOff: exited with code 1';

/** As `examples/secure-network.json` asks. The certificate of the server ends within a month. */
export function secureNetwork(now: Date): Network {
  const spokes = ['cluster-2', 'cluster-3'];
  const { spec, status, ...network } = readyNetwork('payments', spokes, before(now, 14));
  const [server, client] = spec.applications!;
  const name = 'secure-backend';
  const exposed = { application: name, name, port: 8443, tls: 'router' as const };
  const ends = before(now, -20 * 86_400).slice(0, 10);
  const message = `the certificate in Secret shop/skupper-tls-${name} ends on ${ends}`;
  return {
    ...network,
    spec: {
      ...spec,
      description: 'Card payments, with TLS up to the applications',
      applications: [
        {
          ...server,
          ...{ name, tls: 'router' },
          source: { kind: 'manifests', url: './examples/secure-backend.yaml' },
        },
        {
          ...client,
          name: 'secure-frontend',
          source: { kind: 'manifests', url: './examples/secure-frontend.yaml' },
        },
      ],
    },
    status: {
      ...status,
      members: status.members.map(member =>
        member.role === 'hub' ? { ...member, message } : member,
      ),
      services: status.services.map(service => ({
        ...service,
        ...exposed,
        deployment: name,
        addresses: addressesOf(exposed, defaultNamespace('payments')),
      })),
    },
  };
}

/** The seed's minimal document: no members. */
export function emptyNetwork(): Network {
  return {
    project: 'edge-shop',
    name: 'draft',
    generation: 1,
    spec: { description: 'Network for Interconnect', type: 'application-mesh' },
    status: { phase: 'Empty', members: [], services: [] },
  };
}

/**
 * As many spokes as wanted. Of every hundred, seven links are down and one spoke does not answer,
 * unless `allUp`.
 */
export function wideNetwork(now: Date, spokes: number, allUp = false): Network {
  const names = Array.from({ length: spokes }, (_, index) => `store-${index + 1}`);
  const network = readyNetwork('stores', names, before(now, 30));
  network.spec.description = `Point of sale of ${spokes} stores`;
  if (allUp) return network;
  network.status.phase = 'Degraded';
  network.status.members = network.status.members.map((member, index) => {
    if (index % 100 === 99) {
      return {
        ...member,
        state: 'Unknown',
        link: { state: 'Unknown' },
        message: 'The API server of the cluster does not answer',
      };
    }
    return index % 14 === 13
      ? {
          ...member,
          state: 'NotReady',
          link: { state: 'Down', since: before(now, 600 + index) },
          message: 'Link is not operational: connection refused',
        }
      : member;
  });
  const clusters = (state: ServiceObservation['state']) =>
    network.status.members.filter(member => member.state === state).map(({ cluster }) => cluster);
  const reach = { unreachable: clusters('NotReady'), unknown: clusters('Unknown') };
  network.status.services = network.status.services.map(service => ({ ...service, reach }));
  return network;
}
