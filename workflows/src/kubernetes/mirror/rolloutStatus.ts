import type { NetworkRef, Operation } from '@interconnect/backstage-plugin-interconnect-common';
import type { Condition } from '../client';
import { covers } from '../client/applied';
import type { MirrorObject, MirrorStatus } from './mirrorStatus';

/** A rollout that has not ended. */
export interface OpenRollout {
  network: NetworkRef;
  rolloutId: string;
  operation: Operation;
  generation: number;
  startedAt: string;
}

const reasons = {
  create: 'Creating',
  update: 'Updating',
  repair: 'Repairing',
  rotate: 'Rotating',
  delete: 'Deleting',
} as const satisfies Record<Operation, string>;

/**
 * What a rollout adds to the status of a network: the condition `Reconciling` of kstatus while it is
 * open. Until the network is observed for the first time, also that nothing is known of it.
 *
 * @param rollout - absent: it has ended
 * @param existing - as it stands
 */
export function rolloutStatus(
  rollout: OpenRollout | undefined,
  existing: MirrorObject,
): MirrorStatus & { conditions: Condition[] } {
  const message = rollout
    ? `rollout ${rollout.rolloutId} leads to generation ${rollout.generation}`
    : 'not observed yet';
  const state = rollout ? 'Progressing' : 'Unknown';
  const condition = (type: string, status: Condition['status'], reason: string): Condition => {
    const before = existing.status?.conditions?.find(one => one.type === type);
    const since = rollout?.startedAt ?? existing.status?.since;
    const at = before?.status === status ? before.lastTransitionTime : since;
    return { type, status, reason, message, ...(at && { lastTransitionTime: at }) };
  };
  const reconciling = rollout ? [condition('Reconciling', 'True', reasons[rollout.operation])] : [];
  if (existing.status?.observedAt !== undefined) return { conditions: reconciling };
  const since = rollout?.startedAt ?? existing.status?.since;
  return {
    state,
    ...(rollout && { message }),
    ...(since && { since }),
    conditions: [...reconciling, condition('Ready', 'Unknown', state)],
  };
}

/** Whether a network says of itself that a rollout is open. */
export function isReconciling({ status }: MirrorObject): boolean {
  return status?.conditions?.some(({ type }) => type === 'Reconciling') ?? false;
}

/** Whether the status of a network that a rollout is open for stands already. */
export function stands(
  { state, message, conditions }: ReturnType<typeof rolloutStatus>,
  { status: actual }: MirrorObject,
): boolean {
  const isThere = ({ lastTransitionTime, ...wanted }: Condition) =>
    actual?.conditions?.some(one => covers(one, wanted)) ?? false;
  // The first observation leaves what was said before it to whoever said it.
  const isSaid =
    state === undefined
      ? actual?.message !== conditions[0]?.message
      : state === actual?.state && message === actual.message;
  return isSaid && conditions.every(isThere);
}
