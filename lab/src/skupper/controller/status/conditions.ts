import { Condition, Status } from '../../api/types';
import { KubeObject } from '../../../kube/types';

/** What a condition says, without when. */
export type ConditionState = Pick<Condition, 'status' | 'reason' | 'message'>;

export const READY: ConditionState = { status: 'True', reason: 'Ready', message: 'OK' };

/** Not yet, and for what reason. */
export function pending(message = 'Pending'): ConditionState {
  return { status: 'False', reason: 'Pending', message };
}

/** Wrong, and why; without a message: ready. */
export function errorOrReady(message?: string): ConditionState {
  return message ? { status: 'False', reason: 'Error', message } : READY;
}

/** The conditions that an object of a kind needs for being ready. */
export function requiredConditions(object: KubeObject): string[] {
  switch (object.kind) {
    case 'Site': {
      const { linkAccess = '' } = (object.spec ?? {}) as { linkAccess?: string };
      const resolved = ['', 'none'].includes(linkAccess) ? [] : ['Resolved'];
      return ['Configured', 'Running', ...resolved];
    }
    case 'Link':
      return ['Configured', 'Operational'];
    case 'RouterAccess':
    case 'SecuredAccess':
      return ['Configured', 'Resolved'];
    default:
      return ['Configured', 'Matched'];
  }
}

/**
 * The status of an object after one condition was looked at: the condition with the time of its
 * last change, and, when it changed, the Ready condition and the summary that follow from it. The
 * object itself is not changed.
 */
export function withCondition<S extends Status>(
  object: KubeObject<unknown, S>,
  type: string,
  state: ConditionState,
  now: string,
): S {
  const status = withOneCondition(object, object.status ?? ({} as S), type, state, now);
  if (status === object.status) return status;
  const missing = readyState(status.conditions ?? [], requiredConditions(object));
  return {
    ...withOneCondition(object, status, 'Ready', missing, now),
    status: missing.reason,
    message: missing.message,
  };
}

/** The status with one condition set and nothing else; the same object when nothing changed. */
export function withOneCondition<S extends Status>(
  object: KubeObject,
  status: S,
  type: string,
  state: ConditionState,
  now: string,
): S {
  const conditions = status.conditions ?? [];
  const existing = conditions.find(condition => condition.type === type);
  const observedGeneration = object.metadata.generation;
  if (
    existing &&
    existing.status === state.status &&
    existing.reason === state.reason &&
    existing.message === state.message &&
    existing.observedGeneration === observedGeneration
  ) {
    return status;
  }
  const lastTransitionTime = existing?.status === state.status ? existing.lastTransitionTime : now;
  const condition: Condition = { type, ...state, observedGeneration, lastTransitionTime };
  return {
    ...status,
    conditions: existing
      ? conditions.map(item => (item === existing ? condition : item))
      : [...conditions, condition],
  };
}

/** Ready, or what the first required condition that is not met says. */
export function readyState(conditions: Condition[], required: string[]): ConditionState {
  for (const type of required) {
    const condition = conditions.find(item => item.type === type);
    if (!condition) return pending(`Not ${type}`);
    if (condition.status === 'False') {
      return { status: 'False', reason: condition.reason, message: condition.message };
    }
  }
  return READY;
}
