import {
  addressesOf,
  defaultNamespace,
  MemberObservation,
  Network,
  NetworkDocument,
  NetworkStatus,
  ServiceObservation,
} from '@interconnect/backstage-plugin-interconnect-common';

/** The time so many seconds before `now`, as the API writes it. */
export function before(now: Date, seconds: number): string {
  return new Date(now.getTime() - seconds * 1000).toISOString();
}

/** A document like `examples/network.json`, with any spokes. */
export function shopDocument(description: string, hub: string, spokes: string[]): NetworkDocument {
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

/** What the routers of a network that works report: the shape was read from `GET …/networks/shop` of the lab. */
export function membersUp(document: NetworkDocument, observedAt: string): MemberObservation[] {
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
export function backendService(
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
