import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { Network, networkResourceType } from '@interconnect/backstage-plugin-interconnect-common';

/** What conditions of a policy are applied to: one network. There is no filter for lists: each item is authorized. */
export const networkResourceRef = createPermissionResourceRef<Network, never>().with({
  pluginId: 'interconnect',
  resourceType: networkResourceType,
});

/** How policies name a network. */
export function resourceRefOf(project: string, network: string): string {
  return `${project}/${network}`;
}

/** Inverse of `resourceRefOf`; neither part has a slash. */
export function parseResourceRef(resourceRef: string): { project: string; network: string } {
  const [project, network = ''] = resourceRef.split('/');
  return { project, network };
}
