import type { V1EndpointSlice, V1Service } from '@kubernetes/client-node';
import { readyEndpoints } from './proxy/endpoints';

/** What the resolver reads. */
export interface NameSources {
  service(namespace: string, name: string): V1Service | undefined;
  slices(): V1EndpointSlice[];
}

/** What a name leads to: an address of this cluster, a name outside it, or nothing. */
export type Resolution =
  | { kind: 'address'; address: string }
  | { kind: 'outside'; name: string }
  | { kind: 'none'; reason: string };

const LONGEST_CHAIN = 8;

/**
 * Resolves a name as a cluster's DNS would: `<service>.<namespace>.svc.cluster.local`, `….svc`,
 * `<service>.<namespace>`, and `<service>` in the asking pod's namespace. ExternalName Services are
 * followed. A Service without ClusterIP leads to its first ready endpoint.
 *
 * @param toLoopback - the address on which a pod address really listens
 */
export function resolveName(
  name: string,
  sources: NameSources,
  toLoopback: (podIP: string) => string,
  namespace?: string,
): Resolution {
  let current = name;
  let from = namespace;
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const parts = serviceName(current, from);
    const service = parts && sources.service(parts.namespace, parts.name);
    if (!service) return step > 0 ? outside(current) : none(`no Service is named ${current}`);
    if (service.spec?.type !== 'ExternalName') {
      return addressOf(service, sources.slices(), toLoopback, current);
    }
    current = service.spec.externalName ?? '';
    from = undefined; // an alias must name its namespace
  }
  return none(
    `${name} leads through more than ${LONGEST_CHAIN} ExternalName Services, or in a circle`,
  );
}

/** Splits a name into Service and namespace; undefined when it cannot be a Service's. */
export function serviceName(
  name: string,
  namespace?: string,
): { name: string; namespace: string } | undefined {
  const plain = name.toLowerCase().replace(/\.$/, '');
  const labels = plain.replace(/\.svc(\.cluster\.local)?$/, '').split('.');
  if (labels.some(label => !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label))) return undefined;
  if (labels.length === 2) return { name: labels[0], namespace: labels[1] };
  const isShort = labels.length === 1 && labels[0] === plain && namespace;
  return isShort ? { name: labels[0], namespace } : undefined;
}

/**
 * An alias leads to something that is no Service here: a name below cluster.local does not exist
 * then.
 */
function outside(name: string): Resolution {
  return /\.svc(\.cluster\.local)?\.?$/i.test(name)
    ? none(`no Service is named ${name}`)
    : { kind: 'outside', name };
}

function addressOf(
  service: V1Service,
  slices: V1EndpointSlice[],
  toLoopback: (podIP: string) => string,
  name: string,
): Resolution {
  const { clusterIP } = service.spec ?? {};
  if (clusterIP && clusterIP !== 'None') return { kind: 'address', address: clusterIP };
  const [first] = readyEndpoints(service, slices);
  if (!first) return none(`${name} is a Service without ClusterIP, and has no ready endpoint`);
  return { kind: 'address', address: toLoopback(first.address) };
}

function none(reason: string): Resolution {
  return { kind: 'none', reason };
}
