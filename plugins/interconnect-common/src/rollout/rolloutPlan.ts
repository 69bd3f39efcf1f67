import { planDigest } from '../plan/digest';
import { plan } from '../plan/plan';
import { Plan } from '../plan/types';
import { RolloutInput } from './messages';

/**
 * The plan that a rollout carries out. Backend and workflow make it anew from the rollout's input, each time the same.
 *
 * A `repair` that was started before repairs applied everything again did what an update does. Such a rollout may still
 * run, and its history is read: which of the two plans it was started with, its digest says.
 *
 * @public
 */
export function rolloutPlan(
  input: Pick<RolloutInput, 'applied' | 'desired' | 'operation' | 'planDigest' | 'absent'>,
): Plan {
  const { applied, desired, operation, absent } = input;
  const made = plan(applied, desired, { operation, absent });
  if (operation !== 'repair' || planDigest(made) === input.planDigest) {
    return made;
  }
  const former = { ...plan(applied, desired), operation };
  return planDigest(former) === input.planDigest ? former : made;
}
