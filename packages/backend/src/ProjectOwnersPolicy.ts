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
 * An example for policies of your own, about Interconnect's permissions alone: who is signed in may see everything; only the
 * owners of a project (the owner of its System, or members of the group that is) may ask for networks, change, delete and
 * operate them. Approving is not theirs but that of `interconnect.approval.approvers`, whom the plugin asks for; this policy
 * takes it from nobody.
 */
export class ProjectOwnersPolicy implements PermissionPolicy {
  /** @param rest - decides about everything that is not Interconnect's; without it nobody is allowed any of that */
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
