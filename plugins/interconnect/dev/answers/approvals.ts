import {
  ApprovalDecision,
  Network,
  Rollout,
  RolloutApproval,
} from '@interconnect/backstage-plugin-interconnect-common';
import { unknownNetwork } from './networks';
import { newRolloutOf } from './rollouts';
import { before } from './shop';

/** Who decides, in the recorded answers: the person who looks is one of them. */
export const approvers = ['group:default/platform-team'];

const reasons = [
  'cluster-1 has the label environment: production',
  'cluster-2 has the label environment: production',
];

/** Ids of rollouts that needed an approval, by what became of it. */
export const approvalRollouts = {
  waiting: '5b0d6f2a-0001-4c3e-9d10-7a1f5c2e8b01',
  own: '5b0d6f2a-0002-4c3e-9d10-7a1f5c2e8b02',
  approved: '5b0d6f2a-0003-4c3e-9d10-7a1f5c2e8b03',
  rejected: '5b0d6f2a-0004-4c3e-9d10-7a1f5c2e8b04',
  expired: '5b0d6f2a-0005-4c3e-9d10-7a1f5c2e8b05',
};

/** Names of the networks whose rollouts needed an approval. */
export const approvalNetworks = ['tills', 'pickup'];

/** Somebody else asked for it, and it waits for approval. */
export function waitingNetwork(): Network {
  return waiting(approvalNetworks[0], 'Tills of the stores', approvalRollouts.waiting);
}

/** The person who looks asked for it, and it waits for approval. */
export function ownWaitingNetwork(): Network {
  return waiting(approvalNetworks[1], 'Parcels to pick up', approvalRollouts.own);
}

function waiting(name: string, description: string, id: string): Network {
  const network = unknownNetwork(name);
  return {
    ...network,
    spec: { ...network.spec, description },
    status: { ...network.status, phase: 'Progressing' },
    rollout: { id, state: 'AwaitingApproval' },
  };
}

/** Rollouts of a network that waits for approval, newest first: the one that waits, and how earlier requests ended. */
export function approvalRolloutsOf(network: Network, now: Date): Rollout[] {
  const { waiting: id, own, approved, rejected, expired } = approvalRollouts;
  const isOwn = network.name === approvalNetworks[1];
  const by = isOwn ? 'user:default/guest' : 'user:default/jo';
  const open = rollout(network, now, isOwn ? own : id, 3 * 3600);
  const jane = 'user:default/jane';
  return [
    { ...open, requestedBy: by },
    ended(rollout(network, now, approved, 90_000), now, {
      outcome: 'approved',
      by: jane,
      reason: 'The change window is open until Friday.',
      time: before(now, 86_700),
    }),
    ended(rollout(network, now, rejected, 180_000), now, {
      outcome: 'rejected',
      by: jane,
      reason: 'cluster-2 moves to another data centre this week: ask again on Monday.',
      time: before(now, 176_400),
    }),
    ended(rollout(network, now, expired, 600_000), now, {
      outcome: 'expired',
      time: before(now, 600_000 - 2 * 86_400),
    }),
  ];
}

function rollout(network: Network, now: Date, id: string, secondsAgo: number): Rollout {
  const approval: RolloutApproval = {
    reasons,
    approvers,
    selfApproval: false,
    expiresAt: before(now, secondsAgo - 2 * 86_400),
  };
  const startedAt = before(now, secondsAgo);
  return { ...newRolloutOf(network, id, 'AwaitingApproval', startedAt), approval };
}

/** A rollout after a decision about it: one that was approved has succeeded. */
export function ended(waited: Rollout, now: Date, decision: ApprovalDecision): Rollout {
  const approval = waited.approval && { ...waited.approval, decision };
  const startedAt = decision.time;
  if (decision.outcome !== 'approved') {
    return { ...waited, state: 'Canceled', endedAt: decision.time, ...(approval && { approval }) };
  }
  const endedAt = before(now, (now.getTime() - Date.parse(startedAt)) / 1000 - 64);
  const steps = waited.steps.map(step => ({
    ...step,
    state: 'Succeeded' as const,
    attempt: 1,
    startedAt,
    endedAt,
  }));
  return { ...waited, state: 'Succeeded', endedAt, steps, ...(approval && { approval }) };
}
