import {
  aliasNamespace,
  type ExposedService,
  kubernetesName,
  labelSelectorOf,
  linkNameOf,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, KubernetesObject } from '../client';
import { Connector, Link, Listener, Site, skupperApi } from '../skupper/types';

export interface Member {
  cluster: string;
  role: 'hub' | 'spoke';
}

/** What a member showed of a network. */
export interface MemberReading extends Member {
  observedAt: string;
  /** Why nothing could be read; then the rest is empty. */
  error?: string;
  site?: Site;
  link?: Link;
  listeners: Listener[];
  connectors: Connector[];
  /** Names of the seed's addresses. */
  aliases: string[];
  /** Exposed Services of this member without anything behind them, `namespace/name`. */
  idle: string[];
}

interface EndpointSlice extends KubernetesObject {
  endpoints?: { conditions?: { ready?: boolean } }[];
}

/** Reads one member. */
export async function readMember(
  client: ClusterClient,
  network: NetworkRef,
  { cluster, role }: Member,
  exposed: readonly ExposedService[],
): Promise<MemberReading> {
  const { namespace } = network;
  const ofNetwork = { namespace, labelSelector: labelSelectorOf(network) };
  const skupper = (kind: string) => ({ apiVersion: skupperApi, kind });
  const object = (kind: string, name: string) => ({
    ...skupper(kind),
    metadata: { name, namespace },
  });

  const [site, link, listeners, connectors, aliases, idle] = await Promise.all([
    client.get<Site>(object('Site', kubernetesName(cluster))),
    role === 'spoke' ? client.get<Link>(object('Link', linkNameOf(cluster))) : undefined,
    client.list<Listener>(skupper('Listener'), ofNetwork),
    client.list<Connector>(skupper('Connector'), ofNetwork),
    client.list({ apiVersion: 'v1', kind: 'Service' }, { ...ofNetwork, namespace: aliasNamespace }),
    readIdle(
      client,
      exposed.filter(service => service.cluster === cluster),
    ),
  ]);
  return {
    cluster,
    role,
    observedAt: new Date().toISOString(),
    site,
    link,
    listeners,
    connectors,
    aliases: aliases.map(({ metadata }) => metadata.name),
    idle,
  };
}

/** A Connector says nothing about what is behind its Service. */
async function readIdle(client: ClusterClient, exposed: ExposedService[]): Promise<string[]> {
  const services = new Map(
    exposed.map(service => [`${service.namespace}/${service.name}`, service]),
  );
  const idle: string[] = [];
  for (const [key, { namespace, name }] of services) {
    const slices = await client.list<EndpointSlice>(
      { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' },
      { namespace, labelSelector: `kubernetes.io/service-name=${name}` },
    );
    const ready = slices.some(({ endpoints }) =>
      endpoints?.some(({ conditions }) => conditions?.ready !== false),
    );
    if (!ready) idle.push(key);
  }
  return idle;
}
