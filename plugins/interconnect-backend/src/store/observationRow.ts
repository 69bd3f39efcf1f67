import type { NetworkObservation } from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import { linksSince } from '../observe/linksSince';
import { findRow, lockNetwork, NetworkRow, unchanged } from './networkRow';

/**
 * `NetworkStore.saveObservation` in a transaction of the caller. Not a new revision: nothing is
 * decided on it.
 */
export async function saveObservation(
  transaction: Knex.Transaction,
  options: { project: string; name: string; revision: number; observation: NetworkObservation },
): Promise<boolean> {
  const { project, name, revision, observation } = options;
  await lockNetwork(transaction, project, name);
  const row = await findRow(transaction, project, name);
  const news = row && unchanged(row, revision) && newerObservation(observation, row);
  if (!row || !news) {
    return false;
  }
  if (Date.parse(observation.observedAt) < Date.parse(row.created_at)) {
    return false; // Of another network that had this name before.
  }
  await transaction<NetworkRow>('networks').where({ project, name }).update(news);
  return true;
}

/**
 * Columns of an observation that was made later than the one that a network has; undefined of one
 * that was not.
 */
export function newerObservation(
  observation: NetworkObservation,
  row: Pick<NetworkRow, 'observation'>,
): { observation: string } | undefined {
  const known: NetworkObservation | null = row.observation && JSON.parse(row.observation);
  return known === null || Date.parse(observation.observedAt) > Date.parse(known.observedAt)
    ? { observation: JSON.stringify(linksSince(observation, known)) }
    : undefined;
}
