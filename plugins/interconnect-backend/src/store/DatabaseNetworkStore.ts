import type { DatabaseService } from '@backstage/backend-plugin-api';
import type {
  DesiredNetwork,
  NetworkObservation,
} from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import { appendToChain } from './appendToChain';
import type { NewAuditEntry } from './AuditStore';
import { readClaims } from './claims';
import { openDatabase } from './database';
import { decide } from './decide';
import { markGone, NetworkRow, putDocument } from './networkRow';
import type {
  NetworkHead,
  NetworkPage,
  NetworkStore,
  NewDocument,
  Outcome,
  StoredNetwork,
} from './NetworkStore';
import { saveObservation } from './observationRow';
import { saveMissingOutstanding, saveOutstanding } from './outstandingRow';
import { readHeads, readNetworks } from './readNetworks';

/** Networks in the plugin's database: SQLite or PostgreSQL. */
export class DatabaseNetworkStore implements NetworkStore {
  static async create(options: { database: DatabaseService }): Promise<DatabaseNetworkStore> {
    const client = await openDatabase(options.database);
    await saveMissingOutstanding(client);
    return new DatabaseNetworkStore(client);
  }

  private constructor(private readonly db: Knex) {}

  async getNetwork(project: string, name: string): Promise<StoredNetwork | undefined> {
    const [network] = await readNetworks(this.db, 1, all => all.where({ project, name }));
    return network;
  }

  async getHead(project: string, name: string): Promise<NetworkHead | undefined> {
    const [head] = await readHeads(this.db, 1, all => all.where({ project, name }));
    return head;
  }

  async listHeads(page: NetworkPage, project?: string): Promise<NetworkHead[]> {
    return readHeads(this.db, page.limit, all =>
      (project === undefined ? all : all.where({ project })).modify(after, page),
    );
  }

  async listAllNetworks(page: NetworkPage): Promise<StoredNetwork[]> {
    return readNetworks(this.db, page.limit, all => all.modify(after, page));
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
    const decision = { project, name, revision, desired, maxNetworks };
    return decide(this.db, decision, async transaction => {
      await putDocument(transaction, { desired, generation, succeeded: desired });
      await saveOutstanding(transaction, project, name);
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
    return decide(this.db, { project, name, revision }, async transaction => {
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

  async saveFollowed(project: string, name: string, followed?: string): Promise<void> {
    await this.db<NetworkRow>('networks')
      .where({ project, name })
      .update({ followed: followed ?? null });
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
}

/** By project and name, those behind where the page before ended. */
function after(networks: Knex.QueryBuilder, page: NetworkPage): void {
  const { project, name } = page.after ?? { project: '', name: '' };
  networks
    .andWhere(later =>
      later
        .where('project', '>', project)
        .orWhere(sameProject => sameProject.where({ project }).andWhere('name', '>', name)),
    )
    .orderBy(['project', 'name']);
}
