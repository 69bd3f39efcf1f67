import { kubernetesName, labelPrefix } from '@interconnect/backstage-plugin-interconnect-common';

/*
 * Names of what makes TLS between routers and applications. Names of clusters hold no blank, so
 * that none of the Certificates has the name of a spoke's.
 */

/** In the network's namespace on every member: what its router shows to clients. */
export const listenerSecretName = 'tls-listeners';

/** In the network's namespace on a server's member: whom its router trusts as that server. */
export function trustSecretName(application: string): string {
  return `tls-trust-${application}`;
}

/** On the hub: a network's authorities, one after the other. */
export function authorityName(ordinal: number): string {
  return kubernetesName(`interconnect-tls authority ${ordinal}`);
}

/** On the hub: the certificate of a member's router. */
export function listenerCertificateName(cluster: string): string {
  return kubernetesName(`interconnect-tls router ${cluster}`);
}

/** On the hub: the certificate of a server on a member. */
export function serverCertificateName(application: string, cluster: string): string {
  return kubernetesName(`interconnect-tls server ${application} ${cluster}`);
}

/** On these Certificates: whose it is. */
export const tlsLabel = `${labelPrefix}tls`;
export type TlsOwner = 'authority' | 'router' | 'server';

/** Annotation of the clients' Secret: that an application uses it. */
export function usedByAnnotation(application: string): string {
  return `${labelPrefix}used-by.${application}`;
}
