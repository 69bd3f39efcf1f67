import { ExposedService } from './types';
import { aliasNamespace } from './names';
import { Scheme, schemeOfNumber } from './scheme';

/** Domain below which clusters name their Services, unless they are set up otherwise. @public */
export const defaultClusterDomain = 'cluster.local';

/** Name of a Service within its cluster. @public */
export function serviceHost(
  service: string,
  namespace: string,
  clusterDomain = defaultClusterDomain,
): string {
  return `${service}.${namespace}.svc.${clusterDomain}`;
}

/**
 * Namespaces in which a service has an address: the network's, and `interconnect` unless that is
 * left to another network.
 */
export function namespacesOf(
  { shortAddress }: Pick<ExposedService, 'shortAddress'>,
  networkNamespace: string,
): string[] {
  const short = shortAddress === false ? [] : [aliasNamespace];
  return [...new Set([networkNamespace, ...short])];
}

/** With TLS between router and client. */
const secure: Record<Scheme, Scheme> = {
  http: 'https',
  https: 'https',
  ws: 'wss',
  wss: 'wss',
  none: 'none',
};

/**
 * Addresses under which every member's clients reach an exposed service: in the network's
 * namespace, and at the seed's address in the namespace `interconnect`. One address if these are
 * the same, or the second is left to another network. They are URLs where HTTP is spoken; else host and port.
 *
 * @param clusterDomains - of the members, each once
 * @public
 */
export function addressesOf(
  exposed: Pick<ExposedService, 'name' | 'port' | 'scheme' | 'tls' | 'shortAddress'>,
  networkNamespace: string,
  clusterDomains: readonly string[] = [defaultClusterDomain],
): string[] {
  const { name, port, tls } = exposed;
  const plain = exposed.scheme ?? (tls ? 'https' : schemeOfNumber(port));
  const scheme = tls ? secure[plain] : plain;
  const start = scheme === 'none' ? '' : `${scheme}://`;
  const namespaces = namespacesOf(exposed, networkNamespace);
  return clusterDomains.flatMap(domain =>
    namespaces.map(namespace => `${start}${serviceHost(name, namespace, domain)}:${port}`),
  );
}
