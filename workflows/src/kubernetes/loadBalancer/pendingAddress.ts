import { ClusterClient, KubernetesObject, nameOf, ObjectRef } from '../client';
import { IPAddressPool, metallbApi, ServiceWithAddress } from './types';

interface Event extends KubernetesObject {
  reason?: string;
  message?: string;
  lastTimestamp?: string;
  involvedObject?: { uid?: string };
}

/** Why a Service has no load balancer address yet, as far as it can be seen; for people. */
export async function explainPendingAddress(
  client: ClusterClient,
  ref: ObjectRef,
): Promise<string> {
  const service = await client.get<ServiceWithAddress>(ref);
  if (!service) return '';
  if ((service.status?.loadBalancer?.ingress ?? []).length > 0) return '';
  const { namespace } = service.metadata;
  const events = await client.list<Event>(
    { apiVersion: 'v1', kind: 'Event' },
    {
      namespace,
      fieldSelector: `involvedObject.name=${service.metadata.name},involvedObject.kind=Service`,
    },
  );
  const [last] = events
    .filter(event => event.involvedObject?.uid === service.metadata.uid && event.message)
    .sort((a, b) => (b.lastTimestamp ?? '').localeCompare(a.lastTimestamp ?? ''));
  const said = last
    ? `${last.reason}: ${last.message}`
    : await explainPools(client, namespace ?? '');
  return `${nameOf(service)} has no load balancer address yet${said && ` (${said})`}`;
}

async function explainPools(client: ClusterClient, namespace: string): Promise<string> {
  const pools = await client.list<IPAddressPool>({ apiVersion: metallbApi, kind: 'IPAddressPool' });
  const usable = pools.filter(({ spec }) => {
    const only = spec?.serviceAllocation?.namespaces;
    return !only || only.includes(namespace);
  });
  if (!(await client.serves(metallbApi, 'IPAddressPool'))) return '';
  if (usable.length === 0) return 'no address pool of MetalLB is for its namespace';
  return usable
    .map(({ metadata, status, spec }) => {
      const free = (status?.availableIPv4 ?? 0) + (status?.availableIPv6 ?? 0);
      return `pool ${metadata.name} (${spec?.addresses.join(', ')}) has ${free} free addresses`;
    })
    .join(', ');
}
