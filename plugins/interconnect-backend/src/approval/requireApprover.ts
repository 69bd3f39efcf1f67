import type { UserInfoService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { RolloutApproval } from '@interconnect/backstage-plugin-interconnect-common';
import type { Requester } from '../http/requester';
import type { RolloutFold } from '../projection/RolloutFold';

/**
 * Passes only those who may decide about a waiting rollout: an approver who did not ask for it.
 *
 * - The requesters are the user or service that sent the request, and the person for whom a service
 *   sent it.
 * - People decide themselves. A service with a token on their behalf (a pipeline, a template by
 *   somebody else) cannot decide for them.
 * - A service decides only when it is named as an approver itself. A person belongs to the groups
 *   of their ownership claims at sign-in.
 *
 * @throws NotAllowedError that says which condition is not met
 */
export async function requireApprover(
  services: { userInfo: UserInfoService },
  requester: Requester,
  {
    approval,
    requestedBy,
    onBehalfOf,
  }: Pick<RolloutFold, 'requestedBy' | 'onBehalfOf'> & {
    approval: RolloutApproval;
  },
): Promise<void> {
  const { approvers, selfApproval } = approval;
  if (requester.through !== undefined) {
    throw new NotAllowedError(
      `You have to decide about this rollout yourself, in the portal or with your own token: ${requester.through} cannot do it for you`,
    );
  }
  if (!(await isApprover(services, requester, approval))) {
    throw new NotAllowedError(
      requester.kind === 'user'
        ? `You cannot decide about this rollout: only somebody of ${approvers.join(', ')} can`
        : `Only people can decide about this rollout, not ${requester.ref}: somebody of ${approvers.join(', ')}`,
    );
  }
  if (!selfApproval && [requestedBy, onBehalfOf].includes(requester.ref)) {
    throw new NotAllowedError(
      'You cannot decide about this rollout, because you asked for it: somebody else has to. You can cancel it',
    );
  }
}

/** Whether somebody is an approver, or belongs to a group that is. */
export async function isApprover(
  services: { userInfo: UserInfoService },
  { kind, ref, credentials }: Requester,
  { approvers }: Pick<RolloutApproval, 'approvers'>,
): Promise<boolean> {
  const owned =
    kind === 'user' ? (await services.userInfo.getUserInfo(credentials)).ownershipEntityRefs : [];
  const claims = new Set([ref, ...owned]);
  return approvers.some(approver => claims.has(approver));
}
