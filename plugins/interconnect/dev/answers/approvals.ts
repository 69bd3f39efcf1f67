import { ConflictError } from '@backstage/errors';
import {
  ApprovalDecision,
  Network,
  ResolvedDocument,
  Plan,
  Rollout,
  RolloutApproval,
  resolvedSpec,
  RolloutCommandName,
  rolloutCommands,
} from '@interconnect/backstage-plugin-interconnect-common';
import { clusters } from './platform';
import { before, unknownNetwork } from './networks';
import { newRolloutOf } from './rollouts';

/** Who decides, in the recorded answers: the guest that looks at them is one of them. */
const approvers = ['group:default/platform-team', 'user:default/guest'];

const production = clusters.filter(({ labels = {} }) => labels.environment === 'production');

/** The approval that a document needs, by the labels of its members; undefined: none. */
export function approvalOf({ hub, spokes = [] }: ResolvedDocument): Plan['approval'] {
  const members = [...(hub ? [hub] : []), ...spokes].map(({ cluster }) => cluster);
  const reasons = production
    .filter(({ name }) => members.includes(name))
    .map(({ name }) => `${name} has the label environment: production`);
  return reasons.length > 0 ? { reasons, approvers, selfApproval: false } : undefined;
}

/** Ids of rollouts that needed an approval, by what became of it. */
export const approvalRollouts = {
  waiting: '5b0d6f2a-0001-4c3e-9d10-7a1f5c2e8b01',
  own: '5b0d6f2a-0002-4c3e-9d10-7a1f5c2e8b02',
  approved: '5b0d6f2a-0003-4c3e-9d10-7a1f5c2e8b03',
  rejected: '5b0d6f2a-0004-4c3e-9d10-7a1f5c2e8b04',
  expired: '5b0d6f2a-0005-4c3e-9d10-7a1f5c2e8b05',
};

/** Networks whose rollouts needed an approval, with who asked for the one that waits. */
export const approvalNetworks: Record<string, string> = {
  tills: 'user:default/jo',
  pickup: 'user:default/guest',
};

/** Somebody else asked for it, and it waits for approval. */
export function waitingNetwork(): Network {
  return waiting('tills', 'Tills of the stores', approvalRollouts.waiting);
}

/** The person who looks asked for it, and it waits for approval. */
export function ownWaitingNetwork(): Network {
  return waiting('pickup', 'Parcels to pick up', approvalRollouts.own);
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

/**
 * Rollouts of a network that waits for approval, newest first: the one that waits (or about which
 * something was decided since), and how earlier requests ended.
 */
export function approvalRolloutsOf(network: Network, now: Date): Rollout[] {
  const { waiting: first, own, approved, rejected, expired } = approvalRollouts;
  const requestedBy = approvalNetworks[network.name];
  if (!requestedBy)
    return network.rollout ? [waitingRollout(network, now, network.rollout.id, 0)] : [];
  const id = network.name === 'pickup' ? own : first;
  const by = 'user:default/jane';
  return [
    { ...waitingRollout(network, now, id, 3 * 3600), requestedBy },
    ended(waitingRollout(network, now, approved, 90_000), now, {
      outcome: 'approved',
      by,
      reason: 'The change window is open until Friday.',
      time: before(now, 86_700),
    }),
    ended(waitingRollout(network, now, rejected, 180_000), now, {
      outcome: 'rejected',
      by,
      reason: 'cluster-2 moves to another data centre this week: ask again on Monday.',
      time: before(now, 176_400),
    }),
    ended(waitingRollout(network, now, expired, 600_000), now, {
      outcome: 'expired',
      time: before(now, 600_000 - 2 * 86_400),
    }),
  ];
}

function waitingRollout(network: Network, now: Date, id: string, secondsAgo: number): Rollout {
  const approval: RolloutApproval = {
    ...approvalOf(resolvedSpec(network))!,
    expiresAt: before(now, secondsAgo - 2 * 86_400),
  };
  const startedAt = before(now, secondsAgo);
  return { ...newRolloutOf(network, id, 'AwaitingApproval', startedAt), approval };
}

/** A rollout after a decision about it: one that was approved has succeeded. */
function ended(waited: Rollout, now: Date, decision: ApprovalDecision): Rollout {
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

/**
 * A rollout after a command about its approval by the person who looks; other commands are refused.
 */
export function decide(
  rollout: Rollout,
  command: RolloutCommandName,
  details: { reason?: string } | undefined,
  now: Date,
): Rollout {
  const { state, approval } = rollout;
  const time = now.toISOString();
  const refused = !rolloutCommands[command].states.includes(state) || state !== 'AwaitingApproval';
  if (refused || !approval) {
    throw new ConflictError(`Recorded answers take no ${command}: the rollout stays ${state}`);
  }
  const by = 'user:default/guest';
  if (command === 'cancel') return { ...rollout, state: 'Canceled', endedAt: time };
  const outcome = command === 'approve' ? 'approved' : 'rejected';
  const decision: ApprovalDecision = { ...details, outcome, by, time };
  return command === 'approve'
    ? { ...rollout, state: 'Running', approval: { ...approval, decision } }
    : ended(rollout, now, decision);
}
