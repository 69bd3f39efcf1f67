import {
  canonicalJson,
  plainText,
  sha256Hex,
  type AuditEntry,
} from '@interconnect/backstage-plugin-interconnect-common';

/** `previousHash` of the first entry of a network. */
export const genesisHash = '0'.repeat(64);

/** An entry before it has its place in the log of its network. */
export type UnchainedEntry = Omit<AuditEntry, 'sequence' | 'previousHash' | 'hash'>;

/** The place in a chain after which the next entry comes. */
export type ChainHead = Pick<AuditEntry, 'sequence' | 'hash'>;

/** Reason and error, each of them whole. */
const maxMessage = 4100;

/**
 * Gives an entry its place after `previous` (undefined: it is the network's first one). Its texts become such that every
 * database gives them back as they were hashed.
 */
export function chain(previous: ChainHead | undefined, entry: UnchainedEntry): AuditEntry {
  const { actor, action, subject, message, rolloutId } = entry;
  return place(previous, {
    ...entry,
    actor: plainText(actor, 255),
    action: plainText(action, 255),
    subject: plainText(subject, 1000),
    ...(message === undefined ? {} : { message: plainText(message, maxMessage) }),
    ...(rolloutId === undefined ? {} : { rolloutId: plainText(rolloutId, 255) }),
  });
}

function place(previous: ChainHead | undefined, entry: UnchainedEntry): AuditEntry {
  const placed = contentOf({
    ...entry,
    sequence: (previous?.sequence ?? 0) + 1,
    previousHash: previous?.hash ?? genesisHash,
  });
  return { ...placed, hash: hashOf(placed) };
}

/** Chains several entries in order. */
export function chainAll(previous: ChainHead | undefined, entries: UnchainedEntry[]): AuditEntry[] {
  let head = previous;
  return entries.map(entry => {
    const chained = chain(head, entry);
    head = chained;
    return chained;
  });
}

/**
 * Checks that entries, in order, are what was once written: nothing changed, removed, inserted or reordered.
 *
 * @param entries - a network's log from its first entry on, or a page of it that follows `after`
 * @param after - the entry before the first one; absent: the log is given from its beginning
 * @returns the sequence number at which the log is broken first; undefined when it is whole. Entries removed from the end
 *   can only be noticed by comparing the last hash with one that was noted elsewhere.
 */
export function verifyChain(entries: AuditEntry[], after?: ChainHead): number | undefined {
  let head = after;
  for (const entry of entries) {
    const expected = place(head, entry);
    if (
      entry.sequence !== expected.sequence ||
      entry.previousHash !== expected.previousHash ||
      entry.hash !== expected.hash
    ) {
      return expected.sequence;
    }
    head = entry;
  }
  return undefined;
}

/** The fields that count, without those that are undefined, without what a caller has beside them. */
function contentOf(entry: Omit<AuditEntry, 'hash'>): Omit<AuditEntry, 'hash'> {
  const { sequence, time, actor, action, subject, outcome, message, rolloutId, previousHash } =
    entry;
  return {
    sequence,
    time,
    actor,
    action,
    subject,
    outcome,
    ...(message === undefined ? {} : { message }),
    ...(rolloutId === undefined ? {} : { rolloutId }),
    previousHash,
  };
}

function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  return sha256Hex(canonicalJson(entry));
}
