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
  networkApprovePermission,
  networkReadPermission,
  networkResourceType,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  createInterconnectConditionalDecision,
  interconnectConditions,
} from '@interconnect/backstage-plugin-interconnect-node';

const forAll = new Set([networkReadPermission.name, networkApprovePermission.name]);

/**
 * The policy of the demo, an example for policies of your own: who is signed in may see everything and use the portal;
 * only the owners of a project (the owner of its System, or members of the group that is) may ask for networks, change,
 * delete and operate them. Approving is not theirs but that of `interconnect.approval.approvers`, whom the plugin asks for;
 * this policy takes it from nobody.
 */
export class ProjectOwnersPolicy implements PermissionPolicy {
  async handle({ permission }: PolicyQuery, user?: PolicyQueryUser): Promise<PolicyDecision> {
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    if (isResourcePermission(permission, networkResourceType) && !forAll.has(permission.name)) {
      return createInterconnectConditionalDecision(
        permission,
        interconnectConditions.isProjectOwner({ claims: user.info.ownershipEntityRefs }),
      );
    }
    return { result: AuthorizeResult.ALLOW };
  }
}
