import {
  checkAgainstOthers,
  DesiredNetwork,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import { countOthers, lockClaims, readClaims } from './claims';
import { findRow, lockNetwork, unchanged } from './networkRow';
import type { Outcome } from './NetworkStore';
import type { RolloutRow } from './rolloutRow';

/** What somebody decided about a network, and what that depends on. */
export interface Decision {
  project: string;
  name: string;
  /** Of the network that it was decided on; absent: there was no such network. */
  revision: number | undefined;
  /** What it claims; absent: nothing. */
  desired?: DesiredNetwork;
  /** Networks that the project may have; absent: any. */
  maxNetworks?: number;
}

/**
 * Writes only if the network is as it was when the decision was made, no rollout of it is open, and
 * what is asked for does not clash with another network, and is not one more than the project may
 * have: between the check and the write nobody else claims anything.
 */
export async function decide(
  db: Knex,
  decision: Decision,
  write: (transaction: Knex.Transaction) => Promise<void>,
): Promise<Outcome> {
  const { project, name, revision, desired, maxNetworks = Infinity } = decision;
  return db.transaction(async transaction => {
    if (desired) {
      await lockClaims(transaction);
    }
    await lockNetwork(transaction, project, name);
    const open = await transaction<RolloutRow>('rollouts')
      .where({ project, network: name })
      .whereNull('ended_at')
      .first('id');
    if (open || !unchanged(await findRow(transaction, project, name), revision)) {
      return 'changed';
    }
    if (desired) {
      const claims = await readClaims(transaction);
      const clashes = checkAgainstOthers(desired, claims).length > 0;
      if (clashes || countOthers(claims, desired) >= maxNetworks) {
        return 'changed';
      }
    }
    await write(transaction);
    return 'done';
  });
}
