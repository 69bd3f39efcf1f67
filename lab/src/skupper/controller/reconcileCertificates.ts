import { Certificate } from '../api/types';
import { Secret } from '../kube/types';
import { Context, timestamp, writeStatus } from './context';
import { isCertificateCorrect, issueCertificate } from './issueCertificate';
import { certificateSecret, secretData } from './objects/certificateSecret';
import { CONTROLLED } from './objects/owners';
import { errorOrReady, setCondition } from './status/conditions';

/** Secrets that were found right for a Certificate, by the versions of both that the cache holds. */
const checked = new WeakMap<Secret, Certificate>();

/** Makes the Secret of every Certificate in a namespace, authorities first, and says whether it is there. */
export async function reconcileCertificates(context: Context, namespace: string): Promise<void> {
  const all = context.cache.list<Certificate>('Certificate', namespace);
  const ordered = [...all.filter(c => c.spec?.signing), ...all.filter(c => !c.spec?.signing)];
  for (const certificate of ordered) {
    if (certificate.metadata.deletionTimestamp) continue;
    const message = await reconcileSecret(context, certificate).then(
      () => undefined,
      (error: Error) => error.message,
    );
    const status = setCondition(
      certificate,
      certificate.status ?? {},
      'Ready',
      errorOrReady(message),
      timestamp(),
    );
    if (certificate.status !== status) await writeStatus(context, certificate, status);
  }
}

async function reconcileSecret({ api, cache }: Context, certificate: Certificate): Promise<void> {
  const { name, namespace = '' } = certificate.metadata;
  const secret = cache.get<Secret>('Secret', namespace, name);
  if (secret && checked.get(secret) === certificate) return;
  const pem = decode(secret, 'tls.crt');
  if (secret && pem && isCertificateCorrect(certificate.spec!, pem)) {
    checked.set(secret, certificate);
    return;
  }
  if (secret && !isControlled(secret)) {
    throw new Error('secret exists but is not controlled by skupper');
  }
  const credentials = await issueCertificate(
    certificate.spec!,
    certificate.spec?.signing
      ? undefined
      : authority(cache.get('Secret', namespace, certificate.spec!.ca), certificate),
  );
  if (!secret) {
    cache.put(await api.create(certificateSecret(certificate, credentials)));
    return;
  }
  const annotations = {
    ...secret.metadata.annotations,
    'internal.skupper.io/hosts': (certificate.spec?.hosts ?? []).join(','),
  };
  const metadata = { ...secret.metadata, annotations };
  cache.put(await api.update({ ...secret, metadata, data: secretData(credentials) }));
}

function authority(secret: Secret | undefined, { metadata, spec }: Certificate) {
  const certificate = decode(secret, 'tls.crt');
  const privateKey = decode(secret, 'tls.key');
  if (!certificate || !privateKey) {
    throw new Error(`CA "${metadata.namespace}/${spec!.ca}" not found`);
  }
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
