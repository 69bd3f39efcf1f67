import { AuditVerifier, genesisHash } from '@interconnect/backstage-plugin-interconnect-common';
import { chain, UnchainedEntry } from './chain';

const entry = (subject: string): UnchainedEntry => ({
  time: '2026-11-22T10:00:00.000Z',
  network: 'shop',
  actor: 'user:default/anna',
  action: 'step.succeeded',
  subject,
  outcome: 'succeeded',
});

describe('chain', () => {
  it('numbers entries and ties each to the one before', () => {
    const a = chain(undefined, entry('a'));
    const b = chain(a, entry('b'));
    expect([a.sequence, b.sequence]).toEqual([1, 2]);
    expect([a.previousHash, b.previousHash]).toEqual([genesisHash, a.hash]);
    const verifier = new AuditVerifier([]);
    [a, b].forEach(one => verifier.add(one));
    expect(verifier.end()).toEqual([]);
  });

  it('does not depend on the order of fields, on undefined ones, or on what a caller has beside them', () => {
    const { time, ...rest } = entry('a');
    const same = { ...rest, message: undefined, source: { runId: 'x' }, time } as UnchainedEntry;
    expect(chain(undefined, same)).toEqual(chain(undefined, entry('a')));
  });
});
