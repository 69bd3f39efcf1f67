import type { RolloutEvent } from '../temporal/RolloutEvent';
import type { ProjectedAuditEntry } from './ProjectionStore';
import type { RolloutFold } from './RolloutFold';

/** Who an entry names when nobody asked for it: what the rollout did by itself. */
const systemActor = 'system';

/** What an event adds to the audit log, before it is told where it comes from. */
export type AuditNote = Pick<ProjectedAuditEntry, 'action' | 'subject' | 'outcome'> & {
  /** Absent: the rollout itself. */
  actor?: string;
  message?: string;
};

/** The result of folding one event. */
export interface Folded {
  fold: RolloutFold;
  audit: ProjectedAuditEntry[];
}

/** What the handlers of the kinds of events answer. */
export interface Change {
  fold: RolloutFold;
  notes: AuditNote[];
}

/** Makes entries of notes: time and place of the event, unique by run, event and index. */
export function auditEntries(
  rolloutId: string,
  runId: string,
  event: RolloutEvent,
  notes: AuditNote[],
): ProjectedAuditEntry[] {
  return notes.map(({ actor = systemActor, message, ...note }, index) => ({
    time: event.time,
    actor,
    ...note,
    ...(message ? { message } : {}),
    rolloutId,
    source: { runId, eventId: event.eventId, index },
  }));
}
