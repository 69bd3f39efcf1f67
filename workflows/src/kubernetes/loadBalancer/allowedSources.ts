import type { NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import { nameOf, type KubernetesObject } from '../client';
import { sourcesApplied, sourcesLabel } from '../cluster/labels';
import { fieldDifference, setDifference } from '../observation/differences';
import { poolAnnotation, type ServiceWithAddress } from './types';

/**
 * Who may reach a hub's load balancer, and whether its address comes from a pool of the network's
 * own.
 */
export interface Access {
  /** Absent: everybody. */
  allowedSources?: readonly string[];
  ownPool: boolean;
}

/**
 * The fields of the router's Service that are ours, for one write: with the label and without the
 * sources it would be open.
 */
export function restrictionOf(
  service: ServiceWithAddress,
  network: NetworkRef,
  { allowedSources, ownPool }: Access,
): KubernetesObject {
  const { apiVersion, kind, metadata } = service;
  return {
    apiVersion,
    kind,
    metadata: {
      name: metadata.name,
      namespace: metadata.namespace,
      uid: metadata.uid,
      labels: { [sourcesLabel]: sourcesApplied },
      ...(ownPool && { annotations: { [poolAnnotation]: network.namespace } }),
    },
    spec: { loadBalancerSourceRanges: sourcesOf(service, allowedSources) },
  };
}

/** What of these fields is not as it should be, a sentence a field. */
export function restrictionDifferences(
  service: ServiceWithAddress,
  network: NetworkRef,
  { allowedSources, ownPool }: Access,
): string[] {
  const name = nameOf(service);
  const { labels, annotations } = service.metadata;
  const pool = annotations?.[poolAnnotation];
  // Whoever runs the cluster may choose another pool, where the network has none of its own.
  const isPoolOurs = ownPool || pool === network.namespace;
  return [
    fieldDifference(
      `${name}: metadata.labels.${sourcesLabel}`,
      sourcesApplied,
      labels?.[sourcesLabel],
    ),
    isPoolOurs
      ? fieldDifference(
          `${name}: metadata.annotations.${poolAnnotation}`,
          ownPool ? network.namespace : undefined,
          pool,
        )
      : undefined,
    setDifference(
      `${name}: spec.loadBalancerSourceRanges`,
      sourcesOf(service, allowedSources),
      service.spec?.loadBalancerSourceRanges ?? [],
    ),
  ].filter(difference => difference !== undefined);
}

/** Everybody is said in so many words: an empty list may also be one that was lost. */
function sourcesOf({ spec }: ServiceWithAddress, allowedSources?: readonly string[]): string[] {
  if (allowedSources) return [...allowedSources];
  return (spec?.ipFamilies ?? ['IPv4']).map(family => (family === 'IPv6' ? '::/0' : '0.0.0.0/0'));
}
