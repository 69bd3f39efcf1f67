import { currentRecord } from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import type { RolloutHead } from '../projection/RolloutHead';
import type { NetworkRow } from './networkRow';
import type { NetworkHead, StoredNetwork } from './NetworkStore';
import { headColumns as rolloutColumns, RolloutRow, toHead as toRolloutHead } from './rolloutRow';
import { standingOf } from './standing';

type Networks = Knex.QueryBuilder<NetworkRow, NetworkRow[]>;

/** What a head is made from: not what is applied, nor where a rollback leads. */
const headColumns = [
  'project',
  'name',
  'generation',
  'revision',
  'desired',
  'standing',
  'outstanding',
  'observation',
  'former_spokes',
] as const satisfies (keyof NetworkRow)[];

type HeadRow = Pick<NetworkRow, (typeof headColumns)[number]>;

/** The first `limit` networks that `choose` selects, without those that are deleted. */
export async function readHeads(
  db: Knex,
  limit: number,
  choose: (networks: Networks) => Networks,
): Promise<NetworkHead[]> {
  const networks = choose(db<NetworkRow>('networks').whereNull('deleted_at')).limit(limit);
  const rows: HeadRow[] = await networks.select(...headColumns);
  const openOf = await openRollouts(db, rows);
  return rows.map(row => toHead(row, openOf(row)));
}

/** The same with all that there is of them. */
export async function readNetworks(
  db: Knex,
  limit: number,
  choose: (networks: Networks) => Networks,
): Promise<StoredNetwork[]> {
  const rows = await choose(db<NetworkRow>('networks').whereNull('deleted_at')).limit(limit);
  const openOf = await openRollouts(db, rows);
  return rows.map(row => toNetwork(row, openOf(row)));
}

async function openRollouts(
  db: Knex,
  networks: Pick<NetworkRow, 'project' | 'name'>[],
): Promise<(network: Pick<NetworkRow, 'project' | 'name'>) => RolloutHead | undefined> {
  const open = await db<RolloutRow>('rollouts')
    .whereIn('project', [...new Set(networks.map(({ project }) => project))])
    .whereIn('network', [...new Set(networks.map(({ name }) => name))])
    .whereNull('ended_at')
    .select(...rolloutColumns);
  const keyOf = (project: string, name: string) => `${project}/${name}`;
  const heads = new Map(open.map(row => [keyOf(row.project, row.network), toRolloutHead(row)]));
  return ({ project, name }) => heads.get(keyOf(project, name));
}

function toHead(row: HeadRow, open: RolloutHead | undefined): NetworkHead {
  return {
    project: row.project,
    name: row.name,
    generation: row.generation,
    revision: row.revision,
    desired: JSON.parse(row.desired),
    standing: row.standing === null ? standingOf({}) : JSON.parse(row.standing),
    ...(row.observation !== null && { observation: JSON.parse(row.observation) }),
    ...(row.former_spokes !== null && { formerSpokes: JSON.parse(row.former_spokes) }),
    ...(open ? { open } : row.outstanding !== null && { outstanding: JSON.parse(row.outstanding) }),
  };
}

function toNetwork(row: NetworkRow, open: RolloutHead | undefined): StoredNetwork {
  return {
    ...toHead(row, open),
    applied: currentRecord(JSON.parse(row.applied)),
    ...(row.succeeded !== null && { succeeded: JSON.parse(row.succeeded) }),
    ...(row.followed !== null && { followed: row.followed }),
  };
}
