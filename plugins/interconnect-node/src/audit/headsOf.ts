import type { AuditHead, AuditProblem } from '@interconnect/backstage-plugin-interconnect-common';
import { SignatureError, type Verifier } from '../signing/signatures';

/** A head whose signature is valid. @public */
export interface TrustedHead extends AuditHead {
  keyId: string;
}

/**
 * The heads of a project's audit log: those with a valid signature, and what is wrong with the
 * others.
 *
 * @param signed - by sequence, as the database keeps them beside the log
 * @public
 */
export function headsOf(
  project: string,
  signed: readonly { sequence: number; signature: string }[],
  verifier: Verifier,
): { trusted: TrustedHead[]; problems: AuditProblem[] } {
  const trusted: TrustedHead[] = [];
  const problems: AuditProblem[] = [];
  for (const { sequence, signature } of signed) {
    try {
      const head = verifier.verify<AuditHead>('auditHead', signature);
      if (head.project !== project || head.sequence !== sequence) {
        throw new SignatureError(`is of entry ${head.sequence} of project ${head.project}`);
      }
      trusted.push({ ...head, keyId: keyIdOf(signature) });
    } catch (error) {
      if (!(error instanceof SignatureError)) throw error;
      const message = `the head at entry ${sequence} ${error.message}`;
      problems.push({ sequence, kind: 'head', message });
    }
  }
  return { trusted, problems };
}

/** The id of the key that a signature names. @public */
export function keyIdOf(signature: string): string {
  try {
    const header = Buffer.from(signature.split('.')[0], 'base64url').toString('utf8');
    return String(JSON.parse(header).kid);
  } catch {
    return '';
  }
}
