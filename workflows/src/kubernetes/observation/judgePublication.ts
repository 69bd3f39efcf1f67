import {
  aliasNamespace,
  connectorNameOf,
  listenerNameOf,
  type ObserveInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { describeConditions, isTrue, nameOf } from '../client';
import { aliasesOf, connectorOf, listenersOf } from '../skupper/objects';
import { specDifferences } from './differences';
import type { MemberReading } from './MemberReading';

/**
 * What of a member's Listeners, Connectors and short addresses is not as it was set, and which
 * Listeners lead nowhere. What a controller wrote that does not answer says nothing; while the link
 * is not up, nothing is expected from elsewhere.
 */
export function publicationProblems(
  reading: MemberReading,
  input: ObserveInput,
  { isTrusted, isLinked }: { isTrusted: boolean; isLinked: boolean },
): string[] {
  const { network, exposed } = input;
  const { cluster, clusterDomain, listeners, connectors, services } = reading;
  const near = new Set(exposed.filter(one => one.cluster === cluster).map(listenerNameOf));
  return [
    ...listenersOf(network, exposed, {}).flatMap(wanted => {
      const { name } = wanted.metadata;
      const listener = listeners.find(({ metadata }) => metadata.name === name);
      const differences = specDifferences(wanted, listener);
      if (!listener || !isTrusted) return differences;
      const types = isLinked || near.has(name) ? ['Configured', 'Matched'] : ['Configured'];
      return types.every(type => isTrue(listener, type))
        ? differences
        : [
            `${nameOf(wanted)} leads nowhere (${describeConditions(listener, types)})`,
            ...differences,
          ];
    }),
    ...exposed
      .filter(service => service.cluster === cluster)
      .flatMap(service => {
        const connector = connectors.find(c => c.metadata.name === connectorNameOf(service));
        // That it is missing is said of the service.
        const wanted = connectorOf(network, service, {}, clusterDomain);
        return connector ? specDifferences(wanted, connector) : [];
      }),
    ...aliasesOf(network, exposed, {}, clusterDomain).flatMap(wanted =>
      specDifferences(
        wanted,
        services.find(
          ({ metadata }) =>
            metadata.name === wanted.metadata.name && metadata.namespace === aliasNamespace,
        ),
      ),
    ),
  ];
}
