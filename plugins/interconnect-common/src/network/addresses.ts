import { ExposedService } from './types';
import { aliasNamespace } from './names';

/** Name of a Service within its cluster. @public */
export function serviceHost(service: string, namespace: string): string {
  return `${service}.${namespace}.svc.cluster.local`;
}

/**
 * Addresses under which every member's clients reach an exposed service: in the network's
 * namespace, and at the seed's address in the namespace `interconnect`. One address if these are
 * the same.
 *
 * @public
 */
export function addressesOf(
  exposed: Pick<ExposedService, 'name' | 'port'>,
  networkNamespace: string,
): string[] {
  return [...new Set([networkNamespace, aliasNamespace])].map(
    namespace => `http://${serviceHost(exposed.name, namespace)}:${exposed.port}`,
  );
}
