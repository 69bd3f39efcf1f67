import type { UserInfoService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { RolloutApproval } from '@interconnect/backstage-plugin-interconnect-common';
import type { Requester } from '../http/requester';
import type { RolloutFold } from '../projection/RolloutFold';

/**
 * Lets through who may decide about a rollout that waits: somebody of the approvers, who did not ask for it.
 *
 * - Asked have the user or the service that sent the request, and the person for whom a service sent it.
 * - People decide themselves: a service with a token on their behalf (a pipeline, a template that somebody else wrote) does
 *   not decide for them.
 * - Services decide only where one is named as an approver itself. Whether a person belongs to a group is what they signed in
 *   with (ownership claims).
 *
 * @throws NotAllowedError that says which of it is missing
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
