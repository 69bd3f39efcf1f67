import { isDeepStrictEqual } from 'node:util';
import { Certificate } from '../../api/types';
import { KubeObject, OwnerReference, Service } from '../../../kube/types';
import { combinedHosts } from './certificates';
import { covers, overlay } from './merge';

/**
 * An object of the cluster, changed as far as needed to be what is wanted; the same object when
 * nothing is to be done. What people added to a Service (as loadBalancerSourceRanges) stays.
 */
export function reconciled<T extends KubeObject>(current: T, wanted: T): T {
  switch (wanted.kind) {
    case 'Certificate':
      return mergedCertificate(current as Certificate, wanted as Certificate) as unknown as T;
    case 'RouterAccess':
    case 'SecuredAccess':
      if (isDeepStrictEqual(withoutEmpty(current.spec), withoutEmpty(wanted.spec))) return current;
      return { ...current, spec: wanted.spec };
    case 'Service':
      return mergedService(current as Service, wanted as Service) as unknown as T;
    default:
      return covers(current, wanted) ? current : overlay(current, wanted);
  }
}

function withoutEmpty(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, item) =>
      item && typeof item === 'object' && !Object.keys(item).length ? undefined : item,
    ),
  );
}

/**
 * A Service with the type, selector, ports and labels that are wanted; the same one when it has
 * them.
 */
export function mergedService(current: Service, wanted: Service): Service {
  const { type = 'ClusterIP', selector, ports = [] } = wanted.spec!;
  const label = 'internal.skupper.io/listener';
  const listener = current.metadata.labels?.[label];
  // Any of the listeners may be named; a name that still holds is kept.
  const labels =
    listener && ports.some(port => port.name === listener) ? {} : (wanted.metadata.labels ?? {});
  if (
    (current.spec?.type ?? 'ClusterIP') === type &&
    isDeepStrictEqual(current.spec?.selector, selector) &&
    samePorts(current, wanted) &&
    covers(current.metadata.labels ?? {}, labels)
  ) {
    return current;
  }
  const merged = ports.map(port => ({
    ...current.spec?.ports?.find(known => known.name === port.name),
    ...port,
  }));
  return {
    ...current,
    metadata: { ...current.metadata, labels: { ...current.metadata.labels, ...labels } },
    spec: { ...current.spec, type, selector, ports: merged },
  };
}

function samePorts(current: Service, wanted: Service): boolean {
  const sorted = (service: Service) =>
    [...(service.spec?.ports ?? [])].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
  return covers(sorted(current), sorted(wanted));
}

/** @throws when somebody else made a Certificate of that name */
function mergedCertificate(current: Certificate, wanted: Certificate): Certificate {
  if (!current.metadata.annotations?.['internal.skupper.io/controlled']) {
    throw new Error(
      `certificate "${current.metadata.name}" exists but is not controlled by skupper`,
    );
  }
  const annotations = { ...current.metadata.annotations, ...wanted.metadata.annotations };
  const ownerReferences = mergedOwners(
    current.metadata.ownerReferences,
    wanted.metadata.ownerReferences,
  );
  const hosts = combinedHosts(annotations);
  const spec = { ...wanted.spec!, ...(hosts.length ? { hosts } : {}) };
  const same =
    isDeepStrictEqual(
      { ...current.spec, hosts: [...(current.spec?.hosts ?? [])].sort() },
      { ...spec, hosts },
    ) &&
    covers(current.metadata.annotations, annotations) &&
    ownerReferences === current.metadata.ownerReferences;
  if (same) return current;
  return { ...current, metadata: { ...current.metadata, annotations, ownerReferences }, spec };
}

function mergedOwners(current: OwnerReference[] = [], wanted: OwnerReference[] = []) {
  const missing = wanted.filter(owner => !current.some(known => known.uid === owner.uid));
  return missing.length ? [...current, ...missing] : current;
}
