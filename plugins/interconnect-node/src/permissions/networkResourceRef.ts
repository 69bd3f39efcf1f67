import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { networkResourceType } from '@interconnect/backstage-plugin-interconnect-common';

/**
 * What rules see of a network, also of one that is asked for and not there yet, or that is gone.
 *
 * @public
 */
export interface PermissionNetwork {
  project: string;
  /** Empty when it is about any new network of the project. */
  name: string;
  /** Entity refs of the owners of the project's System; none when the catalog has no such System. */
  owners: readonly string[];
  /** Clusters that are members by its document, or on which something of it still stands. */
  clusters: readonly string[];
}

/** Rules as filters: the backend filters networks in memory. @public */
export type NetworkFilter = (network: PermissionNetwork) => boolean;

/** The resource that conditions about networks are applied to. @public */
export const networkResourceRef = createPermissionResourceRef<
  PermissionNetwork,
  NetworkFilter
>().with({
  pluginId: 'interconnect',
  resourceType: networkResourceType,
});
