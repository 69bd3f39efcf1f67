import { someOf } from '../text/plainText';
import { DesiredNetwork, SpokeSelection } from './DesiredNetwork';
import { isPrivate, parseRange } from './addressRanges';
import { NetworkDocument } from './schema';

/**
 * What is accepted but may not be meant. The seed's best practice is that the hub's load balancer
 * is not exposed to the Internet.
 *
 * @public
 */
export function documentWarnings(document: NetworkDocument): string[] {
  const { hub, applications = [] } = document;
  const warnings: string[] = [];
  for (const addresses of hub?.loadBalancer?.addresses ?? []) {
    const range = parseRange(addresses);
    if (!('error' in range) && !isPrivate(range)) {
      warnings.push(
        `hub.loadBalancer.addresses: ${addresses} is not private address space: the router of the hub could be reached from the Internet`,
      );
    }
  }
  if (hub && !hub.loadBalancer?.addresses) {
    warnings.push(
      `hub.loadBalancer.addresses: absent, so that a load balancer of ${hub.cluster} gives the router an address before its allowed sources are set`,
    );
  }
  for (const source of hub?.loadBalancer?.allowedSources ?? []) {
    if (source === '0.0.0.0/0' || source === '::/0') {
      warnings.push(
        `hub.loadBalancer.allowedSources: ${source} lets every address reach the router of the hub`,
      );
    }
  }
  const clients = applications.filter(({ expose }) => !expose);
  if (clients.length > 0 && clients.length === applications.length) {
    warnings.push(
      'applications: none is exposed, so that no service will be reachable through the network',
    );
  }
  return warnings;
}

/** Warnings of the document, of its selectors, and what was noted of its manifests. @public */
export function planWarnings({ document, selection, notes = {} }: DesiredNetwork): string[] {
  const { applications = [] } = document;
  return [
    ...documentWarnings(document),
    ...(selection ? followWarnings(document, selection) : []),
    ...applications.flatMap(({ name }) => (Object.hasOwn(notes, name) ? notes[name] : [])),
  ];
}

/** Who joins by itself is named by no application, also not by one that its like runs. */
function followWarnings(document: NetworkDocument, { spokes, clusters }: SpokeSelection): string[] {
  return spokes.flatMap(({ follow }, index) => {
    const names = (document.applications ?? [])
      .filter(application => application.clusters.some(one => clusters[index].includes(one)))
      .map(({ name }) => name);
    return follow && names.length > 0
      ? [
          `spokes[${index}].selector: a cluster that joins later gets the network, but not ${someOf(names)}: applications[].clusters are names`,
        ]
      : [];
  });
}
