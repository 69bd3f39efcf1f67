import type { AuditEntry } from '@interconnect/backstage-plugin-interconnect-common';
import { chain, chainAll, genesisHash, UnchainedEntry, verifyChain } from './chain';

const entry = (subject: string, more: Partial<UnchainedEntry> = {}): UnchainedEntry => ({
  time: '2026-11-22T10:00:00.000Z',
  actor: 'user:default/anna',
  action: 'step.succeeded',
  subject,
  outcome: 'succeeded',
  ...more,
});

const log = () =>
  chainAll(undefined, [
    entry('a'),
    entry('b', { message: 'Grüße, ÿ' }),
    entry('c', { rolloutId: 'r1' }),
    entry('d'),
  ]);

describe('chain', () => {
  it('numbers entries and ties each to the one before', () => {
    const [a, b, c, d] = log();
    expect([a, b, c, d].map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(a.previousHash).toBe(genesisHash);
    expect([b, c, d].map(({ previousHash }) => previousHash)).toEqual([a.hash, b.hash, c.hash]);
    expect(a.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('goes on after any entry', () => {
    const [a, b, c] = log();
    expect(chain(b, entry('c', { rolloutId: 'r1' }))).toEqual(c);
    expect(verifyChain([b, c], a)).toBeUndefined();
  });

  it('does not depend on the order of fields, on undefined ones, or on what a caller has beside them', () => {
    const [a] = log();
    const { time, ...rest } = entry('a');
    const same = { ...rest, message: undefined, source: { runId: 'x' }, time } as UnchainedEntry;
    expect(chain(undefined, same)).toEqual(a);
  });

  it('has the documented hash: sha256 over the canonical JSON of all other fields', () => {
    // printf '%s' '{"action":"step.succeeded",…,"time":"2026-11-22T10:00:00.000Z"}' | sha256sum
    expect(log()[0].hash).toBe('ae05838a4c7b7d394327cc017c1d0a4c5270243990e5d19d7ca8af3358b8484a');
  });

  it('is whole when nothing was done to it', () => {
    expect(verifyChain(log())).toBeUndefined();
    expect(verifyChain([])).toBeUndefined();
  });

  const fields = ['time', 'actor', 'action', 'subject', 'message', 'rolloutId'] as const;
  it.each(fields)('finds a changed %s', field => {
    const tampered = log();
    tampered[1] = { ...tampered[1], [field]: 'other' };
    expect(verifyChain(tampered)).toBe(2);
  });

  it('finds a changed outcome, and a changed entry whose own hash was made anew', () => {
    const outcome = log();
    outcome[2] = { ...outcome[2], outcome: 'failed' };
    expect(verifyChain(outcome)).toBe(3);

    const rehashed = log();
    rehashed[1] = chain(rehashed[0], entry('b', { message: 'nothing to see' }));
    expect(verifyChain(rehashed)).toBe(3);
  });

  it('finds removed, inserted and swapped entries', () => {
    const [a, b, c, d] = log();
    expect(verifyChain([a, c, d])).toBe(2);
    expect(verifyChain([b, c, d])).toBe(1);
    expect(verifyChain([a, chain(a, entry('x')), b, c, d])).toBe(3);
    expect(verifyChain([a, c, b, d])).toBe(2);
  });

  it('finds a message that was taken away', () => {
    const tampered: AuditEntry[] = log();
    delete tampered[1].message;
    expect(verifyChain(tampered)).toBe(2);
  });
});
