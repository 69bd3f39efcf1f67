import { AuditEntry } from '@interconnect/backstage-plugin-interconnect-common';
import { auditOf, rolloutsOf, shopNetwork } from '../../../dev/answers';
import { toCsv, toJsonLines } from './exportAudit';

const entry: AuditEntry = {
  network: 'shop',
  sequence: 1,
  time: '2026-01-01T00:00:00.000Z',
  actor: 'user:default/guest',
  action: 'network.create',
  subject: 'edge-shop/shop',
  outcome: 'accepted',
  previousHash: '0'.repeat(64),
  hash: 'a'.repeat(64),
};

it('writes CSV with a header and empty cells for what is absent', () => {
  expect(toCsv([entry])).toBe(
    'sequence,time,actor,action,subject,outcome,message,rolloutId,previousHash,hash\r\n' +
      `1,2026-01-01T00:00:00.000Z,user:default/guest,network.create,edge-shop/shop,accepted,,,${'0'.repeat(64)},${'a'.repeat(64)}\r\n`,
  );
});

it('quotes, and disarms formulas', () => {
  const cell = (message: string) => toCsv([{ ...entry, message }]).split('\r\n')[1];
  expect(cell('a "b", c')).toContain(',"a ""b"", c",');
  expect(toCsv([{ ...entry, message: 'two\nlines' }])).toContain(',"two\nlines",');
  expect(cell('=1+1')).toContain(",'=1+1,");
  expect(cell('@x')).toContain(",'@x,");
  expect(cell('-2')).toContain(",'-2,");
});

it('writes JSON lines that are what the API answered', () => {
  const network = shopNetwork(new Date());
  const entries = auditOf(network, rolloutsOf(network, new Date()));
  const lines = toJsonLines(entries).trimEnd().split('\n');
  expect(lines.map(line => JSON.parse(line))).toEqual(entries);
});
