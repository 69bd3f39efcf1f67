/** One entry of a project's append-only audit log. @public */
export interface AuditEntry {
  /** 1, 2, … within the project: those of one network have gaps. */
  sequence: number;
  /** The network that it is about; empty: the project as a whole. */
  network: string;
  time: string;
  /**
   * Entity ref of the person, `service:` and the subject of a service, or `system` for what the
   * rollout did by itself. In entries of earlier versions services have no `service:` in front.
   */
  actor: string;
  /** `network.create`, `rollout.started`, `step.succeeded`, `rollout.rollback`, … */
  action: string;
  /** What it was done to: rollout id, step id, network. */
  subject: string;
  outcome: 'accepted' | 'refused' | 'started' | 'succeeded' | 'failed' | 'canceled';
  message?: string;
  rolloutId?: string;
  /** Hash of the entry before; of the first one 64 zeros. */
  previousHash: string;
  /** sha256 over the canonical JSON of all other fields. */
  hash: string;
}

/**
 * What the backend signs of a project's audit log: all entries up to this one are as they were
 * then. @public
 */
export interface AuditHead {
  project: string;
  sequence: number;
  /** Of the entry with this sequence. */
  hash: string;
  /** When it was signed. */
  time: string;
}

/** Something that is wrong with an audit log. @public */
export interface AuditProblem {
  /** Where: of the first entry concerned. */
  sequence: number;
  kind: 'changed' | 'unlinked' | 'missing' | 'misplaced' | 'rewritten' | 'truncated' | 'head';
  /** One sentence. */
  message: string;
}

/** What checking a project's audit log has found. @public */
export interface AuditVerification {
  project: string;
  /** How many entries there are. */
  entries: number;
  /** The first ones; none: nothing that was signed has been changed or removed. */
  problems: AuditProblem[];
  /** The last head that was signed; absent: none was. */
  head?: { sequence: number; time: string; keyId: string };
  /** How many entries came after it: nobody has signed them yet. */
  unsigned: number;
}
