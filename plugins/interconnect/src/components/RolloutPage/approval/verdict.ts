import { ApprovalDecision, Rollout } from '@interconnect/backstage-plugin-interconnect-common';
import { May } from '../../../hooks/useMay';

/** How the approval of a rollout stands; `withdrawn`: it was canceled before anybody decided. */
export type Verdict = 'waiting' | ApprovalDecision['outcome'] | 'withdrawn';

/** How the approval of a rollout stands; undefined when it needs none, or ended otherwise. */
export function verdictOf({ approval, state }: Rollout): Verdict | undefined {
  if (!approval) return undefined;
  if (approval.decision) return approval.decision.outcome;
  if (state === 'AwaitingApproval') return 'waiting';
  return state === 'Canceled' ? 'withdrawn' : undefined;
}

/** The state with whose icon a verdict is shown. */
export const verdictStates: Record<Verdict, string> = {
  waiting: 'AwaitingApproval',
  approved: 'Succeeded',
  rejected: 'Failed',
  expired: 'Canceled',
  withdrawn: 'Canceled',
};

/** Somebody who may want to decide. */
export interface Person {
  userEntityRef: string;
  ownershipEntityRefs: string[];
}

/**
 * Why somebody cannot decide: it is their own request, they are not among the approvers, a
 * permission is missing.
 */
export type Obstacle = 'own' | 'stranger' | 'permission';

/** Whether somebody asked for the rollout, or a service did for them. */
export function isRequester(
  { requestedBy, onBehalfOf }: Pick<Rollout, 'requestedBy' | 'onBehalfOf'>,
  person: Person | undefined,
): boolean {
  return [requestedBy, onBehalfOf].some(
    ref => ref !== undefined && person !== undefined && same(person.userEntityRef, ref),
  );
}

/**
 * Why somebody cannot decide about a rollout that waits for approval; empty when they can. The
 * backend has the last word: this only tells people before they try.
 */
export function obstacles(rollout: Rollout, person: Person | undefined, may: May): Obstacle[] {
  const { approval } = rollout;
  if (!approval || !person) return may.missing ? ['permission'] : [];
  if (isRequester(rollout, person) && !approval.selfApproval) return ['own'];
  const refs = [person.userEntityRef, ...person.ownershipEntityRefs];
  const among = approval.approvers.some(approver => refs.some(ref => same(ref, approver)));
  return [...(among ? [] : ['stranger' as const]), ...(may.missing ? ['permission' as const] : [])];
}

function same(a: string, b: string): boolean {
  return a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');
}
