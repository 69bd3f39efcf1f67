import {
  DatabaseService,
  isDatabaseConflictError,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  AuditEntry,
  checkAgainstOthers,
  DesiredNetwork,
  NetworkObservation,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import { initialFold } from '../projection/initialFold';
import type { OpenRollout, ProjectionSave, ProjectionStore } from '../projection/ProjectionStore';
import type { RolloutFold } from '../projection/RolloutFold';
import { appendToChain } from './auditLog';
import { countOthers, lockClaims, readClaims } from './claims';
import { findRow, lockNetwork, markGone, placeRollout, putDocument, unchanged } from './networkRow';
import type {
  NetworkStore,
  NewAuditEntry,
  NewDocument,
  Outcome,
  Reservation,
  StoredNetwork,
  StoredRollout,
} from './NetworkStore';
import { readNetwork, readNetworks } from './readNetworks';
import { saveObservation } from './observationRow';
import { saveProjection } from './projectionSave';
import {
  AuditRow,
  NetworkRow,
  RolloutRow,
  toAuditEntry,
  toOpenRollout,
  toRollout,
  toRolloutRow,
} from './rows';

/** Networks in the plugin's database: SQLite or PostgreSQL. */
export class DatabaseNetworkStore implements NetworkStore, ProjectionStore {
  /** Brings the schema up to date, unless the database says that somebody else does that. */
  static async create(options: { database: DatabaseService }): Promise<DatabaseNetworkStore> {
    const client = await options.database.getClient();
    if (!options.database.migrations?.skip) {
      await client.migrate.latest({
        directory: resolvePackagePath(
          '@interconnect/backstage-plugin-interconnect-backend',
          'migrations',
        ),
      });
    }
    return new DatabaseNetworkStore(client);
  }

  private constructor(private readonly db: Knex) {}

  async getNetwork(project: string, name: string): Promise<StoredNetwork | undefined> {
    return readNetwork(this.db, project, name);
  }

  async listNetworks(
    project: string,
    page: { limit: number; after?: string },
  ): Promise<StoredNetwork[]> {
    return readNetworks(this.db, page.limit, networks =>
      networks
        .where({ project })
        .andWhere('name', '>', page.after ?? '')
        .orderBy('name'),
    );
  }

  async listAllNetworks(page: {
    limit: number;
    after?: { project: string; name: string };
  }): Promise<StoredNetwork[]> {
    const { project, name } = page.after ?? { project: '', name: '' };
    return readNetworks(this.db, page.limit, networks =>
      networks
        .andWhere(later =>
          later
            .where('project', '>', project)
            .orWhere(sameProject => sameProject.where({ project }).andWhere('name', '>', name)),
        )
        .orderBy(['project', 'name']),
    );
  }

  async listClaims(): Promise<DesiredNetwork[]> {
    return readClaims(this.db);
  }

  async nextGeneration(project: string, name: string): Promise<number> {
    const row = await this.db<NetworkRow>('networks').where({ project, name }).first('generation');
    return (row?.generation ?? 0) + 1;
  }

  async saveDocument(document: NewDocument): Promise<Outcome> {
    const { desired, generation, revision, maxNetworks, audit } = document;
    const { project, name } = desired;
    return this.decide({ project, name, revision, desired, maxNetworks }, async transaction => {
      await putDocument(transaction, { desired, generation, succeeded: desired });
      await appendToChain(transaction, project, name, [audit]);
    });
  }

  async removeNetwork(options: {
    project: string;
    name: string;
    revision: number;
    audit: NewAuditEntry;
  }): Promise<Outcome> {
    const { project, name, revision, audit } = options;
    return this.decide({ project, name, revision }, async transaction => {
      await markGone(transaction, project, name);
      await appendToChain(transaction, project, name, [audit]);
    });
  }

  async saveObservation(options: {
    project: string;
    name: string;
    revision: number;
    observation: NetworkObservation;
  }): Promise<boolean> {
    return this.db.transaction(transaction => saveObservation(transaction, options));
  }

  async saveManifests(manifests: Record<string, string>): Promise<void> {
    const created_at = new Date().toISOString();
    for (const [digest, text] of Object.entries(manifests)) {
      await this.db('manifests').insert({ digest, text, created_at }).onConflict('digest').ignore();
    }
  }

  async getManifests(digests: string[]): Promise<Record<string, string>> {
    const rows = await this.db('manifests').whereIn('digest', digests).select('digest', 'text');
    const manifests = Object.fromEntries(rows.map(row => [row.digest, row.text]));
    const missing = digests.filter(digest => manifests[digest] === undefined);
    if (missing.length > 0) {
      throw new Error(`The store has no manifest with digest ${missing.join(', ')}`);
    }
    return manifests;
  }

  async reserve(reservation: Reservation): Promise<Outcome> {
    const { input, requestedAt, revision, maxNetworks } = reservation;
    const { project, network: name, desired } = input;
    const fold = initialFold(input, requestedAt);
    try {
      return await this.decide(
        { project, name, revision, desired, maxNetworks },
        async transaction => {
          await transaction<RolloutRow>('rollouts').insert(toRolloutRow(reservation, fold));
        },
      );
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return 'changed';
      }
      throw error;
    }
  }

  async confirm(rolloutId: string, runId: string): Promise<void> {
    await this.withRollout(rolloutId, (transaction, row) => placeRollout(transaction, row, runId));
  }

  async noteApproval(rolloutId: string): Promise<void> {
    await this.db<RolloutRow>('rollouts')
      .where({ id: rolloutId, approval_given_at: null })
      .update({ approval_given_at: new Date().toISOString() });
  }

  async release(rolloutId: string): Promise<void> {
    await this.withRollout(rolloutId, async (transaction, row) => {
      if (row.confirmed_at === null) {
        await transaction('rollouts').where({ id: rolloutId }).delete();
      }
    });
  }

  async getRollout(
    project: string,
    network: string,
    rolloutId: string,
  ): Promise<StoredRollout | undefined> {
    const row = await this.db<RolloutRow>('rollouts')
      .where({ id: rolloutId, project, network })
      .first();
    return row && toRollout(row);
  }

  async listRollouts(
    project: string,
    network: string,
    page: { limit: number; after?: { requestedAt: string; id: string } },
  ): Promise<StoredRollout[]> {
    const rows = await this.db<RolloutRow>('rollouts')
      .where({ project, network })
      .modify(query => page.after && olderThan(query, page.after))
      .orderBy([
        { column: 'requested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(page.limit);
    return rows.map(toRollout);
  }

  async appendAudit(project: string, network: string, entry: NewAuditEntry): Promise<void> {
    await this.db.transaction(async transaction => {
      await appendToChain(transaction, project, network, [entry]);
    });
  }

  async listAudit(
    project: string,
    network: string,
    page: { limit: number; after?: number },
  ): Promise<AuditEntry[]> {
    const rows = await this.db<AuditRow>('audit_log')
      .where({ project, network })
      .andWhere('sequence', '>', page.after ?? 0)
      .orderBy('sequence')
      .limit(page.limit);
    return rows.map(toAuditEntry);
  }

  async listOpen(): Promise<OpenRollout[]> {
    const rows = await this.db<RolloutRow>('rollouts')
      .whereNull('ended_at')
      .orderBy('requested_at')
      .select(
        'id',
        'project',
        'network',
        'workflow_id',
        'run_id',
        'requested_at',
        'approval_given_at',
      );
    return rows.map(toOpenRollout);
  }

  async load(rolloutId: string): Promise<{ rollout: OpenRollout; fold: RolloutFold } | undefined> {
    const row = await this.db<RolloutRow>('rollouts').where({ id: rolloutId }).first();
    return row && { rollout: toOpenRollout(row), fold: JSON.parse(row.fold) };
  }

  async save(save: ProjectionSave): Promise<boolean> {
    return this.db.transaction(transaction => saveProjection(transaction, save));
  }

  /**
   * Writes only if the network is as it was when the decision was made, no rollout of it is open, and what is asked for
   * does not clash with another network, and is not one more than the project may have: between the check and the write
   * nobody else claims anything.
   */
  private async decide(
    decision: {
      project: string;
      name: string;
      revision: number | undefined;
      desired?: DesiredNetwork;
      maxNetworks?: number;
    },
    write: (transaction: Knex.Transaction) => Promise<void>,
  ): Promise<Outcome> {
    const { project, name, revision, desired, maxNetworks = Infinity } = decision;
    return this.db.transaction(async transaction => {
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

  private async withRollout(
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
