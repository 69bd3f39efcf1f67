import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { AuditEntry } from '@interconnect/backstage-plugin-interconnect-common';
import type { Knex } from 'knex';
import { appendToChain } from './appendToChain';
import { AuditRow, toAuditEntry } from './auditRow';
import type { AuditStore, NewAuditEntry, SignedHead } from './AuditStore';
import { openDatabase } from './database';

const maxHeads = 100;

interface HeadRow extends SignedHead {
  project: string;
}

/** Audit logs in the plugin's database: SQLite or PostgreSQL. */
export class DatabaseAuditStore implements AuditStore {
  static async create(options: { database: DatabaseService }): Promise<DatabaseAuditStore> {
    return new DatabaseAuditStore(await openDatabase(options.database));
  }

  private constructor(private readonly db: Knex) {}

  async append(project: string, network: string, entry: NewAuditEntry): Promise<void> {
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
