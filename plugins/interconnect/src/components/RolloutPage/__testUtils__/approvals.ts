import {
  ApprovalDecision,
  Rollout,
  RolloutApproval,
  RolloutState,
} from '@interconnect/backstage-plugin-interconnect-common';
import { rolloutWith } from './rollouts';

/** An approval by the platform team that was asked for by the guest; with or without a decision. */
export function approvalOf(decision?: ApprovalDecision): RolloutApproval {
  return {
    reasons: ['cluster-1 has the label environment: production'],
    approvers: ['group:default/platform-team'],
    selfApproval: false,
    expiresAt: new Date(Date.now() + 47 * 3_600_000).toISOString(),
    ...(decision && { decision }),
  };
}

/** A rollout of which no step has started, in any state. */
export function rolloutForApproval(state: RolloutState, decision?: ApprovalDecision): Rollout {
  return { ...rolloutWith(state, {}, 'Pending'), approval: approvalOf(decision) };
}

/** A member of the platform team. */
export const approver = {
  userEntityRef: 'user:default/jane',
  ownershipEntityRefs: ['user:default/jane', 'group:default/platform-team'],
};
