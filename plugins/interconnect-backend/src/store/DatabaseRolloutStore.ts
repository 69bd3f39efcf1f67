import { DatabaseService, isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { ProjectionSave } from '../projection/ProjectionStore';
import type { RolloutFold } from '../projection/RolloutFold';
import type { RolloutHead } from '../projection/RolloutHead';
import { openDatabase } from './database';
import { decide } from './decide';
import { lockNetwork } from './networkRow';
import type { Outcome } from './NetworkStore';
import { saveProjection } from './projectionSave';
import {
  confirmRollout,
  deleteRollout,
  FoldRow,
  headColumns,
  RolloutRow,
  toFoldRow,
  toHead,
  toRolloutRow,
} from './rolloutRow';
import type { Reservation, RolloutStore, StoredRollout } from './RolloutStore';

/** Rollouts in the plugin's database: SQLite or PostgreSQL. */
export class DatabaseRolloutStore implements RolloutStore {
  static async create(options: { database: DatabaseService }): Promise<DatabaseRolloutStore> {
    return new DatabaseRolloutStore(await openDatabase(options.database));
  }

  private constructor(private readonly db: Knex) {}

  async reserve(reservation: Reservation): Promise<Outcome> {
    const { input, fold, revision, maxNetworks } = reservation;
    const { project, network: name, desired, rolloutId } = input;
    const decision = { project, name, revision, desired, maxNetworks };
    try {
      return await decide(this.db, decision, async transaction => {
        await transaction<RolloutRow>('rollouts').insert(toRolloutRow(reservation));
        await transaction<FoldRow>('rollout_folds').insert(toFoldRow(rolloutId, fold));
      });
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return 'changed';
      }
      throw error;
    }
  }

  async confirm(rolloutId: string, runId: string): Promise<void> {
    await this.change(rolloutId, (transaction, row) => confirmRollout(transaction, row, runId));
  }

  async noteApproval(rolloutId: string): Promise<void> {
    await this.db<RolloutRow>('rollouts')
      .where({ id: rolloutId, approval_given_at: null })
      .update({ approval_given_at: new Date().toISOString() });
  }

  async release(rolloutId: string): Promise<void> {
    await this.change(rolloutId, async (transaction, row) => {
      if (row.confirmed_at === null) {
        await deleteRollout(transaction, rolloutId);
      }
    });
  }

  async getRollout(
    project: string,
    network: string,
    rolloutId: string,
  ): Promise<StoredRollout | undefined> {
    const loaded = await this.read({ 'rollouts.id': rolloutId, project, network });
    return loaded && { ...loaded.rollout, fold: loaded.fold };
  }

  async findOpen(project: string, network: string): Promise<RolloutHead | undefined> {
    const row = await this.db<RolloutRow>('rollouts')
      .where({ project, network })
      .whereNull('ended_at')
      .first(...headColumns);
    return row && toHead(row);
  }

  async listRollouts(
    project: string,
    network: string,
    page: { limit: number; after?: { requestedAt: string; id: string } },
  ): Promise<RolloutHead[]> {
    const rows = await this.db<RolloutRow>('rollouts')
      .where({ project, network })
      .modify(query => page.after && olderThan(query, page.after))
      .orderBy([
        { column: 'requested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(page.limit)
      .select(...headColumns);
    return rows.map(toHead);
  }

  async listOpen(): Promise<RolloutHead[]> {
    const rows = await this.db<RolloutRow>('rollouts')
      .whereNull('ended_at')
      .orderBy('requested_at')
      .select(...headColumns);
    return rows.map(toHead);
  }

  async load(rolloutId: string): Promise<{ rollout: RolloutHead; fold: RolloutFold } | undefined> {
    return this.read({ 'rollouts.id': rolloutId });
  }

  async save(save: ProjectionSave): Promise<boolean> {
    return this.db.transaction(transaction => saveProjection(transaction, save));
  }

  /** Head and fold in one statement, so that they belong together. */
  private async read(
    which: Record<string, string>,
  ): Promise<{ rollout: RolloutHead; fold: RolloutFold } | undefined> {
    const row: (RolloutRow & FoldRow) | undefined = await this.db('rollouts')
      .join('rollout_folds', 'rollout_folds.id', 'rollouts.id')
      .where(which)
      .first(...headColumns.map(column => `rollouts.${column}`), 'fold');
    return row && { rollout: toHead(row), fold: JSON.parse(row.fold) };
  }

  /** Changes a rollout that is there, and its network, while nobody else does. */
  private async change(
    rolloutId: string,
    write: (transaction: Knex.Transaction, row: RolloutRow) => Promise<void>,
  ): Promise<void> {
    await this.db.transaction(async transaction => {
      const find = () => transaction<RolloutRow>('rollouts').where({ id: rolloutId }).first();
      const row = await find();
      if (row) {
        await lockNetwork(transaction, row.project, row.network);
        const current = await find();
        if (current) {
          await write(transaction, current);
        }
      }
    });
  }
}

function olderThan(query: Knex.QueryBuilder, after: { requestedAt: string; id: string }): void {
  query.andWhere(older =>
    older
      .where('requested_at', '<', after.requestedAt)
      .orWhere(same => same.where('requested_at', after.requestedAt).where('id', '<', after.id)),
  );
}
