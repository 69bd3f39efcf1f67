import type { Knex } from 'knex';
import type { StoredNetwork } from './NetworkStore';
import { NetworkRow, OpenRolloutRow, RolloutRow, toNetwork } from './rows';

type Networks = Knex.QueryBuilder<NetworkRow, NetworkRow[]>;

const openColumns = [
  'id',
  'project',
  'network',
  'state',
  'operation',
  'requested_at',
  'confirmed_at',
] as const;

/** A network that is not deleted, with the rollout of it that has not ended. */
export async function readNetwork(
  db: Knex,
  project: string,
  name: string,
): Promise<StoredNetwork | undefined> {
  const [network] = await readNetworks(db, 1, networks => networks.where({ project, name }));
  return network;
}

/** The first `limit` networks that `choose` selects, without those that are deleted. */
export async function readNetworks(
  db: Knex,
  limit: number,
  choose: (networks: Networks) => Networks,
): Promise<StoredNetwork[]> {
  const rows = await choose(db<NetworkRow>('networks').whereNull('deleted_at')).limit(limit);
  return withOpenRollouts(db, rows);
}

async function withOpenRollouts(db: Knex, rows: NetworkRow[]): Promise<StoredNetwork[]> {
  const open = await db<RolloutRow>('rollouts')
    .whereIn('project', [...new Set(rows.map(row => row.project))])
    .whereIn('network', [...new Set(rows.map(row => row.name))])
    .whereNull('ended_at')
    .select(...openColumns);
  const keyOf = (project: string, name: string) => `${project}/${name}`;
  const byNetwork = new Map<string, OpenRolloutRow>(
    open.map(row => [keyOf(row.project, row.network), row]),
  );
  return rows.map(row => toNetwork(row, byNetwork.get(keyOf(row.project, row.name))));
}
