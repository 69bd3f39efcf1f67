import { Authority, chooseAuthorities } from './chooseAuthorities';

const day = 24 * 3600 * 1000;
const now = new Date('2031-01-01T00:00:00Z');
const times = { renewBeforeMs: 30 * day, overlapMs: 7 * day };
const dated = (days: number) => new Date(now.getTime() + days * day).toISOString();

/** An authority that was made and ends so many days from now. */
const authority = (ordinal: number, made: number, ends: number) =>
  ({ ordinal, certificate: { validFrom: dated(made), validTo: dated(ends) } }) as Authority;

function chosen(...known: Authority[]) {
  const { signer, trusted, isDue } = chooseAuthorities(known, now, times);
  return { signer: signer?.ordinal, trusted: trusted.map(({ ordinal }) => ordinal), isDue };
}

it.each<[string, Authority[], ReturnType<typeof chosen>]>([
  ['none is there', [], { signer: undefined, trusted: [], isDue: true }],
  [
    'the first one is new: nobody trusts another',
    [authority(1, 0, 1825)],
    { signer: 1, trusted: [1], isDue: false },
  ],
  [
    'the only one ends within two months',
    [authority(1, -1770, 55)],
    { signer: 1, trusted: [1], isDue: true },
  ],
  [
    'a new one is trusted, and signs nothing yet',
    [authority(1, -1772, 53), authority(2, -2, 1823)],
    { signer: 1, trusted: [2, 1], isDue: false },
  ],
  [
    'after a week it signs',
    [authority(2, -8, 1817), authority(1, -1778, 47)],
    { signer: 2, trusted: [2, 1], isDue: false },
  ],
  [
    'the former one has ended',
    [authority(1, -1830, -5), authority(2, -2, 1823)],
    { signer: 2, trusted: [2], isDue: false },
  ],
])('%s', (_, known, expected) => expect(chosen(...known)).toEqual(expected));
