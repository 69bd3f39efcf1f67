import { auditEntries } from './foldAudit';
import { foldLost } from './foldEnd';
import { networkEffects } from './networkEffects';
import type { ProjectionSave } from './ProjectionStore';
import type { RolloutFold } from './RolloutFold';

/**
 * Ends a rollout of which no history can be read (any more): it was never started, or Temporal has
 * forgotten it. What is known to be applied stays as it was folded last.
 *
 * @param nothingDone - it is known that no step has begun
 */
export function endWithoutHistory(
  fold: RolloutFold,
  time: string,
  message: string,
  nothingDone = false,
): ProjectionSave {
  // The finding takes the place of one more event, so that of two replicas that make it only one is
  // saved.
  const position = { ...fold.position, eventId: fold.position.eventId + 1 };
  const { notes, fold: ended } = foldLost(fold, time, message, nothingDone);
  const event = { eventId: position.eventId, time, type: 'Other' } as const;
  const next = { ...ended, position };
  return {
    rolloutId: fold.rolloutId,
    expected: fold.position,
    fold: next,
    audit: auditEntries(fold.rolloutId, position.runId, event, notes),
    network: networkEffects(next),
  };
}
