import { X509Certificate } from 'node:crypto';

/** Certificates are renewed, and named, that long before they end. */
export const renewBeforeMs = 30 * 24 * 3600 * 1000;

/**
 * Why a certificate that Skupper issued is of no use (any more); undefined when it is fine.
 *
 * @param issued - data of its Secret (base64 of PEM)
 * @param authority - data of the Secret of the authority that must have signed it
 */
export function whyOutdated(
  issued: Record<string, string>,
  authority: Record<string, string>,
  now: Date,
  renewBefore = renewBeforeMs,
): string | undefined {
  const signer = parseCertificate(authority['tls.crt']);
  const certificate = parseCertificate(issued['tls.crt']);
  if (!signer) return 'the authority of the hub has no certificate yet';
  if (!certificate) return 'its certificate cannot be read';
  if (!certificate.verify(signer.publicKey)) {
    return 'it was signed by an authority that the hub has no more';
  }
  const ends = Date.parse(certificate.validTo);
  return ends - now.getTime() < renewBefore
    ? `its certificate ends on ${new Date(ends).toISOString().slice(0, 10)}`
    : undefined;
}

/** Which of its names an issued certificate does not have; undefined when it has all. */
export function whyNotFor(
  issued: Record<string, string>,
  hosts: readonly string[] = [],
): string | undefined {
  const { subjectAltName = '' } = parseCertificate(issued['tls.crt']) ?? {};
  const names = subjectAltName.split(', ');
  const lacking = hosts.filter(host => !names.includes(`DNS:${host}`));
  return lacking.length > 0 ? `its certificate is not for ${lacking.join(', ')}` : undefined;
}

/** A certificate as a Secret has it (base64 of PEM); undefined when it is none. */
export function parseCertificate(base64: string | undefined): X509Certificate | undefined {
  try {
    return base64 ? new X509Certificate(Buffer.from(base64, 'base64')) : undefined;
  } catch {
    return undefined;
  }
}
