import type {
  AppliedNetwork,
  DesiredNetwork,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import { standingOf } from './standing';

export interface NetworkRow {
  project: string;
  name: string;
  generation: number;
  revision: number;
  desired: string;
  applied: string;
  observation: string | null;
  succeeded: string | null;
  former_spokes: string | null;
  followed: string | null;
  standing: string | null;
  outstanding: string | null;
  planned_by: string | null;
  created_at: string;
  deleted_at: string | null;
}

/**
 * Makes transactions about one network follow each other. SQLite has one connection and so one
 * transaction at a time.
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

/**
 * Whether a decision that was made on `revision` (undefined: there was no such network) still
 * holds.
 */
export function unchanged(row: NetworkRow | undefined, revision: number | undefined): boolean {
  const exists = row !== undefined && row.deleted_at === null;
  return exists ? row.revision === revision : revision === undefined;
}

/** The columns of what is applied. */
export function appliedColumns(
  applied: AppliedNetwork,
): Pick<NetworkRow, 'applied' | 'standing' | 'outstanding' | 'planned_by'> {
  return {
    applied: JSON.stringify(applied),
    standing: JSON.stringify(standingOf(applied)),
    outstanding: null,
    planned_by: null,
  };
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
    outstanding: null,
    planned_by: null,
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
      created_at: now,
      ...appliedColumns({}),
      ...changes,
    });
  }
}

/** The network ceases to exist; the row stays, so that its generations are not used again. */
export async function markGone(
  transaction: Knex.Transaction,
  project: string,
  name: string,
): Promise<void> {
  await transaction<NetworkRow>('networks')
    .where({ project, name })
    .update({
      ...appliedColumns({}),
      observation: null,
      succeeded: null,
      former_spokes: null,
      followed: null,
      deleted_at: new Date().toISOString(),
    })
    .increment('revision', 1);
}
