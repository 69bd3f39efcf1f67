import type { NetworkObservation } from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import { findRow, lockNetwork, unchanged } from './networkRow';
import type { NetworkRow } from './rows';

/** `NetworkStore.saveObservation` in a transaction of the caller. Not a new revision: nothing is decided on it. */
export async function saveObservation(
  transaction: Knex.Transaction,
  options: { project: string; name: string; revision: number; observation: NetworkObservation },
): Promise<boolean> {
  const { project, name, revision, observation } = options;
  await lockNetwork(transaction, project, name);
  const row = await findRow(transaction, project, name);
  if (!row || !unchanged(row, revision) || !isNewer(observation, row)) {
    return false;
  }
  if (Date.parse(observation.observedAt) < Date.parse(row.created_at)) {
    return false; // Of another network that had this name before.
  }
  await transaction<NetworkRow>('networks')
    .where({ project, name })
    .update({ observation: JSON.stringify(observation) });
  return true;
}

/** Whether an observation was made later than the one that a network has. */
export function isNewer(
  { observedAt }: NetworkObservation,
  { observation }: Pick<NetworkRow, 'observation'>,
): boolean {
  const known: NetworkObservation | null = observation && JSON.parse(observation);
  return known === null || Date.parse(observedAt) > Date.parse(known.observedAt);
}
