import { isDeepStrictEqual } from 'node:util';
import { Certificate } from '../api/types';
import { Secret } from '../../kube/types';
import { Context, failureOf, timestamp, writeStatus } from './context';
import { isCertificateCorrect, issueCertificate } from './issueCertificate';
import { certificateSecret, secretData } from './objects/certificateSecret';
import { combinedHosts, withoutOwnersGone } from './objects/certificates';
import { CONTROLLED } from './objects/owners';
import { reconciled } from './objects/reconciled';
import { errorOrReady, withOneCondition } from './status/conditions';

const keyOf = ({ metadata: { namespace, name } }: Certificate) => `${namespace}/${name}`;

/**
 * Makes a Certificate that the controller needs, or changes the one that it remembers.
 * @throws when there is one that it does not remember, as in the moments after a restart
 */
export async function ensureCertificate(
  { api, memory: { certificates } }: Context,
  wanted: Certificate,
): Promise<void> {
  const key = keyOf(wanted);
  const known = certificates.get(key);
  if (!known) {
    certificates.set(key, await api.create(wanted));
    return;
  }
  const next = reconciled(known, wanted);
  if (next !== known) certificates.set(key, await api.update(next));
}

/**
 * A Certificate was made, changed, deleted, or is looked at again: its Secret is made when it is
 * missing or does not fit. Who signed it is not looked at, so a new authority changes nothing by
 * itself.
 */
export async function handleCertificate(
  context: Context,
  key: string,
  certificate: Certificate | undefined,
): Promise<void> {
  const { certificates, secrets } = context.memory;
  if (!certificate) {
    certificates.delete(key);
    const secret = secrets.get(key);
    if (secret) await context.api.remove(secret);
    secrets.delete(key);
    return;
  }
  const annotations = withoutOwnersGone(certificate.metadata);
  if (!isDeepStrictEqual(annotations, certificate.metadata.annotations ?? {})) {
    const metadata = { ...certificate.metadata, annotations };
    const spec = { ...certificate.spec!, hosts: combinedHosts(annotations) };
    certificates.set(key, await context.api.update({ ...certificate, metadata, spec }));
    return;
  }
  await reconcile(context, key, certificate);
}

/**
 * The Secret of a Certificate was made, changed or deleted. A deleted one comes back when its
 * Certificate is looked at.
 */
export async function handleCertificateSecret(
  context: Context,
  key: string,
  secret: Secret | undefined,
): Promise<void> {
  const { certificates, secrets } = context.memory;
  if (!secret) {
    secrets.delete(key);
    return;
  }
  secrets.set(key, secret);
  const certificate = certificates.get(key);
  if (certificate) await reconcile(context, key, certificate);
}

async function reconcile(context: Context, key: string, certificate: Certificate): Promise<void> {
  const { certificates } = context.memory;
  const failure = await failureOf(() => reconcileSecret(context, key, certificate));
  const known = certificate.status ?? {};
  const state = errorOrReady(failure?.message);
  const status = withOneCondition(certificate, known, 'Ready', state, timestamp());
  certificates.set(key, certificate);
  if (status === known) return;
  certificate.status = status;
  certificates.set(key, await writeStatus(context, certificate));
}

async function reconcileSecret(
  { api, memory: { secrets } }: Context,
  key: string,
  certificate: Certificate,
): Promise<void> {
  const secret = secrets.get(key);
  const pem = decode(secret, 'tls.crt');
  if (secret && pem && isCertificateCorrect(certificate.spec!, pem)) return;
  if (secret && !isControlled(secret)) {
    throw new Error('secret exists but is not controlled by skupper');
  }
  const authorityKey = `${certificate.metadata.namespace}/${certificate.spec!.ca}`;
  const credentials = await issueCertificate(
    certificate.spec!,
    certificate.spec?.signing ? undefined : authority(secrets.get(authorityKey), authorityKey),
  );
  if (!secret) {
    secrets.set(key, await api.create(certificateSecret(certificate, credentials)));
    return;
  }
  const annotations = {
    ...secret.metadata.annotations,
    'internal.skupper.io/hosts': (certificate.spec?.hosts ?? []).join(','),
  };
  const metadata = { ...secret.metadata, annotations };
  secrets.set(key, await api.update({ ...secret, metadata, data: secretData(credentials) }));
}

function authority(secret: Secret | undefined, key: string) {
  const certificate = decode(secret, 'tls.crt');
  const privateKey = decode(secret, 'tls.key');
  if (!certificate || !privateKey) throw new Error(`CA "${key}" not found`);
  return { certificate, privateKey };
}

function decode(secret: Secret | undefined, key: string): string | undefined {
  const value = secret?.data?.[key];
  return value && Buffer.from(value, 'base64').toString('utf8');
}

function isControlled({ metadata }: Secret): boolean {
  return (
    CONTROLLED in (metadata.annotations ?? {}) ||
    (metadata.ownerReferences ?? []).some(({ kind }) => kind === 'Certificate')
  );
}
