/** One entry of a network's append-only audit log. @public */
export interface AuditEntry {
  /** 1, 2, … within the network. */
  sequence: number;
  time: string;
  /** Entity ref of the person, or `system` for what the rollout did by itself. */
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
