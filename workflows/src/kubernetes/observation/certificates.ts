import { X509Certificate } from 'node:crypto';
import { type ClusterClient, isFailure, nameOf } from '../client';
import type { Secret } from '../skupper/types';

/** The public facts of a certificate; its Secret's bytes stay in this file. */
export interface CertificateFacts {
  /** sha256 fingerprint of the authority: the certificate's issuer, for an authority its own. */
  authority: string;
  notAfter: string;
}

/** Facts, or what is wrong with the Secret in words. */
export type CertificateReading = { facts: CertificateFacts } | { problem: string };

/** Which of a Secret's certificates is the authority. */
type AuthorityKey = 'ca.crt' | 'tls.crt';

/**
 * Reads the certificate in a Secret.
 *
 * @param authority - `ca.crt` for a certificate that was issued, `tls.crt` for an authority
 * @returns undefined where the worker may not read that Secret, which is the choice of whoever runs
 * the cluster
 */
export async function readCertificate(
  client: ClusterClient,
  { name, namespace }: { name: string; namespace: string },
  authority: AuthorityKey,
): Promise<CertificateReading | undefined> {
  const ref = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } };
  try {
    const secret = await client.get<Secret>(ref);
    return secret ? factsOf(secret, authority) : { problem: `${nameOf(ref)} is missing` };
  } catch (error) {
    if (isFailure(error, 'forbidden')) return undefined;
    throw error;
  }
}

/** The facts alone, never bytes, also not in errors. */
export function factsOf(secret: Secret, authority: AuthorityKey): CertificateReading {
  const certificate = (key: AuthorityKey) =>
    new X509Certificate(Buffer.from(secret.data?.[key] ?? '', 'base64'));
  try {
    return {
      facts: {
        authority: certificate(authority).fingerprint256.replaceAll(':', '').toLowerCase(),
        notAfter: new Date(certificate('tls.crt').validTo).toISOString(),
      },
    };
  } catch {
    return { problem: `${nameOf(secret)} holds no certificate that can be read` };
  }
}
