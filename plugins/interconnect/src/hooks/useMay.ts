import { Permission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { NetworkName } from '@interconnect/backstage-plugin-interconnect-common';

/** Whether the person may do something. While that is not known it is neither allowed nor missing. */
export interface May {
  allowed: boolean;
  missing: boolean;
  /** Name of the permission. */
  permission: string;
}

/**
 * Whether the person has a permission: for one network when the permission is about one. Such a permission without a
 * network counts as allowed: it is asked for again when the network is known.
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
