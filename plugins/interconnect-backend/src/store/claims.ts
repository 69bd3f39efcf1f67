import type { DesiredNetwork } from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import type { NetworkRow } from './networkRow';
import type { RolloutRow } from './rolloutRow';

/** How many networks the project has beside this one. */
export function countOthers(
  claims: readonly Pick<DesiredNetwork, 'project' | 'name'>[],
  { project, name }: Pick<DesiredNetwork, 'project' | 'name'>,
): number {
  const names = claims.filter(claim => claim.project === project).map(claim => claim.name);
  return new Set(names.filter(one => one !== name)).size;
}

/**
 * Makes transactions that claim something follow each other, whatever their networks. Before
 * `lockNetwork`.
 */
export async function lockClaims(transaction: Knex.Transaction): Promise<void> {
  if (transaction.client.config.client === 'pg') {
    await transaction.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      'interconnect/claims',
    ]);
  }
}

/**
 * What all networks of all projects hold or may come to hold: what each asks for and, while a
 * rollout of it is open, what that one leads to and what it may go back to. So a network can be
 * there more than once.
 *
 * A rollout may end between the two reads: its network is read afterwards, so that what it came to
 * is there.
 */
export async function readClaims(db: Knex): Promise<DesiredNetwork[]> {
  const open = await db<RolloutRow>('rollouts')
    .whereNull('ended_at')
    .select('project', 'network', 'desired', 'replaced');
  const networks = await db<NetworkRow>('networks')
    .whereNull('deleted_at')
    .select('project', 'name', 'desired', 'succeeded');
  const moving = new Set(open.map(({ project, network }) => `${project}/${network}`));
  const texts = [
    ...open.flatMap(({ desired, replaced }) => [desired, replaced]),
    ...networks.flatMap(({ project, name, desired, succeeded }) => [
      desired,
      moving.has(`${project}/${name}`) ? succeeded : null,
    ]),
  ];
  return [...new Set(texts)].flatMap(text => (text === null ? [] : [JSON.parse(text)]));
}
