import type { DesiredNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import { appendToChain } from './auditLog';
import type { NetworkRow, RolloutRow } from './rows';

/**
 * Makes transactions about one network follow each other. SQLite has one connection and so one transaction at a time.
 */
export async function lockNetwork(
  transaction: Knex.Transaction,
  project: string,
  network: string,
): Promise<void> {
  if (transaction.client.config.client === 'pg') {
    await transaction.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `interconnect/${project}/${network}`,
    ]);
  }
}

/** The row of a network, also of one that is gone. */
export function findRow(
  transaction: Knex.Transaction,
  project: string,
  name: string,
): Promise<NetworkRow | undefined> {
  return transaction<NetworkRow>('networks').where({ project, name }).first();
}

/** Whether a decision that was made on `revision` (undefined: there was no such network) still holds. */
export function unchanged(row: NetworkRow | undefined, revision: number | undefined): boolean {
  const exists = row !== undefined && row.deleted_at === null;
  return exists ? row.revision === revision : revision === undefined;
}

/** Puts a document into the place of another one, or of none. */
export async function putDocument(
  transaction: Knex.Transaction,
  options: { desired: DesiredNetwork; generation: number; succeeded?: DesiredNetwork },
): Promise<void> {
  const { desired, generation, succeeded } = options;
  const { project, name } = desired;
  const now = new Date().toISOString();
  const row = await findRow(transaction, project, name);
  const changes = {
    desired: JSON.stringify(desired),
    generation,
    ...(succeeded && { succeeded: JSON.stringify(succeeded) }),
    updated_at: now,
    deleted_at: null,
  };
  if (row) {
    await transaction<NetworkRow>('networks')
      .where({ project, name })
      .update({
        ...changes,
        revision: row.revision + 1,
        ...(row.deleted_at !== null && { created_at: now }),
      });
  } else {
    await transaction<NetworkRow>('networks').insert({
      project,
      name,
      revision: 1,
      applied: '{}',
      created_at: now,
      ...changes,
    });
  }
}

/** Takes back a request of which nothing was done: the document that it took the place of stands again. */
export async function putBack(transaction: Knex.Transaction, rolloutId: string): Promise<void> {
  const row = await transaction<RolloutRow>('rollouts').where({ id: rolloutId }).first();
  if (!row || row.desired === null || row.desired === row.replaced) {
    return;
  }
  if (row.replaced === null) {
    await markGone(transaction, row.project, row.network);
  } else {
    await putDocument(transaction, {
      desired: JSON.parse(row.replaced),
      generation: row.generation + 1,
    });
  }
}

/** The network ceases to exist; the row stays, so that its generations are not used again. */
export async function markGone(
  transaction: Knex.Transaction,
  project: string,
  name: string,
): Promise<void> {
  const now = new Date().toISOString();
  await transaction<NetworkRow>('networks')
    .where({ project, name })
    .update({
      applied: '{}',
      observation: null,
      succeeded: null,
      former_spokes: null,
      deleted_at: now,
      updated_at: now,
    })
    .increment('revision', 1);
}

/**
 * The second half of a request whose workflow is known to run: its document takes its place (what stood there is kept, in
 * case that nobody approves the request), and the audit says who asked. Called by whoever finds out first, the request or the projection; the second call changes nothing.
 */
export async function placeRollout(
  transaction: Knex.Transaction,
  row: RolloutRow,
  runId: string,
): Promise<void> {
  if (row.confirmed_at !== null) {
    return;
  }
  const current = await findRow(transaction, row.project, row.network);
  const replaced = current?.deleted_at === null ? current.desired : null;
  await transaction<RolloutRow>('rollouts')
    .where({ id: row.id })
    .update({ confirmed_at: new Date().toISOString(), run_id: runId, replaced });
  if (row.desired !== null) {
    await putDocument(transaction, {
      desired: JSON.parse(row.desired),
      generation: row.generation,
    });
  }
  await appendToChain(transaction, row.project, row.network, [
    {
      time: row.requested_at,
      actor: row.requested_by,
      action: `network.${row.operation}`,
      subject: `${row.project}/${row.network}`,
      outcome: 'accepted',
      message: `generation ${row.generation}`,
      rolloutId: row.id,
    },
  ]);
}
