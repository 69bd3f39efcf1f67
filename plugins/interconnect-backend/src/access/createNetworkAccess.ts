import type {
  AuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import { networkPermissions } from '@interconnect/backstage-plugin-interconnect-common';
import { networkResourceRef, networkRules } from '@interconnect/backstage-plugin-interconnect-node';
import { parseResourceRef } from '../permissions';
import type { NetworkStore } from '../store/NetworkStore';
import { NetworkAccess, NetworkAccessOptions } from './NetworkAccess';
import { readOwners } from './readOwners';

/** Registers networks and their rules with the permission backend, and applies its decisions. */
export function createNetworkAccess(services: {
  auth: AuthService;
  catalog: CatalogService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  store: Pick<NetworkStore, 'getHead'>;
}): NetworkAccess {
  const { permissions, permissionsRegistry, store } = services;
  const isAllowed: NetworkAccessOptions['isAllowed'] = (decision, network) =>
    createConditionAuthorizer(permissionsRegistry.getPermissionRuleset(networkResourceRef))(
      decision,
      network,
    );
  const access = new NetworkAccess({
    permissions,
    store,
    ownersOf: projects => readOwners(services, projects),
    isAllowed,
  });
  permissionsRegistry.addResourceType({
    resourceRef: networkResourceRef,
    permissions: networkPermissions,
    rules: Object.values(networkRules),
    getResources: refs =>
      access.resources(
        refs.map(parseResourceRef).map(({ project, network }) => ({ project, name: network })),
      ),
  });
  return access;
}
