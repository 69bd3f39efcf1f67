import {
  networkEntityName,
  type NetworkName,
} from '@interconnect/backstage-plugin-interconnect-common';

/** Pages of the portal, at the default path of the frontend plugin. */
export function networkUrl(portal: string, { project, network }: NetworkName): string {
  return `${portal}/interconnect/networks/${[project, network].map(encodeURIComponent).join('/')}`;
}

export function rolloutUrl(portal: string, name: NetworkName, rollout: string): string {
  return `${networkUrl(portal, name)}/rollouts/${encodeURIComponent(rollout)}`;
}

/** The network in the catalog, soon after it was asked for. */
export function networkEntityRef({ project, network }: NetworkName): string {
  return `resource:default/${networkEntityName(project, network)}`;
}
