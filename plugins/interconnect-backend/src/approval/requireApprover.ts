import type { UserInfoService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { RolloutApproval } from '@interconnect/backstage-plugin-interconnect-common';
import type { Requester } from '../http/requester';
import type { RolloutFold } from '../projection/RolloutFold';

/**
 * Passes only those who may decide about a waiting rollout: an approver who did not ask for it. That
 * it is a person is checked before, see `requirePerson`.
 *
 * - The requesters are the user or service that sent the request, and the person for whom a service
 *   sent it.
 * - A person belongs to the groups of their ownership claims at sign-in.
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
  if (!(await isApprover(services, requester, approval))) {
    throw new NotAllowedError(
      `You cannot decide about this rollout: only somebody of ${approvers.join(', ')} can`,
    );
  }
  if (!selfApproval && [requestedBy, onBehalfOf].includes(requester.ref)) {
    throw new NotAllowedError(
      'You cannot decide about this rollout, because you asked for it: somebody else has to. You can cancel it',
    );
  }
}

/** Whether a person is an approver, or belongs to a group that is. */
export async function isApprover(
  services: { userInfo: UserInfoService },
  { kind, ref, credentials }: Requester,
  { approvers }: Pick<RolloutApproval, 'approvers'>,
): Promise<boolean> {
  if (kind !== 'user') {
    return false;
  }
  const { ownershipEntityRefs } = await services.userInfo.getUserInfo(credentials);
  const claims = new Set([ref, ...ownershipEntityRefs]);
  return approvers.some(approver => claims.has(approver));
}
