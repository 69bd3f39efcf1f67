import { createPermission } from '@backstage/plugin-permission-common';
import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import type { StoredNetwork } from './store/NetworkStore';

const resourceType = 'interconnect-network';
export const networkReadPermission = createPermission({
  name: 'interconnect.network.read',
  attributes: { action: 'read' },
  resourceType,
});
export const networkCreatePermission = createPermission({
  name: 'interconnect.network.create',
  attributes: { action: 'create' },
});
export const networkUpdatePermission = createPermission({
  name: 'interconnect.network.update',
  attributes: { action: 'update' },
  resourceType,
});
export const networkDeletePermission = createPermission({
  name: 'interconnect.network.delete',
  attributes: { action: 'delete' },
  resourceType,
});
export const rolloutControlPermission = createPermission({
  name: 'interconnect.rollout.control',
  attributes: { action: 'update' },
  resourceType,
});
export const clusterReadPermission = createPermission({
  name: 'interconnect.cluster.read',
  attributes: { action: 'read' },
});

export const networkResourceRef = createPermissionResourceRef<StoredNetwork, object>().with({
  pluginId: 'interconnect',
  resourceType,
});

export const networkPermissions = [
  networkReadPermission,
  networkUpdatePermission,
  networkDeletePermission,
  rolloutControlPermission,
];
export const otherPermissions = [networkCreatePermission, clusterReadPermission];
