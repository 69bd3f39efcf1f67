import type { AuditEntry } from '@interconnect/backstage-plugin-interconnect-common';

export interface AuditRow {
  project: string;
  network: string;
  sequence: number;
  time: string;
  actor: string;
  action: string;
  subject: string;
  outcome: string;
  message: string | null;
  rollout_id: string | null;
  source_run: string | null;
  source_event: number | null;
  source_index: number | null;
  previous_hash: string;
  hash: string;
}

export function toAuditEntry(row: AuditRow): AuditEntry {
  return {
    sequence: row.sequence,
    network: row.network,
    time: row.time,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    outcome: row.outcome as AuditEntry['outcome'],
    ...(row.message !== null && { message: row.message }),
    ...(row.rollout_id !== null && { rolloutId: row.rollout_id }),
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
