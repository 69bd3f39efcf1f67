import { createPrivateKey, X509Certificate } from 'node:crypto';
import { type ClusterClient, isFailure, nameOf } from '../client';
import { secretRef } from '../skupper/hub';
import type { Secret } from '../skupper/types';

/** The public facts of a Secret for TLS with applications; its bytes stay in this file. */
export interface TlsFacts {
  /** sha256 fingerprints of the authorities in `ca.crt`. */
  authorities: string[];
  /** Of `tls.crt`; absent: there is none. */
  certificate?: {
    /** Fingerprint of that authority in `ca.crt` which signed it; absent: none did. */
    authority?: string;
    /** It is of no use after that: its own end, or that of its authority. */
    notAfter: string;
    names: string[];
    /** Whether `tls.key` is its key. */
    hasKey: boolean;
  };
}

/** Facts, or what is wrong with the Secret in words. */
export type TlsReading = TlsFacts | { problem: string };

/** @returns undefined where the worker may not read that Secret */
export async function readTlsSecret(
  client: ClusterClient,
  { name, namespace }: { name: string; namespace: string },
): Promise<TlsReading | undefined> {
  const ref = secretRef(name, namespace);
  try {
    const secret = await client.get<Secret>(ref);
    return secret ? tlsFactsOf(secret) : { problem: `${nameOf(ref)} is missing` };
  } catch (error) {
    if (isFailure(error, 'forbidden')) return undefined;
    throw error;
  }
}

/** The facts alone, never bytes, also not in errors. */
export function tlsFactsOf(secret: Secret): TlsReading {
  const text = (key: string) => Buffer.from(secret.data?.[key] ?? '', 'base64').toString();
  try {
    const authorities = certificatesIn(text('ca.crt'));
    return {
      authorities: authorities.map(fingerprintOf),
      ...(text('tls.crt') && {
        certificate: leafFacts(new X509Certificate(text('tls.crt')), authorities, text('tls.key')),
      }),
    };
  } catch {
    return { problem: `${nameOf(secret)} holds no certificate that can be read` };
  }
}

function leafFacts(leaf: X509Certificate, authorities: X509Certificate[], key: string) {
  const signer = authorities.find(authority => leaf.verify(authority.publicKey));
  const ends = [leaf, ...(signer ? [signer] : [])].map(({ validTo }) => Date.parse(validTo));
  return {
    ...(signer && { authority: fingerprintOf(signer) }),
    notAfter: new Date(Math.min(...ends)).toISOString(),
    names: [...(leaf.subjectAltName ?? '').matchAll(/DNS:([^,\s]+)/g)].map(([, name]) => name),
    hasKey: isKeyOf(leaf, key),
  };
}

function isKeyOf(certificate: X509Certificate, key: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

function certificatesIn(pem: string): X509Certificate[] {
  const parts = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  return (parts ?? []).map(part => new X509Certificate(part));
}

export function fingerprintOf({ fingerprint256 }: X509Certificate): string {
  return fingerprint256.replaceAll(':', '').toLowerCase();
}
