import {
  AuthorizeResult,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  clusterReadPermission,
  interconnectPermissions,
  networkApprovePermission,
  networkReadPermission,
  networkResourceType,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  createInterconnectConditionalDecision,
  interconnectConditions,
} from '@interconnect/backstage-plugin-interconnect-node';

const ours = new Set(interconnectPermissions.map(({ name }) => name));
const forAll = new Set([
  clusterReadPermission.name,
  networkReadPermission.name,
  networkApprovePermission.name,
]);

/**
 * An example for your own policy. It decides only about Interconnect's permissions. Whoever is
 * signed in may see everything. Only the owners of a project may ask for networks, change, delete
 * and operate them: the owner of its System, or a member of the owner group. Approvals are left to
 * the plugin, which checks `interconnect.approval.approvers`.
 */
export class ProjectOwnersPolicy implements PermissionPolicy {
  /** @param rest - decides about all other permissions; without it they are denied */
  constructor(private readonly rest?: PermissionPolicy) {}

  async handle(query: PolicyQuery, user?: PolicyQueryUser): Promise<PolicyDecision> {
    const { permission } = query;
    if (!ours.has(permission.name)) {
      return this.rest?.handle(query, user) ?? { result: AuthorizeResult.DENY };
    }
    if (user && forAll.has(permission.name)) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (user && isResourcePermission(permission, networkResourceType)) {
      return createInterconnectConditionalDecision(
        permission,
        interconnectConditions.isProjectOwner({ claims: user.info.ownershipEntityRefs }),
      );
    }
    return { result: AuthorizeResult.DENY };
  }
}
