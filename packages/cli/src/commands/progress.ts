import { Rollout, RolloutStep } from '@interconnect/backstage-plugin-interconnect-common';

/** What has changed of a rollout, a line each; of one that was not seen before what has begun. */
export function progressOf(before: Rollout | undefined, rollout: Rollout): string[] {
  const known = new Map(before?.steps.map(step => [step.id, lineOf(step)]));
  const steps = rollout.steps
    .filter(step => step.state !== 'Pending' && known.get(step.id) !== lineOf(step))
    .map(lineOf);
  const own = stateOf(rollout);
  return before && stateOf(before) === own ? steps : [...steps, own];
}

function lineOf({ id, state, attempt, error, message }: RolloutStep): string {
  const why = error ?? message;
  return `  ${id}: ${state}${attempt > 1 ? ` (attempt ${attempt})` : ''}${why ? `: ${why}` : ''}`;
}

function stateOf({ id, operation, state, message }: Rollout): string {
  return `Rollout ${id} (${operation}): ${state}${message ? `: ${message}` : ''}`;
}
