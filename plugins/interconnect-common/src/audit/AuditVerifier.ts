import { auditEntryHash, genesisHash } from './entryHash';
import { AuditEntry, AuditHead, AuditProblem } from './types';

/** How many problems are told; when the log is forged, one is enough. */
const maxProblems = 50;

/**
 * Checks a project's audit log entry by entry, in the order of the log, against itself and against
 * heads that were signed.
 *
 * Without heads only changes that were made without care are found: whoever can write to the
 * database can make all hashes anew. With heads everything is found that was done to entries up to
 * the last of them.
 *
 * @public
 */
export class AuditVerifier {
  private expected: number;
  private previousHash: string | undefined;
  private readonly found: AuditProblem[] = [];
  private readonly heads: AuditHead[];

  /**
   * @param heads - whose signatures are valid, in any order
   * @param after - the entry after which the log is given, without `hash` when it is not known what
   *   it has to be; absent: the log is given from its beginning
   */
  constructor(heads: AuditHead[], after?: { sequence: number; hash?: string }) {
    this.heads = [...heads].sort((a, b) => a.sequence - b.sequence);
    this.expected = (after?.sequence ?? 0) + 1;
    this.previousHash = after ? after.hash : genesisHash;
  }

  /** The next entry. */
  add(entry: AuditEntry): void {
    const { sequence, hash, previousHash } = entry;
    if (sequence < this.expected) {
      this.problem(sequence, 'misplaced', `entry ${sequence} stands after ${this.expected - 1}`);
      return;
    }
    if (sequence > this.expected) {
      this.problem(this.expected, 'missing', `${named(this.expected, sequence - 1)} missing`);
    } else if (this.previousHash !== undefined && previousHash !== this.previousHash) {
      this.problem(
        sequence,
        'unlinked',
        `entry ${sequence} does not follow the one before it, which is another one by now`,
      );
    }
    if (auditEntryHash(entry) !== hash) {
      this.problem(sequence, 'changed', `entry ${sequence} is not what was written`);
    }
    for (const head of this.heads.filter(one => one.sequence === sequence && one.hash !== hash)) {
      this.problem(
        sequence,
        'rewritten',
        `entry ${sequence} is not the one that was signed at ${head.time}: it or an earlier one was written anew`,
      );
    }
    this.expected = sequence + 1;
    this.previousHash = hash;
  }

  /** All problems, when the log has ended. */
  end(): AuditProblem[] {
    const last = this.heads.at(-1);
    if (last && last.sequence >= this.expected) {
      this.problem(
        this.expected,
        'truncated',
        `${named(this.expected, last.sequence)} missing at the end: entry ${last.sequence} was there at ${last.time}`,
      );
    }
    return this.found;
  }

  private problem(sequence: number, kind: AuditProblem['kind'], message: string): void {
    if (this.found.length < maxProblems) {
      this.found.push({ sequence, kind, message });
    }
  }
}

function named(from: number, to: number): string {
  return from === to ? `entry ${from} is` : `entries ${from} to ${to} are`;
}
