import { parseEntityRef } from '@backstage/catalog-model';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { Operation } from '@interconnect/backstage-plugin-interconnect-common';
import { isService } from '../http/requester';
import type { RolloutFold } from '../projection/RolloutFold';

const topic = 'Approval of application networks';
const listedReasons = 5;

const asksFor: Record<Operation, string> = {
  create: 'asks for',
  update: 'asks to change',
  delete: 'asks to delete',
  repair: 'asks to repair',
  rotate: 'asks to rotate the authority of',
};

/**
 * The notices for a step from one fold to the next. Approvers learn that a rollout waits for them;
 * the requester learns the decision. When the decision comes in the same step, only the decision is
 * told.
 */
export function approvalNotices(
  before: RolloutFold,
  after: RolloutFold,
): NotificationSendOptions[] {
  const { approval } = after;
  if (!approval) {
    return [];
  }
  if (approval.decision) {
    return before.approval?.decision ? [] : decided(after);
  }
  const begins = before.runs.length === 0 && after.runs.length > 0;
  return begins && after.endedAt === undefined ? waits(after) : [];
}

function waits(fold: RolloutFold): NotificationSendOptions[] {
  const { operation, network, project, requestedBy, approval } = fold;
  const { approvers: all = [], reasons = [] } = approval ?? {};
  const approvers = all.filter(approver => !isService(approver));
  if (approvers.length === 0) {
    return [];
  }
  const asker = personOf(fold);
  const more = reasons.length - listedReasons;
  return [
    {
      recipients: {
        type: 'entity',
        entityRef: approvers,
        ...(asker && { excludeEntityRef: asker }),
      },
      payload: {
        title: `${nameOf(requestedBy)} ${asksFor[operation]} network ${network} of ${project}: it waits for your approval`,
        description: [
          ...reasons.slice(0, listedReasons),
          ...(more > 0 ? [`and ${more} more`] : []),
        ].join(', '),
        link: linkOf(fold),
        topic,
        scope: `interconnect.approval.${fold.rolloutId}.waits`,
      },
    },
  ];
}

function decided(fold: RolloutFold): NotificationSendOptions[] {
  const { network, project, approval } = fold;
  const { outcome, by, reason } = approval?.decision ?? {};
  const asker = personOf(fold);
  if (!asker || by === asker) {
    return [];
  }
  const what = `Your request for network ${network} of ${project}`;
  return [
    {
      recipients: { type: 'entity', entityRef: asker },
      payload: {
        title:
          outcome === 'expired' || by === undefined
            ? `${what} has expired: nobody approved it in time`
            : `${what} was ${outcome} by ${nameOf(by)}`,
        ...(reason && { description: reason }),
        link: linkOf(fold),
        topic,
        scope: `interconnect.approval.${fold.rolloutId}.decided`,
      },
    },
  ];
}

/** The page of the rollout, at the default path of the frontend plugin. */
function linkOf({ project, network, rolloutId }: RolloutFold): string {
  const path = [project, network, 'rollouts', rolloutId].map(encodeURIComponent);
  return `/interconnect/networks/${path.join('/')}`;
}

/** The requester, if it is a person. */
function personOf({ requestedBy, onBehalfOf }: RolloutFold): string | undefined {
  return [onBehalfOf, requestedBy].find(ref => ref !== undefined && isUser(ref));
}

/** Services are left out, because they read no notifications. */
function isUser(ref: string): boolean {
  return ref.startsWith('user:');
}

function nameOf(ref: string): string {
  return isUser(ref) ? parseEntityRef(ref).name : ref;
}
