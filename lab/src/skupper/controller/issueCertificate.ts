import 'reflect-metadata';
import {
  createPrivateKey,
  generateKeyPair,
  KeyObject,
  randomBytes,
  webcrypto,
  X509Certificate,
} from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import * as x509 from '@peculiar/x509';
import { Certificate } from '../api/types';
import { Credentials } from './objects/certificateSecret';

x509.cryptoProvider.set(webcrypto as unknown as Crypto);

/**
 * How long authorities and certificates are valid: five years, as long as the real controller's.
 */
const VALIDITY_MS = 5 * 365 * 24 * 3600 * 1000;
const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/**
 * A new RSA 2048 key (PKCS#1) with a certificate for what a Certificate object asks for. Addresses
 * among the hosts become names as well, because the router compares names only. Every certificate
 * can be used by servers and by clients.
 *
 * @param authority - certificate and key that sign; none for a Certificate that is an authority
 * itself
 */
export async function issueCertificate(
  spec: NonNullable<Certificate['spec']>,
  authority?: Pick<Credentials, 'certificate' | 'privateKey'>,
  now = new Date(),
): Promise<Credentials> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const publicKey = await importKey(pair.publicKey, 'verify');
  const signer = authority ? createPrivateKey(authority.privateKey) : pair.privateKey;
  const signingKey = await importKey(signer, 'sign');
  const subject = [{ CN: [spec.subject] }];
  const hosts = (spec.hosts ?? []).map(host => host.trim()).filter(Boolean);
  const usages = x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment;
  const parent = authority && new x509.X509Certificate(authority.certificate);
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      subject,
      issuer: parent ? parent.subjectName : subject,
      notBefore: now,
      notAfter: new Date(now.getTime() + VALIDITY_MS),
      signingAlgorithm: ALGORITHM,
      publicKey,
      signingKey,
      extensions: [
        new x509.BasicConstraintsExtension(!parent, undefined, true),
        new x509.KeyUsagesExtension(
          // eslint-disable-next-line no-bitwise
          parent ? usages : usages | x509.KeyUsageFlags.keyCertSign,
          true,
        ),
        new x509.ExtendedKeyUsageExtension([
          x509.ExtendedKeyUsage.serverAuth,
          x509.ExtendedKeyUsage.clientAuth,
        ]),
        parent
          ? await x509.AuthorityKeyIdentifierExtension.create(parent, false, webcrypto as never)
          : await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto as never),
        ...(hosts.length ? [alternativeNames(hosts)] : []),
      ],
    },
    webcrypto as unknown as Crypto,
  );
  const pem = `${certificate.toString('pem')}\n`;
  return {
    certificate: pem,
    privateKey: pair.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string,
    authority: authority?.certificate ?? pem,
  };
}

/**
 * Whether a certificate (PEM) still is what its Certificate object asks for: in time, same subject,
 * same hosts.
 */
export function isCertificateCorrect(
  spec: NonNullable<Certificate['spec']>,
  pem: string,
  now = new Date(),
): boolean {
  try {
    const certificate = new X509Certificate(pem);
    if (now > new Date(certificate.validTo)) return false;
    if (new x509.X509Certificate(pem).subjectName.getField('CN')[0] !== spec.subject) return false;
    const valid = new Set(
      (certificate.subjectAltName ?? '').split(', ').flatMap(entry => {
        const [, name] = /^(?:DNS|IP Address):(.+)$/.exec(entry) ?? [];
        return name ? [name] : [];
      }),
    );
    const hosts = new Set(spec.hosts ?? []);
    return valid.size === hosts.size && [...hosts].every(host => valid.has(host));
  } catch {
    return false;
  }
}

function alternativeNames(hosts: string[]) {
  return new x509.SubjectAlternativeNameExtension([
    ...hosts.map(value => ({ type: 'dns' as const, value })),
    ...hosts.filter(host => isIP(host)).map(value => ({ type: 'ip' as const, value })),
  ]);
}

function serialNumber(): string {
  const bytes = randomBytes(16);
  // A positive number without leading zeros, as DER wants it.
  // eslint-disable-next-line no-bitwise
  bytes[0] = (bytes[0] & 0x7f) | 0x40;
  return bytes.toString('hex');
}

function importKey(key: KeyObject, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  const [format, type] =
    usage === 'sign' ? (['pkcs8', 'pkcs8'] as const) : (['spki', 'spki'] as const);
  const der = key.export({ type, format: 'der' } as never) as unknown as Buffer;
  return webcrypto.subtle.importKey(format, der, ALGORITHM, true, [usage]) as Promise<CryptoKey>;
}
