import { Certificate } from '../../api/types';
import { Secret } from '../../../kube/types';
import { CONTROLLED, ownedBy } from './owners';

/** A key pair and its certificate chain, as PEM. */
export interface Credentials {
  certificate: string;
  privateKey: string;
  authority: string;
}

/** The Secret that keeps a Certificate's credentials, named like it. */
export function certificateSecret(certificate: Certificate, credentials: Credentials): Secret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: {
      name: certificate.metadata.name,
      namespace: certificate.metadata.namespace,
      annotations: {
        [CONTROLLED]: 'true',
        'internal.skupper.io/certificate': 'true',
        'internal.skupper.io/hosts': (certificate.spec?.hosts ?? []).join(','),
      },
      ownerReferences: ownedBy(certificate),
    },
    data: secretData(credentials),
  };
}

/** The data of a Secret of type kubernetes.io/tls. */
export function secretData(credentials: Credentials): Record<string, string> {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  return {
    'ca.crt': encode(credentials.authority),
    'tls.crt': encode(credentials.certificate),
    'tls.key': encode(credentials.privateKey),
  };
}
