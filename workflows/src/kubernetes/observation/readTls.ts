import {
  clientSecret,
  type NetworkRef,
  type ObserveInput,
  serverSecretOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { type ClusterClient, isFailure } from '../client';
import { readAuthorities } from '../skupper/tlsAuthority';
import { listenerSecretName, trustSecretName } from '../skupper/tlsNames';
import type { Member } from './MemberReading';
import { applicationsOn } from './readApplications';
import { fingerprintOf, readTlsSecret, type TlsReading } from './tlsFacts';

/** What a member showed of TLS between its router and applications. */
export interface MemberTls {
  /** By `namespace/name`; without those that may not be read. */
  secrets: Record<string, TlsReading>;
  /** On the hub: those with which it signs. */
  authorities?: { fingerprint: string; notAfter: string }[];
}

/** Reads the Secrets that there are to be; nothing when no application has TLS. */
export async function readTls(
  client: ClusterClient,
  input: ObserveInput,
  { cluster, role }: Member,
): Promise<MemberTls | undefined> {
  const { network, exposed, settings } = input;
  const secured = exposed.filter(({ tls }) => tls);
  if (secured.length === 0) return undefined;
  const { namespace } = network;
  const refs = [
    { name: listenerSecretName, namespace },
    ...secured
      .filter(service => service.cluster === cluster)
      .flatMap(service => [
        { name: serverSecretOf(service), namespace: service.namespace },
        { name: trustSecretName(service.application), namespace },
      ]),
    ...applicationsOn(cluster, settings)
      .filter(({ tls }) => tls === 'client')
      .map(application => ({ name: clientSecret, namespace: application.namespace })),
  ];
  const keys = new Map(refs.map(ref => [`${ref.namespace}/${ref.name}`, ref]));
  const found = await Promise.all(
    [...keys].map(async ([key, ref]) => [key, await readTlsSecret(client, ref)] as const),
  );
  const authorities = role === 'hub' ? await authoritiesOf(client, network) : undefined;
  return {
    secrets: Object.fromEntries(found.flatMap(([key, one]) => (one ? [[key, one] as const] : []))),
    ...(authorities && {
      authorities: authorities.map(({ certificate }) => ({
        fingerprint: fingerprintOf(certificate),
        notAfter: new Date(certificate.validTo).toISOString(),
      })),
    }),
  };
}

async function authoritiesOf(client: ClusterClient, network: NetworkRef) {
  try {
    return await readAuthorities(client, network);
  } catch (error) {
    if (isFailure(error, 'forbidden')) return undefined;
    throw error;
  }
}
