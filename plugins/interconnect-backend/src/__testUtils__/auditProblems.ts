import {
  AuditEntry,
  AuditProblem,
  AuditVerifier,
} from '@interconnect/backstage-plugin-interconnect-common';

/** What is wrong with a project's log, as far as it tells itself. */
export function auditProblems(entries: AuditEntry[]): AuditProblem[] {
  const verifier = new AuditVerifier([]);
  entries.forEach(entry => verifier.add(entry));
  return verifier.end();
}
