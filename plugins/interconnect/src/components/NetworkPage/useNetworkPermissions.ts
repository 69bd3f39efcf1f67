import {
  networkDeletePermission,
  NetworkName,
  networkUpdatePermission,
} from '@interconnect/backstage-plugin-interconnect-common';
import { May, useMay } from '../../hooks/useMay';

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
