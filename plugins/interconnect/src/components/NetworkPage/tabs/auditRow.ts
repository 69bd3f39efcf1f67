import { AuditEntry } from '@interconnect/backstage-plugin-interconnect-common';

/** An audit entry as the table shows it. */
export interface AuditRow extends AuditEntry {
  id: number;
}

/** The text of an entry that the search looks in. */
export function auditText(entry: AuditEntry): string {
  const { time, actor, action, subject, outcome, message = '', rolloutId = '' } = entry;
  return [time, actor, action, subject, outcome, message, rolloutId].join(' ');
}

const states: Record<AuditEntry['outcome'], string> = {
  accepted: 'Ready',
  refused: 'NotReady',
  started: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  canceled: 'Canceled',
};

/** The state with whose icon an outcome is shown. */
export function stateOf(outcome: AuditEntry['outcome']): string {
  return states[outcome];
}
