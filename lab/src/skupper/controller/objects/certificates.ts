import { API_VERSION, Certificate, SecuredAccess, Site } from '../../api/types';
import { KubeObject, ObjectMeta } from '../../../kube/types';
import { CONTROLLED, ownedBy } from './owners';

/** Annotations that say for which hosts each owner needs a Certificate; the owner's UID follows. */
const HOSTS_OF = 'internal.skupper.io/hosts-';

/** The hosts that any of a Certificate's owners needs. */
export function combinedHosts(annotations: Record<string, string>): string[] {
  const hosts = Object.entries(annotations).flatMap(([name, value]) =>
    name.startsWith(HOSTS_OF) && value ? value.split(',') : [],
  );
  return [...new Set(hosts)].sort();
}

/** The annotations of a Certificate without those of owners that it does not have any more. */
export function withoutOwnersGone(metadata: ObjectMeta): Record<string, string> {
  const entries = Object.entries(metadata.annotations ?? {}).filter(([name]) => {
    const [, uid] = name.split(HOSTS_OF);
    return !uid || metadata.ownerReferences?.some(owner => owner.uid === uid);
  });
  return Object.fromEntries(entries);
}

/**
 * The Certificates that every site has: two authorities and the server certificate of its local
 * Service.
 */
export function siteCertificates(site: Site): Certificate[] {
  const { name, namespace } = site.metadata;
  const service = 'skupper-router-local';
  return [
    certificate(site, 'skupper-site-ca', { ca: '', signing: true, subject: `${name} site CA` }),
    certificate(site, 'skupper-local-ca', { ca: '', signing: true, subject: `${name} local CA` }),
    certificate(site, 'skupper-local-server', {
      ca: 'skupper-local-ca',
      hosts: [service, `${service}.${namespace}`, `${service}.${namespace}.svc.cluster.local`],
      server: true,
      subject: service,
    }),
  ];
}

/**
 * The server certificate of a SecuredAccess, valid for the addresses it got and for its names in
 * the cluster.
 */
export function accessCertificate(access: SecuredAccess): Certificate | undefined {
  const { name, namespace } = access.metadata;
  if (!access.spec?.issuer) return undefined;
  const addresses = (access.status?.endpoints ?? []).flatMap(({ host }) => (host ? [host] : []));
  return certificate(access, access.spec.certificate || name, {
    ca: access.spec.issuer,
    hosts: [...new Set([...addresses, name, `${name}.${namespace}`])],
    server: true,
    subject: name,
  });
}

function certificate(owner: KubeObject, name: string, spec: Certificate['spec']): Certificate {
  return {
    apiVersion: API_VERSION,
    kind: 'Certificate',
    metadata: {
      name,
      namespace: owner.metadata.namespace,
      labels: { 'internal.skupper.io/certificate': 'true' },
      annotations: {
        [CONTROLLED]: 'true',
        [`${HOSTS_OF}${owner.metadata.uid}`]: [...(spec?.hosts ?? [])].sort().join(','),
      },
      ownerReferences: ownedBy(owner),
    },
    spec,
  };
}
