import { currentRecord, outstandingOf } from '@interconnect/backstage-plugin-interconnect-common';
// eslint-disable-next-line @backstage/no-undeclared-imports -- of the workspace
import { version } from '@interconnect/backstage-plugin-interconnect-common/package.json';
import type { Knex } from 'knex';
import { findRow, lockNetwork, NetworkRow } from './networkRow';
import type { RolloutRow } from './rolloutRow';
import { standingOf } from './standing';

/**
 * Keeps what is left to do of a network that stands still, so that nobody has to plan who only
 * reads. To be called in every transaction after which no rollout of the network is open and its
 * document or what is applied is another one.
 */
export async function saveOutstanding(
  transaction: Knex.Transaction,
  project: string,
  name: string,
): Promise<void> {
  const row = await findRow(transaction, project, name);
  if (row && row.deleted_at === null) {
    const applied = currentRecord(JSON.parse(row.applied));
    await transaction<NetworkRow>('networks')
      .where({ project, name })
      .update({
        standing: JSON.stringify(standingOf(applied)),
        outstanding: JSON.stringify(outstandingOf(applied, JSON.parse(row.desired))),
        planned_by: version,
      });
  }
}

/** Does so for all networks of which it was never done, or with the planner of another version. */
export async function saveMissingOutstanding(db: Knex): Promise<void> {
  const open = db<RolloutRow>('rollouts')
    .whereNull('ended_at')
    .whereRaw('rollouts.project = networks.project and rollouts.network = networks.name');
  const networks = await db<NetworkRow>('networks')
    .whereNull('deleted_at')
    .whereNotExists(open)
    .andWhere(old => old.whereNull('planned_by').orWhereNot('planned_by', version))
    .select('project', 'name');
  for (const { project, name } of networks) {
    await db.transaction(async transaction => {
      await lockNetwork(transaction, project, name);
      await saveOutstanding(transaction, project, name);
    });
  }
}
