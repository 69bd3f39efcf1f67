import {
  clientSecret,
  type ExposedService,
  namesOfPublished,
  type NetworkRef,
  type ObserveInput,
  serverSecretOf,
  serviceHost,
} from '@interconnect/backstage-plugin-interconnect-common';
import { renewBeforeMs } from '../skupper/authority';
import { listenerSecretName, trustSecretName } from '../skupper/tlsNames';
import type { MemberReading } from './MemberReading';
import { applicationsOn } from './readApplications';
import { dayOf } from './texts';
import type { TlsFacts } from './tlsFacts';

/** What keeps a member's routers, servers and clients from TLS with each other. */
export function tlsProblems(
  reading: MemberReading,
  input: ObserveInput,
  hub: MemberReading | undefined,
): string[] {
  const { network, exposed, settings } = input;
  const secured = exposed.filter(({ tls }) => tls);
  if (!reading.tls || secured.length === 0) return [];
  const names = secured.flatMap(service =>
    namesOfPublished(service, network.namespace, reading.clusterDomain),
  );
  const router = shownProblems(reading, `${network.namespace}/${listenerSecretName}`, names, hub);
  const clients = applicationsOn(reading.cluster, settings)
    .filter(({ tls }) => tls === 'client')
    .flatMap(({ namespace }) => clientProblems(reading, network, namespace));
  const servers = secured
    .filter(({ cluster }) => cluster === reading.cluster)
    .flatMap(service => serverTlsProblems(reading, network, service, hub));
  return [...router, ...clients, ...servers];
}

/** Why a server's router refuses it, as far as its Secret tells. */
export function serverTlsProblems(
  reading: MemberReading,
  network: NetworkRef,
  service: ExposedService,
  hub: MemberReading | undefined,
): string[] {
  const { name, namespace, tls } = service;
  if (!reading.tls || !tls) return [];
  const key = `${namespace}/${serverSecretOf(service)}`;
  const trustKey = `${network.namespace}/${trustSecretName(service.application)}`;
  const trust = reading.tls.secrets[trustKey];
  const authority = factsOf(reading, key)?.certificate?.authority;
  return [
    ...shownProblems(reading, key, [serviceHost(name, namespace, reading.clusterDomain)], hub),
    ...(trust && 'problem' in trust ? [trust.problem] : []),
    ...(trust && 'authorities' in trust && authority && !trust.authorities.includes(authority)
      ? [`the router does not trust the authority of Secret ${key}, which Secret ${trustKey} lacks`]
      : []),
  ];
}

/** A certificate that a server or a router shows. */
function shownProblems(
  { tls, observedAt }: MemberReading,
  key: string,
  names: readonly string[],
  hub: MemberReading | undefined,
): string[] {
  const found = tls?.secrets[key];
  if (!found) return [];
  if ('problem' in found) return [found.problem];
  const what = `the certificate in Secret ${key}`;
  const { certificate } = found;
  if (!certificate) return [`Secret ${key} holds no certificate`];
  const lacking = [...new Set(names)].filter(name => !certificate.names.includes(name));
  const known = hub?.tls?.authorities?.map(({ fingerprint }) => fingerprint);
  const { authority } = certificate;
  return [
    lacking.length > 0 && `${what} is not for ${lacking.join(', ')}`,
    !certificate.hasKey && `the key in Secret ${key} is not that of its certificate`,
    !authority && `${what} was issued by none of the authorities in its ca.crt`,
    authority &&
      known &&
      !known.includes(authority) &&
      `${what} was issued by an authority that hub ${hub?.cluster} has no more`,
    Date.parse(certificate.notAfter) <= Date.parse(observedAt) &&
      `${what} ended on ${dayOf(certificate.notAfter)}`,
  ].filter(problem => typeof problem === 'string');
}

/** Clients have to trust what their router shows. */
function clientProblems(reading: MemberReading, network: NetworkRef, namespace: string): string[] {
  const key = `${namespace}/${clientSecret}`;
  const found = reading.tls?.secrets[key];
  if (!found) return [];
  if ('problem' in found) return [found.problem];
  const shown = factsOf(reading, `${network.namespace}/${listenerSecretName}`);
  const authority = shown?.certificate?.authority;
  return authority && !found.authorities.includes(authority)
    ? [`clients in ${namespace} refuse the router: Secret ${key} lacks its authority`]
    : [];
}

function factsOf({ tls }: MemberReading, key: string): TlsFacts | undefined {
  const found = tls?.secrets[key];
  return found && 'authorities' in found ? found : undefined;
}

/** What ends soon: worth a word, and nothing is wrong yet. */
export function tlsNotes({ tls, observedAt }: MemberReading): string[] {
  const now = Date.parse(observedAt);
  const isSoon = (time: string, within: number) =>
    Date.parse(time) > now && Date.parse(time) - now < within;
  const newest = tls?.authorities
    ?.map(({ notAfter }) => notAfter)
    .sort()
    .at(-1);
  return [
    ...Object.entries(tls?.secrets ?? {}).flatMap(([key, found]) =>
      'certificate' in found &&
      found.certificate &&
      isSoon(found.certificate.notAfter, renewBeforeMs)
        ? [`the certificate in Secret ${key} ends on ${dayOf(found.certificate.notAfter)}`]
        : [],
    ),
    ...(newest && isSoon(newest, 2 * renewBeforeMs)
      ? [`the TLS authority of the network ends on ${dayOf(newest)}`]
      : []),
  ];
}
