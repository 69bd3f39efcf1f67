import type {
  Rollout,
  RolloutState,
  RolloutStep,
} from '@interconnect/backstage-plugin-interconnect-common';
import { stepCounts } from '@interconnect/backstage-plugin-interconnect-common';

/** What a state means to somebody who waits for the end. */
const waits = {
  AwaitingApproval: 'on',
  Running: 'on',
  Paused: 'on',
  RollingBack: 'on',
  Succeeded: 'done',
  // Only a person can go on from here, and nobody knows when.
  Blocked: 'failed',
  Failed: 'failed',
  RolledBack: 'failed',
  RollbackIncomplete: 'failed',
  Canceled: 'failed',
} satisfies Record<RolloutState, 'on' | 'done' | 'failed'>;

/** Whether there is something to wait for; a state of a newer backend is waited through. */
export function outcomeOf({ state }: Pick<Rollout, 'state'>): 'on' | 'done' | 'failed' {
  return waits[state] ?? 'on';
}

const listed = 10;

/** How far it is, in one line: the same line as long as nothing has changed. */
export function progressOf({ state, steps, approval }: Rollout): string {
  if (state === 'AwaitingApproval' && approval) {
    return `AwaitingApproval: somebody of ${approval.approvers.join(', ')} has to approve it`;
  }
  const { all, done } = stepCounts(steps);
  const running = steps.filter(step => step.state === 'Running').map(({ summary }) => summary);
  return `${state}: ${done} of ${all} steps are done${running.length > 0 ? `, now ${listOf(running)}` : ''}`;
}

/** Why it did not succeed: its own reason, such as who rejected it, and those of the steps that failed. */
export function failureOf({ id, state, message, steps }: Rollout): string {
  const reasons = steps
    .filter(isFailed)
    .map(
      ({ summary, error, message: told }) => `${summary}: ${error ?? told ?? 'no reason is known'}`,
    );
  const told = [...(message ? [message] : []), ...reasons];
  return `Rollout ${id} is ${state}${told.length > 0 ? `: ${listOf(told)}` : ''}`;
}

function isFailed({ state }: RolloutStep): boolean {
  return state === 'Failed' || state === 'UndoFailed';
}

function listOf(texts: string[]): string {
  const more = texts.length - listed;
  return [...texts.slice(0, listed), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
