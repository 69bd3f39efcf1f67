import { sha256Hex } from '../hash';
import { AuditVerifier } from './AuditVerifier';
import { auditEntryHash, genesisHash } from './entryHash';
import { AuditEntry, AuditHead } from './types';

/** A log of so many entries, chained; `change` is done to each before it is hashed. */
function log(count: number, change: (entry: AuditEntry) => Partial<AuditEntry> = () => ({})) {
  const entries: AuditEntry[] = [];
  for (let sequence = 1; sequence <= count; sequence++) {
    const entry: AuditEntry = {
      sequence,
      time: '2026-11-22T10:00:00.000Z',
      network: 'shop',
      actor: 'user:default/anna',
      action: 'step.succeeded',
      subject: `step-${sequence}`,
      outcome: 'succeeded',
      previousHash: entries.at(-1)?.hash ?? genesisHash,
      hash: '',
    };
    const changed = { ...entry, ...change(entry) };
    entries.push({ ...changed, hash: auditEntryHash(changed) });
  }
  return entries;
}
const headAt = (sequence: number, of = log(10)): AuditHead => ({
  project: 'edge-shop',
  sequence,
  hash: of[sequence - 1].hash,
  time: '2026-11-22T11:00:00.000Z',
});
function problems(entries: AuditEntry[], heads: AuditHead[] = [headAt(5), headAt(8)]) {
  const verifier = new AuditVerifier(heads);
  entries.forEach(entry => verifier.add(entry));
  return verifier.end().map(({ sequence, kind }) => [sequence, kind]);
}
const withEntry = (sequence: number, more: Partial<AuditEntry>) =>
  log(10).map(entry => (entry.sequence === sequence ? { ...entry, ...more } : entry));

describe('AuditVerifier', () => {
  it('finds nothing where nothing was done', () => {
    expect(problems(log(10))).toEqual([]);
    expect(problems(log(10), [])).toEqual([]);
    expect(problems([], [])).toEqual([]);
  });

  it('has the documented hash: sha256 over the canonical JSON of all other fields', () => {
    const [first] = log(1);
    const text =
      '{"action":"step.succeeded","actor":"user:default/anna","network":"shop","outcome":"succeeded",' +
      `"previousHash":"${genesisHash}","sequence":1,"subject":"step-1","time":"2026-11-22T10:00:00.000Z"}`;
    expect(first.hash).toBe(sha256Hex(text));
  });

  it.each(['time', 'network', 'actor', 'action', 'subject', 'message', 'rolloutId', 'outcome'])(
    'finds a changed %s',
    field => {
      expect(problems(withEntry(3, { [field]: 'other' }))).toEqual([[3, 'changed']]);
    },
  );

  it('finds a changed entry whose own hash was made anew', () => {
    const changed = { ...log(10)[2], message: 'nothing to see' };
    expect(problems(withEntry(3, { ...changed, hash: auditEntryHash(changed) }))).toEqual([
      [4, 'unlinked'],
    ]);
  });

  it('finds what was removed in the middle, at the beginning, and put in', () => {
    const [first, ...rest] = log(10);
    expect(problems(log(10).filter(({ sequence }) => sequence !== 3))).toEqual([[3, 'missing']]);
    expect(problems(log(10).filter(({ sequence }) => sequence < 3 || sequence > 6))).toEqual([
      [3, 'missing'],
    ]);
    expect(problems(rest)).toEqual([[1, 'missing']]);
    expect(problems([first, first, ...rest])).toEqual([[1, 'misplaced']]);
  });

  it('finds what stands in another order', () => {
    const [a, b, c, ...rest] = log(10);
    expect(problems([a, c, b, ...rest])).toEqual([
      [2, 'missing'],
      [2, 'misplaced'],
    ]);
    const swapped = [a, { ...c, sequence: 2 }, { ...b, sequence: 3 }, ...rest];
    expect(problems(swapped).map(([sequence]) => sequence)).toEqual(
      expect.arrayContaining([2, 3, 4]),
    );
  });

  it('finds a tail that was cut, and a log that was emptied, by the heads alone', () => {
    expect(problems(log(6))).toEqual([[7, 'truncated']]);
    expect(problems([])).toEqual([[1, 'truncated']]);
    expect(problems(log(8))).toEqual([]);
    expect(problems(log(6), [])).toEqual([]);
  });

  it('finds a chain that was made anew by somebody without the key, by the heads alone', () => {
    const forged = log(10, ({ sequence }) => (sequence === 3 ? { actor: 'user:default/eve' } : {}));
    expect(problems(forged)).toEqual([
      [5, 'rewritten'],
      [8, 'rewritten'],
    ]);
    expect(problems(forged, [])).toEqual([]);
    const shorter = log(9).map(entry => ({ ...entry, subject: 'other' }));
    expect(problems(log(9, entry => shorter[entry.sequence - 1] && { subject: 'other' }))).toEqual([
      [5, 'rewritten'],
      [8, 'rewritten'],
    ]);
  });

  it('goes on after an entry that was signed', () => {
    const verifier = new AuditVerifier([headAt(8)], headAt(5));
    log(10)
      .slice(5)
      .forEach(entry => verifier.add(entry));
    expect(verifier.end()).toEqual([]);
    const other = new AuditVerifier([], { sequence: 5, hash: 'f'.repeat(64) });
    other.add(log(10)[5]);
    expect(other.end()).toMatchObject([{ sequence: 6, kind: 'unlinked' }]);
  });
});
