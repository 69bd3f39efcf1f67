import { X509Certificate } from 'node:crypto';

/** An authority of a network that has been issued. */
export interface Authority {
  ordinal: number;
  certificate: X509Certificate;
}

/** What there is to do with the authorities of a network. */
export interface AuthorityChoice {
  /** Signs what is issued now; undefined: there is none. */
  signer?: Authority;
  /** All that have not ended, the newest first: whoever trusts trusts all of them. */
  trusted: Authority[];
  /** There is none, or the newest ends soon: another one is to be made. */
  isDue: boolean;
}

/**
 * A new authority is trusted everywhere before anything is signed with it, so that certificates of
 * before and of after are valid together. Because what an authority has signed ends with it, it is
 * replaced twice as early as certificates are.
 */
export function chooseAuthorities(
  known: readonly Authority[],
  now: Date,
  { renewBeforeMs, overlapMs }: { renewBeforeMs: number; overlapMs: number },
): AuthorityChoice {
  const time = now.getTime();
  const trusted = known
    .filter(({ certificate }) => Date.parse(certificate.validTo) > time)
    .sort((one, other) => other.ordinal - one.ordinal);
  const [newest] = trusted;
  const isKnown = ({ certificate }: Authority) =>
    time - Date.parse(certificate.validFrom) >= overlapMs;
  return {
    signer: trusted.find(isKnown) ?? trusted.at(-1),
    trusted,
    isDue: !newest || Date.parse(newest.certificate.validTo) - time < 2 * renewBeforeMs,
  };
}
