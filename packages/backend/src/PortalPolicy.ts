import { AuthorizeResult, PolicyDecision } from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';

/** What the demo allows outside of Interconnect: whoever is signed in may use the portal. */
export class PortalPolicy implements PermissionPolicy {
  async handle(_query: PolicyQuery, user?: PolicyQueryUser): Promise<PolicyDecision> {
    return { result: user ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
}
