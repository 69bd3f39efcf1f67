import {
  aliasNamespace,
  connectorNameOf,
  type ExposedService,
  kubernetesName,
  linkNameOf,
  listenerNameOf,
  type NetworkRef,
  routingKeyOf,
  serviceHost,
} from '@interconnect/backstage-plugin-interconnect-common';
import { KubernetesObject } from '../client';
import { listenerSecretName, trustSecretName } from './tlsNames';
import {
  Certificate,
  Connector,
  Endpoint,
  Link,
  Listener,
  Secret,
  Site,
  skupperApi,
} from './types';

/*
 * The objects that make a network, as pure functions. `labels` are those of the step that makes
 * them.
 */
type Labels = Record<string, string>;

/** The site of a member: the hub's accepts links, a spoke's only dials. */
export function siteOf(
  network: NetworkRef,
  { cluster, role }: { cluster: string; role: 'hub' | 'spoke' },
  labels: Labels,
): Site {
  return {
    apiVersion: skupperApi,
    kind: 'Site',
    metadata: { name: kubernetesName(cluster), namespace: network.namespace, labels },
    spec: role === 'hub' ? { linkAccess: 'loadbalancer' } : { edge: true },
  };
}

/** What lets one spoke in, on the hub: its own certificate with its own key. */
export function certificateOf(
  network: NetworkRef,
  spoke: string,
  issuer: string,
  labels: Labels,
): Certificate {
  return {
    apiVersion: skupperApi,
    kind: 'Certificate',
    metadata: { name: linkNameOf(spoke), namespace: network.namespace, labels },
    spec: { ca: issuer, client: true, subject: spoke },
  };
}

/** The spoke's copy of its credentials. Skupper ignores Secrets of other types. */
export function credentialsOf(
  network: NetworkRef,
  spoke: string,
  data: Record<string, string>,
  labels: Labels,
): Secret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: linkNameOf(spoke), namespace: network.namespace, labels },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': data['tls.crt'], 'tls.key': data['tls.key'], 'ca.crt': data['ca.crt'] },
  };
}

/** The spoke's link to the hub. */
export function linkOf(
  network: NetworkRef,
  spoke: string,
  endpoints: readonly Endpoint[],
  labels: Labels,
): Link {
  return {
    apiVersion: skupperApi,
    kind: 'Link',
    metadata: { name: linkNameOf(spoke), namespace: network.namespace, labels },
    spec: {
      tlsCredentials: linkNameOf(spoke),
      cost: 1,
      endpoints: dialled(endpoints),
    },
  };
}

/** Endpoints of a hub as a Link names them. */
export function dialled(endpoints: readonly Endpoint[]): Endpoint[] {
  return endpoints
    .map(({ name, host, port, group }) => ({ name, host, port, ...(group && { group }) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * On the server's cluster: carries the network's traffic to the Service.
 *
 * @param clusterDomain - of that cluster; absent: the usual one
 */
export function connectorOf(
  network: NetworkRef,
  exposed: ExposedService,
  labels: Labels,
  clusterDomain?: string,
): Connector {
  return {
    apiVersion: skupperApi,
    kind: 'Connector',
    metadata: { name: connectorNameOf(exposed), namespace: network.namespace, labels },
    spec: {
      routingKey: routingKeyOf(exposed),
      host: serviceHost(exposed.name, exposed.namespace, clusterDomain),
      port: exposed.port,
      ...(exposed.tls && {
        tlsCredentials: trustSecretName(exposed.application),
        verifyHostname: true,
      }),
    },
  };
}

/**
 * On every member: a Service in the network's namespace that leads into the network. One for the
 * same Service on several clusters.
 */
export function listenersOf(
  network: NetworkRef,
  exposed: readonly ExposedService[],
  labels: Labels,
): Listener[] {
  const listeners = exposed.map((service): Listener => ({
    apiVersion: skupperApi,
    kind: 'Listener',
    metadata: { name: listenerNameOf(service), namespace: network.namespace, labels },
    spec: {
      routingKey: routingKeyOf(service),
      host: service.name,
      port: service.port,
      ...(service.tls && { tlsCredentials: listenerSecretName }),
    },
  }));
  return uniqueByName(listeners);
}

/**
 * On every member: the seed's addresses, unless they are left to other networks. None when the
 * network lives in that namespace itself.
 *
 * @param clusterDomain - of the member; absent: the usual one
 */
export function aliasesOf(
  network: NetworkRef,
  exposed: readonly ExposedService[],
  labels: Labels,
  clusterDomain?: string,
): KubernetesObject[] {
  if (network.namespace === aliasNamespace) return [];
  const short = exposed.filter(({ shortAddress }) => shortAddress !== false);
  const aliases = short.map(({ name }) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: aliasNamespace, labels },
    spec: {
      type: 'ExternalName',
      externalName: serviceHost(name, network.namespace, clusterDomain),
    },
  }));
  return uniqueByName(aliases);
}

function uniqueByName<O extends KubernetesObject>(objects: O[]): O[] {
  const names = new Map(objects.map(object => [object.metadata.name, object]));
  return [...names.values()];
}
