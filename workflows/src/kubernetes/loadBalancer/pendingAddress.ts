import { ClusterClient, KubernetesObject, nameOf, ObjectRef } from '../client';
import { deploymentTrouble } from '../cluster/deploymentTrouble';
import { findMetallb, hasAddress, listPools } from './detect';
import { metallbApi, ServiceWithAddress } from './types';

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
  if (!service || hasAddress(service)) return '';
  const said =
    (await metallbTrouble(client)) ||
    (await lastEvent(client, service)) ||
    (await explainPools(client, service.metadata.namespace ?? ''));
  return `${nameOf(service)} has no load balancer address yet${said && ` (${said})`}`;
}

/** Before all else: who does not run has said nothing of what is asked now. */
async function metallbTrouble(client: ClusterClient): Promise<string> {
  const controller = await findMetallb(client);
  const trouble = controller && (await deploymentTrouble(client, controller));
  return trouble ? `MetalLB's controller does not run: ${trouble}` : '';
}

async function lastEvent(client: ClusterClient, { metadata }: KubernetesObject<object>) {
  const events = await client.list<Event>(
    { apiVersion: 'v1', kind: 'Event' },
    {
      namespace: metadata.namespace,
      fieldSelector: `involvedObject.name=${metadata.name},involvedObject.kind=Service`,
    },
  );
  const [last] = events
    .filter(event => event.involvedObject?.uid === metadata.uid && event.message)
    .sort((a, b) => (b.lastTimestamp ?? '').localeCompare(a.lastTimestamp ?? ''));
  return last ? `${last.reason}: ${last.message}` : '';
}

async function explainPools(client: ClusterClient, namespace: string): Promise<string> {
  const usable = (await listPools(client)).filter(({ spec }) => {
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
