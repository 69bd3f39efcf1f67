import { KeyObject } from 'node:crypto';
import {
  AuditEntry,
  AuditHead,
  AuditProblem,
  AuditVerification,
  AuditVerifier,
} from '@interconnect/backstage-plugin-interconnect-common';
import { createVerifier } from '../signing/signatures';
import { headsOf, keyIdOf } from './headsOf';

/** A public key that heads may be signed with. @public */
export interface ExportKey {
  /** Absent: the key is tried for every id that no other key has. */
  id?: string;
  key: KeyObject;
}

type Line =
  | { type: 'export'; project: string; time: string; keys: string[] }
  | { type: 'head'; sequence: number; signature: string }
  | { type: 'entry'; entry: AuditEntry };

/**
 * Checks an export of `GET …/audit/export`. It needs nothing but public keys.
 *
 * @param lines - of the export
 * @param earlier - heads of earlier exports of the same project: what was signed then must still be
 *   there
 * @throws Error when a line cannot be read
 * @public
 */
export function verifyExport(
  lines: Iterable<string>,
  options: { keys: ExportKey[]; earlier?: Iterable<string>[] },
): AuditVerification {
  const parsed = [...readLines(lines)];
  const [begin] = parsed;
  if (begin?.type !== 'export') {
    throw new Error('This is no export of an audit log: its first line does not say so');
  }
  const { project } = begin;
  const own = parsed.flatMap(line => (line.type === 'head' ? [line] : []));
  const noted = (options.earlier ?? []).flatMap(file =>
    [...readLines(file)].flatMap(line => (line.type === 'head' ? [line] : [])),
  );
  const heads = trustedHeads(project, own, options.keys);
  const old = trustedHeads(project, noted, options.keys);
  const verifier = new AuditVerifier(distinct([...heads.trusted, ...old.trusted]));
  const entries = parsed.flatMap(line => (line.type === 'entry' ? [line.entry] : []));
  entries.forEach(entry => verifier.add(entry));
  const head = heads.trusted.at(-1);
  const problems: AuditProblem[] = [...heads.problems, ...old.problems, ...verifier.end()];
  return {
    project,
    entries: entries.length,
    problems,
    ...(head && { head: { sequence: head.sequence, time: head.time, keyId: head.keyId } }),
    unsigned: Math.max(0, (entries.at(-1)?.sequence ?? 0) - (head?.sequence ?? 0)),
  };
}

function trustedHeads(
  project: string,
  signed: { sequence: number; signature: string }[],
  keys: ExportKey[],
) {
  const named = keys.flatMap(({ id, key }) => (id === undefined ? [] : [{ id, key }]));
  const unnamed = keys.find(({ id }) => id === undefined);
  const ids = [...new Set(signed.map(({ signature }) => keyIdOf(signature)))];
  const others = ids.filter(id => !named.some(key => key.id === id));
  const verifier = createVerifier([
    ...named,
    ...(unnamed ? others.map(id => ({ id, key: unnamed.key })) : []),
  ]);
  return headsOf(project, signed, verifier);
}

function distinct(heads: AuditHead[]): AuditHead[] {
  return [...new Map(heads.map(head => [`${head.sequence} ${head.hash}`, head])).values()];
}

function* readLines(lines: Iterable<string>): Generator<Line> {
  let number = 0;
  for (const line of lines) {
    number += 1;
    if (line === '') continue;
    try {
      yield JSON.parse(line);
    } catch {
      throw new Error(`Line ${number} is no JSON`);
    }
  }
}
