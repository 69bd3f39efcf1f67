import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { networkResourceType } from '@interconnect/backstage-plugin-interconnect-common';

/**
 * What rules see of a network. It may also be one that does not exist yet, or one that was deleted.
 *
 * @public
 */
export interface PermissionNetwork {
  project: string;
  /** Empty: any new network of the project. */
  name: string;
  /**
   * Entity refs of the owners of the project's System; none when the catalog has no such System.
   */
  owners: readonly string[];
  /** Clusters that are members in its document, or that still hold something of the network. */
  clusters: readonly string[];
}

/** Rules as filters: the backend filters networks in memory. @public */
export type NetworkFilter = (network: PermissionNetwork) => boolean;

/** The resource that conditions about networks apply to. @public */
export const networkResourceRef = createPermissionResourceRef<
  PermissionNetwork,
  NetworkFilter
>().with({
  pluginId: 'interconnect',
  resourceType: networkResourceType,
});
