import type { StateTone } from '../network/phases';

/** What is said of a state of a rollout. @public */
export interface RolloutStateDefinition {
  tone: StateTone;
  /** How a rollout in this state ended, in the words of the audit; absent: it has not. */
  end?: 'succeeded' | 'failed' | 'canceled';
  /** Nothing goes on without a person. */
  needsPerson?: true;
  /** Something changes on clusters now. */
  changesClusters?: true;
  /** Why a command does not fit, as the end of a sentence; absent: "it is" and the state. */
  reason?: string;
}

const states = {
  AwaitingApproval: { tone: 'waiting', needsPerson: true, reason: 'it waits for an approval' },
  Running: { tone: 'busy', changesClusters: true },
  Paused: { tone: 'paused', needsPerson: true },
  Blocked: { tone: 'warning', needsPerson: true },
  Succeeded: { tone: 'good', end: 'succeeded' },
  Failed: { tone: 'bad', end: 'failed' },
  RollingBack: { tone: 'busy', changesClusters: true, reason: 'it is being rolled back' },
  RolledBack: { tone: 'skipped', end: 'succeeded' },
  RollbackIncomplete: { tone: 'bad', end: 'failed' },
  Canceled: { tone: 'skipped', end: 'canceled' },
} satisfies Record<string, RolloutStateDefinition>;

/** @public */
export type RolloutState = keyof typeof states;

/** All states of a rollout. @public */
export const rolloutStates: Record<RolloutState, RolloutStateDefinition> = states;

/** Whether this version knows a state; a newer backend may have others. @public */
export function isRolloutState(state: string): state is RolloutState {
  return Object.hasOwn(rolloutStates, state);
}

/** Whether a rollout in this state has ended. @public */
export function isFinal(state: RolloutState): boolean {
  return isRolloutState(state) && rolloutStates[state].end !== undefined;
}

/** What is said of a state of a step. @public */
export interface StepStateDefinition {
  tone: StateTone;
  /** What the step counts as, for the whole rollout. */
  counts: 'waiting' | 'running' | 'done' | 'skipped' | 'failed';
  /** What needs the step may start. */
  meetsNeeds?: true;
}

const stepStateTable = {
  Pending: { tone: 'waiting', counts: 'waiting' },
  Running: { tone: 'busy', counts: 'running' },
  Succeeded: { tone: 'good', counts: 'done', meetsNeeds: true },
  Failed: { tone: 'bad', counts: 'failed' },
  Skipped: { tone: 'skipped', counts: 'skipped', meetsNeeds: true },
  Undone: { tone: 'skipped', counts: 'done' },
  UndoFailed: { tone: 'bad', counts: 'failed' },
} satisfies Record<string, StepStateDefinition>;

/** @public */
export type StepState = keyof typeof stepStateTable;

/** All states of a step. @public */
export const stepStates: Record<StepState, StepStateDefinition> = stepStateTable;

/** Whether this version knows a state; a newer backend may have others. @public */
export function isStepState(state: string): state is StepState {
  return Object.hasOwn(stepStates, state);
}
