import { canonicalJson, sha256Hex } from '../hash';
import { AuditEntry } from './types';

/** `previousHash` of the first entry of a project. @public */
export const genesisHash = '0'.repeat(64);

/** The hash that an entry must have: sha256 over the canonical JSON of its other fields. @public */
export function auditEntryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const { sequence, time, network, actor, action, subject, outcome } = entry;
  const { message, rolloutId, previousHash } = entry;
  return sha256Hex(
    canonicalJson({
      sequence,
      time,
      network,
      actor,
      action,
      subject,
      outcome,
      ...(message === undefined ? {} : { message }),
      ...(rolloutId === undefined ? {} : { rolloutId }),
      previousHash,
    }),
  );
}
