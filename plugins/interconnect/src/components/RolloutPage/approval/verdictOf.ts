import { ApprovalDecision, Rollout } from '@interconnect/backstage-plugin-interconnect-common';

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
