import { ConflictError } from '@backstage/errors';
import {
  Rollout,
  rolloutCommandStates,
  RolloutUpdate,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ended } from './approvals';

/** A rollout after a command about its approval by the person who looks; other commands are refused. */
export function decide(
  rollout: Rollout,
  command: RolloutUpdate,
  details: { reason?: string } | undefined,
  now: Date,
): Rollout {
  const { state, approval } = rollout;
  const time = now.toISOString();
  const refused = !rolloutCommandStates[command].includes(state) || state !== 'AwaitingApproval';
  if (refused || !approval) {
    throw new ConflictError(`Recorded answers take no ${command}: the rollout stays ${state}`);
  }
  const by = 'user:default/guest';
  switch (command) {
    case 'approve': {
      const decision = { ...details, outcome: 'approved' as const, by, time };
      return { ...rollout, state: 'Running', approval: { ...approval, decision } };
    }
    case 'reject':
      return ended(rollout, now, { ...details, outcome: 'rejected', by, time });
    default:
      return { ...rollout, state: 'Canceled', endedAt: time };
  }
}
