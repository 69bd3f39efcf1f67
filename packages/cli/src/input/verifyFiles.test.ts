import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AuditEntry,
  auditEntryHash,
  genesisHash,
} from '@interconnect/backstage-plugin-interconnect-common';
import { createSigner } from '@interconnect/backstage-plugin-interconnect-node';
import { verifyFiles } from './verifyFiles';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signer = createSigner({ id: 'one', key: privateKey });
const project = 'edge-shop';

function chained(subjects: string[]): AuditEntry[] {
  let previousHash = genesisHash;
  return subjects.map((subject, index) => {
    const entry = {
      sequence: index + 1,
      time: '2026-11-22T10:00:00.000Z',
      network: 'shop',
      actor: 'user:default/anna',
      action: 'network.put',
      subject,
      outcome: 'accepted' as const,
      previousHash,
    };
    previousHash = auditEntryHash(entry);
    return { ...entry, hash: previousHash };
  });
}
const headOf = ({ sequence, hash }: AuditEntry, by = signer) => {
  const time = '2026-11-22T11:00:00.000Z';
  return { sequence, signature: by.sign('auditHead', { project, sequence, hash, time }) };
};
const log = chained(['a', 'b', 'c', 'd', 'e', 'f']);

describe('audit verify', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interconnect-audit-'));
  const key = join(folder, 'key.pem');
  writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }));
  afterAll(() => rmSync(folder, { recursive: true }));

  let count = 0;
  function file(entries: AuditEntry[], heads = [headOf(log[1]), headOf(log[4])]) {
    const path = join(folder, `export-${(count += 1)}.jsonl`);
    const lines = [
      { type: 'export', project, time: 'now', keys: ['one'] },
      ...heads.map(head => ({ type: 'head', ...head })),
      ...entries.map(entry => ({ type: 'entry', entry })),
    ];
    writeFileSync(path, lines.map(line => `${JSON.stringify(line)}\n`).join(''));
    return path;
  }
  function verify(exported: string, keys = [key], earlier: string[] = []) {
    const lines: string[] = [];
    const code = verifyFiles(exported, { keys, earlier }, line => lines.push(line));
    return { code, text: lines.join('\n') };
  }

  it.each([key, `one=${key}`])(
    'says that all is as it was signed, and what is not signed yet (%s)',
    value => {
      const { code, text } = verify(file(log), [value]);
      expect(text).toMatch(/Signed up to entry 5 .* key one; 1 after it are not signed yet/);
      expect(code).toBe(0);
    },
  );

  it.each<[string, AuditEntry[], RegExp]>([
    ['a cut tail', log.slice(0, 3), /^4 truncated: entries 4 to 5 are missing at the end/m],
    ['an emptied log', [], /^1 truncated: entries 1 to 5 are missing/m],
    ['a removed entry', log.filter(({ sequence }) => sequence !== 3), /^3 missing: entry 3 is/m],
    ['another order', [log[0], log[2], log[1], ...log.slice(3)], /^2 misplaced: entry 2 stands/m],
    ['a changed entry', [log[0], { ...log[1], actor: 'x' }, ...log.slice(2)], /^2 changed/m],
    [
      'a log that was made anew without the key',
      chained(['a', 'b', 'EVE', 'd', 'e', 'f']),
      /^5 rewritten: entry 5 is not the one that was signed at 2026-11-22T11:00/m,
    ],
  ])('finds %s', (_, entries, found) => {
    const { code, text } = verify(file(entries));
    expect(text).toMatch(found);
    expect(text).toMatch(/NOT VERIFIED$/);
    expect(code).toBe(1);
  });

  it('finds heads of another key, of another place and of another project', () => {
    const eve = createSigner({ id: 'one', key: generateKeyPairSync('ed25519').privateKey });
    const forged = chained(['EVE']);
    const heads = [headOf(forged[0], eve)];
    expect(verify(file(forged, heads)).text).toMatch(/^1 head: .*not of the key one/m);
    const moved = [{ ...headOf(log[1]), sequence: 1 }];
    expect(verify(file(log, moved)).text).toMatch(/^1 head: .*is of entry 2/m);
  });

  it('finds by an earlier export what was cut together with the heads', () => {
    const cut = file(log.slice(0, 3), [headOf(log[1])]);
    expect(verify(cut).code).toBe(0);
    const { code, text } = verify(cut, [key], [file(log)]);
    expect(text).toMatch(/^4 truncated/m);
    expect(code).toBe(1);
  });

  it('does not call verified what nobody has signed', () => {
    const { code, text } = verify(file(log, []));
    expect([code, text]).toEqual([1, expect.stringMatching(/Not signed/)]);
  });

  it('says why when it cannot check', () => {
    expect(() => verify(key)).toThrow('Nothing was checked: Line 1 is no JSON');
    expect(() => verify(join(folder, 'none'))).toThrow(
      /^Nothing was checked: .*none is not there$/,
    );
    expect(() => verify(file(log), [join(folder, 'none')])).toThrow(/none is not there$/);
    expect(() => verify(folder)).toThrow(/cannot be read \(EISDIR\)$/);
    expect(() => verify(file(log), [file(log)])).toThrow(
      /is no key \(accepted: a public key in PEM\)$/,
    );
  });
});
