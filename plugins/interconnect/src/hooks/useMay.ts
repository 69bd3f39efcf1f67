import { Permission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  networkCreatePermission,
  networkDeletePermission,
  NetworkName,
  networkUpdatePermission,
} from '@interconnect/backstage-plugin-interconnect-common';

/**
 * Whether the person may do something. While that is not known it is neither allowed nor missing.
 */
export interface May {
  allowed: boolean;
  missing: boolean;
  /** Name of the permission. */
  permission: string;
}

/**
 * Whether the person has a permission: for one network when the permission is about one. Such a
 * permission without a network counts as allowed: it is asked for again when the network is known.
 */
export function useMay(permission: Permission, network?: NetworkName): May {
  const later = 'resourceType' in permission && !network;
  const resourceRef = network && `${network.project}/${network.network}`;
  const { allowed, loading } = usePermission(
    'resourceType' in permission ? { permission, resourceRef } : { permission },
  );
  return {
    allowed: allowed || later,
    missing: !allowed && !loading && !later,
    permission: permission.name,
  };
}

/** What the person may do with a network. */
export interface NetworkPermissions {
  update: May;
  delete: May;
}

/** What the person may do with a network. */
export function useNetworkPermissions(name: NetworkName): NetworkPermissions {
  return {
    update: useMay(networkUpdatePermission, name),
    delete: useMay(networkDeletePermission, name),
  };
}

/**
 * Whether the person may change a network that is there, or else ask for a new one in a project.
 * Counts as allowed as long as the project is not known.
 */
export function useMayRequest(project: string, existing: NetworkName | undefined): May {
  // the rules for new networks are about the project: not asked again for every letter of the name
  const create = useMay(networkCreatePermission, project ? { project, network: 'new' } : undefined);
  const update = useMay(networkUpdatePermission, existing);
  return existing ? update : create;
}
