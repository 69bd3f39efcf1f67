import type { AuditEntry } from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import { chain } from '../audit/chain';
import type { ProjectedAuditEntry } from '../projection/ProjectionStore';
import type { NewAuditEntry } from './AuditStore';
import { AuditRow, toAuditEntry } from './auditRow';

/**
 * Appends to the chain of a project, in the transaction of the caller: transactions that append to
 * the same chain follow each other, so that the next sequence number and the previous hash are read
 * before they are used. To be called last: from here on others wait.
 */
export async function appendToChain(
  transaction: Knex.Transaction,
  project: string,
  network: string,
  entries: (NewAuditEntry | ProjectedAuditEntry)[],
): Promise<void> {
  if (entries.length === 0) {
    return;
  }
  if (transaction.client.config.client === 'pg') {
    await transaction.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `interconnect-audit/${project}`,
    ]);
  }
  const last = await transaction<AuditRow>('audit_log')
    .where({ project })
    .orderBy('sequence', 'desc')
    .first();
  let previous: AuditEntry | undefined = last && toAuditEntry(last);
  const rows: AuditRow[] = [];
  for (const entry of entries) {
    const { source, ...bare } = entry as ProjectedAuditEntry & NewAuditEntry;
    const chained: AuditEntry = chain(previous, { ...bare, network });
    previous = chained;
    rows.push({
      project,
      network,
      sequence: chained.sequence,
      time: chained.time,
      actor: chained.actor,
      action: chained.action,
      subject: chained.subject,
      outcome: chained.outcome,
      message: chained.message ?? null,
      rollout_id: chained.rolloutId ?? null,
      source_run: source?.runId ?? null,
      source_event: source?.eventId ?? null,
      source_index: source?.index ?? null,
      previous_hash: chained.previousHash,
      hash: chained.hash,
    });
  }
  await transaction.batchInsert('audit_log', rows, 50);
}
