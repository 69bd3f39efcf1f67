import {
  kubernetesName,
  labelSelectorOf,
  linkNameOf,
  type NetworkRef,
  type ObserveInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { ClusterClient } from '../client';
import { type IPAddressPool, type L2Advertisement, metallbApi } from '../loadBalancer/types';
import { type Connector, type Link, type Listener, type Site, skupperApi } from '../skupper/types';
import { routerService } from '../skupper/untilSiteReady';
import { readCertificate } from './certificates';
import type { ConfigMap, HubReading, Member, MemberReading, Service } from './MemberReading';
import { readController } from './readController';
import { readTls } from './readTls';
import { applicationsOn, readExisting, readServers, readWorkloads } from './readApplications';

const skupper = (kind: string) => ({ apiVersion: skupperApi, kind });

/** Reads one member: a dozen requests, nearly all at once. */
export async function readMember(
  client: ClusterClient,
  input: ObserveInput,
  { cluster, role }: Member,
): Promise<MemberReading> {
  const { network, settings } = input;
  const { namespace } = network;
  const labelSelector = labelSelectorOf(network);
  const ofNetwork = { namespace, labelSelector };
  const object = (kind: string, name: string) => ({
    ...skupper(kind),
    metadata: { name, namespace },
  });
  const applications = applicationsOn(cluster, settings);
  // What the cluster serves is found out once, not by each of the requests below.
  await client.serves(skupperApi, 'Site');

  const [site, link, listeners, connectors, labelled, existing, ...rest] = await Promise.all([
    client.get<Site>(object('Site', kubernetesName(cluster))),
    role === 'spoke' ? client.get<Link>(object('Link', linkNameOf(cluster))) : undefined,
    client.list<Listener>(skupper('Listener'), ofNetwork),
    client.list<Connector>(skupper('Connector'), ofNetwork),
    client.list<Service>({ apiVersion: 'v1', kind: 'Service' }, { labelSelector }),
    readExisting(client, applications),
    readServers(client, cluster, input.exposed, applications),
    readWorkloads(client, labelSelector, applications),
    client.get<ConfigMap>({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'skupper-network-status', namespace },
    }),
    role === 'hub' ? readHub(client, input) : undefined,
    settings && certificateOf(client, network, { cluster, role }),
    readTls(client, input, { cluster, role }),
  ]);
  const [servers, workloads, routerReport, hub, certificate, tls] = rest;
  return {
    cluster,
    role,
    observedAt: new Date().toISOString(),
    clusterDomain: client.clusterDomain,
    site,
    link,
    listeners,
    connectors,
    services: [...labelled, ...existing],
    ...servers,
    workloads,
    controllerTrouble: site && (await readController(client, site)),
    routerReport,
    certificate,
    ...(tls && { tls }),
    hub,
  };
}

/** Only what is public of it leaves `readCertificate`. */
function certificateOf(client: ClusterClient, { namespace }: NetworkRef, member: Member) {
  return member.role === 'hub'
    ? readCertificate(client, { name: 'skupper-site-ca', namespace }, 'tls.crt')
    : readCertificate(client, { name: linkNameOf(member.cluster), namespace }, 'ca.crt');
}

async function readHub(
  client: ClusterClient,
  { network, settings }: ObserveInput,
): Promise<HubReading | undefined> {
  if (!settings) return undefined;
  const { namespace } = network;
  const labelSelector = labelSelectorOf(network);
  const [service, metallb, certificates] = await Promise.all([
    client.get(routerService(network)),
    settings.addresses ? readMetallb(client, labelSelector) : undefined,
    client.list(skupper('Certificate'), { namespace, labelSelector }),
  ]);
  return {
    routerService: service,
    metallb,
    certificates: certificates.map(({ metadata }) => metadata.name),
  };
}

async function readMetallb(
  client: ClusterClient,
  labelSelector: string,
): Promise<HubReading['metallb']> {
  const list = <O extends IPAddressPool | L2Advertisement>(kind: string) =>
    client.list<O>({ apiVersion: metallbApi, kind }, { labelSelector });
  const [pools, advertisements] = await Promise.all([
    list<IPAddressPool>('IPAddressPool'),
    list<L2Advertisement>('L2Advertisement'),
  ]);
  // Addresses have no effect on a load balancer of another kind.
  const isUsed = pools.length > 0 || (await client.serves(metallbApi, 'IPAddressPool'));
  return isUsed ? { pools, advertisements } : undefined;
}
