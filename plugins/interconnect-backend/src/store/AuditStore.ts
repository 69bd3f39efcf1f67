import type { AuditEntry } from '@interconnect/backstage-plugin-interconnect-common';

/** What a person did or was refused; the store gives it its place in the chain. */
export type NewAuditEntry = Omit<AuditEntry, 'sequence' | 'network' | 'previousHash' | 'hash'>;

/** A head of a project's audit log with its signature. */
export interface SignedHead {
  sequence: number;
  /** Compact JWS over the `AuditHead`. */
  signature: string;
}

/** The audit logs of projects: append-only, one hash chain a project. */
export interface AuditStore {
  /** Appends to the chain of the project, whether there is such a network or not. */
  append(project: string, network: string, entry: NewAuditEntry): Promise<void>;
  /** Entries of a network by sequence, those after `after`. */
  listAudit(
    project: string,
    network: string,
    page: { limit: number; after?: number },
  ): Promise<AuditEntry[]>;
  /** Entries of all networks of a project by sequence, those after `after`. */
  readAudit(project: string, page: { limit: number; after: number }): Promise<AuditEntry[]>;
  countAudit(project: string): Promise<number>;
  /**
   * The last ones by sequence: each stands for everything before it, so older ones prove nothing
   * more.
   */
  listHeads(project: string): Promise<SignedHead[]>;
  /** False: this entry has a head already. */
  saveHead(project: string, head: SignedHead): Promise<boolean>;
  /** Projects whose log has entries. */
  listProjects(): Promise<string[]>;
}
