import type { UserInfoService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { RolloutApproval } from '@interconnect/backstage-plugin-interconnect-common';
import type { Requester } from '../http/requester';

/**
 * Lets through who may decide about a rollout that waits: somebody of the approvers, who did not ask for it. Whether a
 * person belongs to a group is what they signed in with (ownership claims).
 *
 * @throws NotAllowedError that says which of it is missing
 */
export async function requireApprover(
  services: { userInfo: UserInfoService },
  requester: Requester,
  { approval, requestedBy }: { approval: RolloutApproval; requestedBy: string },
): Promise<void> {
  const { approvers, selfApproval } = approval;
  if (requester.kind !== 'user') {
    throw new NotAllowedError(
      `Only people can decide about this rollout, not ${requester.ref}: somebody of ${approvers.join(', ')}`,
    );
  }
  if (!(await isApprover(services, requester, approval))) {
    throw new NotAllowedError(
      `You cannot decide about this rollout: only somebody of ${approvers.join(', ')} can`,
    );
  }
  if (requester.ref === requestedBy && !selfApproval) {
    throw new NotAllowedError(
      'You cannot decide about this rollout, because you asked for it: somebody else has to. You can cancel it',
    );
  }
}

/** Whether somebody is, or belongs to, one of the approvers. */
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
