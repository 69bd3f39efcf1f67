import { leftWarning } from '@interconnect/backstage-plugin-interconnect-common';
import type { RolloutEvent } from '../temporal/RolloutEvent';
import type { Change } from './foldAudit';
import { initialFold } from './initialFold';
import type { RolloutFold } from './RolloutFold';

/**
 * The first event of a run: of the first one the rollout's plan is made, a later one goes on with
 * what was folded.
 */
export function foldStarted(
  current: RolloutFold | undefined,
  event: Extract<RolloutEvent, { type: 'Started' }>,
): Change {
  const { input, time } = event;
  if (current && current.runs.length > 0) {
    return { fold: current, notes: [] };
  }
  if (current && current.rolloutId !== input.rolloutId) {
    throw new Error(
      `The run was started for rollout ${input.rolloutId}, not for ${current.rolloutId}`,
    );
  }
  if (input.carried) {
    throw new Error(
      `Rollout ${input.rolloutId}: its history begins with a run that is not the first`,
    );
  }
  const fold = initialFold(input, time);
  const steps = fold.steps.length === 1 ? '1 step' : `${fold.steps.length} steps`;
  const left = (fold.left ?? []).map(leftWarning);
  const forWhom = input.onBehalfOf ? [`on behalf of ${input.onBehalfOf}`] : [];
  const needs = fold.approval ? [`needs an approval: ${fold.approval.reasons.join(', ')}`] : [];
  return {
    fold,
    notes: [
      {
        actor: input.requestedBy,
        action: 'rollout.started',
        subject: input.rolloutId,
        outcome: 'started',
        message: [`${input.operation}: ${steps}`, ...forWhom, ...needs, ...left].join('; '),
      },
    ],
  };
}
