import {
  auditEntryHash,
  genesisHash,
  plainText,
  type AuditEntry,
} from '@interconnect/backstage-plugin-interconnect-common';

/** An entry before it has its place in the log of its project. */
export type UnchainedEntry = Omit<AuditEntry, 'sequence' | 'previousHash' | 'hash'>;

/** The place in a chain after which the next entry comes. */
export type ChainHead = Pick<AuditEntry, 'sequence' | 'hash'>;

/** Reason and error, each of them whole. */
const maxMessage = 4100;

/**
 * Gives an entry its place after `previous` (undefined: it is the project's first one). Its texts
 * become such that every database gives them back as they were hashed.
 */
export function chain(previous: ChainHead | undefined, entry: UnchainedEntry): AuditEntry {
  const { time, network, actor, action, subject, outcome, message, rolloutId } = entry;
  const placed = {
    sequence: (previous?.sequence ?? 0) + 1,
    time,
    network,
    actor: plainText(actor, 255),
    action: plainText(action, 255),
    subject: plainText(subject, 1000),
    outcome,
    ...(message === undefined ? {} : { message: plainText(message, maxMessage) }),
    ...(rolloutId === undefined ? {} : { rolloutId: plainText(rolloutId, 255) }),
    previousHash: previous?.hash ?? genesisHash,
  };
  return { ...placed, hash: auditEntryHash(placed) };
}
