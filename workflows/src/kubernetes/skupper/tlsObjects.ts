import {
  clientSecret,
  type DeployApplicationInput,
  type ExposedService,
  labelsOf,
  namesOfPublished,
  namesOfService,
  type NetworkRef,
  serverSecretOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  authorityName,
  listenerCertificateName,
  listenerSecretName,
  serverCertificateName,
  tlsLabel,
  type TlsOwner,
  trustSecretName,
} from './tlsNames';
import { Certificate, Secret, skupperApi } from './types';

type Labels = Record<string, string>;

/** An authority, which Skupper signs with itself. */
export function authorityOf(network: NetworkRef, ordinal: number): Certificate {
  const subject = `Interconnect TLS ${ordinal}`;
  const labels = labelsOf(network, { kind: 'deploySkupper' });
  return certificate('authority', network, authorityName(ordinal), labels, {
    ca: '',
    subject,
    signing: true,
  });
}

/** Of a member's router: all names of the services that it offers with TLS. */
export function listenerCertificateOf(
  network: NetworkRef,
  cluster: string,
  exposed: readonly ExposedService[],
  labels: Labels,
  clusterDomain?: string,
) {
  const secured = exposed.filter(({ tls }) => tls);
  return certificate('router', network, listenerCertificateName(cluster), labels, {
    ca: '',
    subject: 'interconnect-router',
    hosts: unique(
      secured.flatMap(service => namesOfPublished(service, network.namespace, clusterDomain)),
    ),
    server: true,
  });
}

/** Of a server on a member: the names of its exposed Services there. */
export function serverCertificateOf(
  { network, application, cluster }: DeployApplicationInput,
  exposed: readonly ExposedService[],
  labels: Labels,
  clusterDomain?: string,
) {
  return certificate('server', network, serverCertificateName(application, cluster), labels, {
    ca: '',
    subject: application,
    hosts: unique(
      exposed.flatMap(({ name, namespace }) => namesOfService(name, namespace, clusterDomain)),
    ),
    server: true,
  });
}

function certificate(
  owner: TlsOwner,
  { namespace }: NetworkRef,
  name: string,
  labels: Labels,
  spec: NonNullable<Certificate['spec']>,
) {
  return {
    apiVersion: skupperApi,
    kind: 'Certificate',
    metadata: { name, namespace, labels: { ...labels, [tlsLabel]: owner } },
    spec,
  };
}

/** What a member's router shows to clients. */
export function listenerSecretOf(network: NetworkRef, data: Secret['data'], labels: Labels) {
  return tlsSecret(listenerSecretName, network.namespace, data, labels);
}

/**
 * Whom a member's router trusts as a server. The kind demands a certificate and a key, which the
 * router does not look at.
 */
export function trustSecretOf(
  { network, application }: DeployApplicationInput,
  authorities: string,
  labels: Labels,
): Secret {
  const data = { 'tls.crt': '', 'tls.key': '', 'ca.crt': authorities };
  return tlsSecret(trustSecretName(application), network.namespace, data, labels);
}

/** With what a server accepts connections of the router. */
export function serverSecret(
  {
    application,
    namespace,
    tls,
  }: Pick<DeployApplicationInput, 'application' | 'namespace' | 'tls'>,
  data: Secret['data'],
  labels: Labels,
): Secret {
  const name = serverSecretOf({ application, deployment: tls?.deployment });
  return tlsSecret(name, namespace, data, labels);
}

/** Whom clients in a namespace trust; one for all applications of the network there. */
export function clientSecretOf(
  { network, namespace }: Pick<DeployApplicationInput, 'network' | 'namespace'>,
  authorities: string,
): Secret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: clientSecret,
      namespace,
      labels: labelsOf(network, { kind: 'deployApplication' }),
    },
    type: 'Opaque',
    data: { 'ca.crt': authorities },
  };
}

function tlsSecret(name: string, namespace: string, data: Secret['data'], labels: Labels): Secret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels },
    type: 'kubernetes.io/tls',
    data: {
      'tls.crt': data?.['tls.crt'] ?? '',
      'tls.key': data?.['tls.key'] ?? '',
      'ca.crt': data?.['ca.crt'] ?? '',
    },
  };
}

function unique(names: string[]): string[] {
  return [...new Set(names)].sort();
}
