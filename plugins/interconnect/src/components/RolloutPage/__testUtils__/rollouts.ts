import {
  ApprovalDecision,
  Rollout,
  RolloutApproval,
  RolloutState,
  RolloutStep,
  StepState,
} from '@interconnect/backstage-plugin-interconnect-common';
import { creationPlan, shopNetwork, wideNetwork } from '../../../../dev/answers';

const started = '2026-11-22T10:00:00.000Z';

/**
 * A rollout of the plan that makes the network, with steps in any states: by id, the others as
 * `rest` says.
 */
export function rolloutWith(
  state: RolloutState,
  states: Record<string, StepState> = {},
  rest: StepState = 'Succeeded',
  spokes?: number,
): Rollout {
  const now = new Date(started);
  const network = spokes === undefined ? shopNetwork(now) : wideNetwork(now, spokes);
  return {
    id: 'rollout-1',
    operation: 'create',
    state,
    requestedBy: 'user:default/guest',
    generation: network.generation,
    startedAt: started,
    planDigest: 'd'.repeat(64),
    workflow: {
      namespace: 'default',
      workflowId: 'interconnect.edge-shop.shop',
      runId: 'run-2',
      url: 'http://localhost:8233/namespaces/default/workflows/interconnect.edge-shop.shop/run-2/history',
    },
    steps: creationPlan(network).steps.map(({ input: _input, digest: _digest, ...step }) =>
      inState(step, states[step.id] ?? rest),
    ),
  };
}

function inState(step: Omit<RolloutStep, 'state' | 'attempt'>, state: StepState): RolloutStep {
  if (state === 'Pending') return { ...step, state, attempt: 0 };
  return {
    ...step,
    state,
    attempt: 1,
    startedAt: started,
    ...(state !== 'Running' && { endedAt: '2026-11-22T10:01:05.000Z' }),
    ...(state === 'Failed' && { attempt: 4, error: 'connection refused' }),
  };
}

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
