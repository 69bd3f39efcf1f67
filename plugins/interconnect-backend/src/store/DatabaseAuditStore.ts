import type { AuditEntry } from '@interconnect/backstage-plugin-interconnect-common';
import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { AuditRow, toAuditEntry } from './rows';

/** A head of a project's audit log with its signature. */
export interface SignedHead {
  sequence: number;
  /** Compact JWS over the `AuditHead`. */
  signature: string;
}

/** The audit logs of projects, for those who check and sign them. */
export interface AuditStore {
  /** Entries of all networks of a project by sequence, those after `after`. */
  readAudit(project: string, page: { limit: number; after: number }): Promise<AuditEntry[]>;
  countAudit(project: string): Promise<number>;
  /** The last ones by sequence: each stands for everything before it, so older ones prove nothing more. */
  listHeads(project: string): Promise<SignedHead[]>;
  /** False: this entry has a head already. */
  saveHead(project: string, head: SignedHead): Promise<boolean>;
  /** Projects whose log has entries. */
  listProjects(): Promise<string[]>;
}

const maxHeads = 100;

interface HeadRow extends SignedHead {
  project: string;
}

/** In the plugin's database, whose schema `DatabaseNetworkStore` brings up to date. */
export class DatabaseAuditStore implements AuditStore {
  static async create(options: { database: DatabaseService }): Promise<DatabaseAuditStore> {
    return new DatabaseAuditStore(await options.database.getClient());
  }

  private constructor(private readonly db: Knex) {}

  async readAudit(project: string, page: { limit: number; after: number }): Promise<AuditEntry[]> {
    const rows = await this.db<AuditRow>('audit_log')
      .where({ project })
      .andWhere('sequence', '>', page.after)
      .orderBy('sequence')
      .limit(page.limit);
    return rows.map(toAuditEntry);
  }

  async countAudit(project: string): Promise<number> {
    const [{ count }] = await this.db('audit_log').where({ project }).count({ count: '*' });
    return Number(count);
  }

  async listHeads(project: string): Promise<SignedHead[]> {
    const rows = await this.db<HeadRow>('audit_heads')
      .where({ project })
      .orderBy('sequence', 'desc')
      .limit(maxHeads)
      .select('sequence', 'signature');
    return rows.reverse();
  }

  async saveHead(project: string, { sequence, signature }: SignedHead): Promise<boolean> {
    const saved = await this.db<HeadRow>('audit_heads')
      .insert({ project, sequence, signature })
      .onConflict(['project', 'sequence'])
      .ignore()
      .returning('sequence');
    return saved.length > 0;
  }

  async listProjects(): Promise<string[]> {
    const rows = await this.db<AuditRow>('audit_log').distinct('project').orderBy('project');
    return rows.map(({ project }) => project);
  }
}
