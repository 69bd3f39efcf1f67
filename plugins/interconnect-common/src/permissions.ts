import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of the permissions that are about one network; its resource refs are
 * `<project>/<network>`. The network need not be there; `<project>/` stands for any new one of the
 * project.
 *
 * @public
 */
export const networkResourceType = 'interconnect-network';

/** See a network, its rollouts and its audit. @public */
export const networkReadPermission = createPermission({
  name: 'interconnect.network.read',
  attributes: { action: 'read' },
  resourceType: networkResourceType,
});

/** Ask for a network that is not there yet: the resource is the network that would be. @public */
export const networkCreatePermission = createPermission({
  name: 'interconnect.network.create',
  attributes: { action: 'create' },
  resourceType: networkResourceType,
});

/** Change the document of a network. @public */
export const networkUpdatePermission = createPermission({
  name: 'interconnect.network.update',
  attributes: { action: 'update' },
  resourceType: networkResourceType,
});

/** Delete a network. @public */
export const networkDeletePermission = createPermission({
  name: 'interconnect.network.delete',
  attributes: { action: 'delete' },
  resourceType: networkResourceType,
});

/** Approve or reject what others asked for. @public */
export const networkApprovePermission = createPermission({
  name: 'interconnect.network.approve',
  attributes: {},
  resourceType: networkResourceType,
});

/** Command a running rollout: retry, skip, pause, resume, roll back, cancel. @public */
export const networkOperatePermission = createPermission({
  name: 'interconnect.network.operate',
  attributes: {},
  resourceType: networkResourceType,
});

/** See which clusters there are. @public */
export const clusterReadPermission = createPermission({
  name: 'interconnect.cluster.read',
  attributes: { action: 'read' },
});

/**
 * Read what Temporal keeps of the rollouts of all networks, manifests among it, in its own UI and
 * command line. @public
 */
export const historyDecodePermission = createPermission({
  name: 'interconnect.history.decode',
  attributes: { action: 'read' },
});

/** Those that are about one network. @public */
export const networkPermissions = [
  networkReadPermission,
  networkCreatePermission,
  networkUpdatePermission,
  networkDeletePermission,
  networkApprovePermission,
  networkOperatePermission,
];

/** All permissions of the plugin. @public */
export const interconnectPermissions = [
  ...networkPermissions,
  clusterReadPermission,
  historyDecodePermission,
];
