import { linkNameOf, type ObserveInput } from '@interconnect/backstage-plugin-interconnect-common';
import { renewBeforeMs } from '../skupper/authority';
import type { MemberReading } from './MemberReading';
import { dayOf } from './texts';

/**
 * What is wrong with a spoke's credentials. Skupper signs nothing again when the hub's authority is
 * a new one: everything stays `Ready`, and the hub refuses the spoke.
 */
export function credentialProblems(
  { cluster, link, certificate, observedAt }: MemberReading,
  { network, settings }: ObserveInput,
  hub: MemberReading,
): string[] {
  if (!settings || !certificate) return [];
  const name = `${network.namespace}/${linkNameOf(cluster)}`;
  const lost =
    hub.hub && !hub.hub.certificates.includes(linkNameOf(cluster))
      ? [`Certificate ${name} on hub ${hub.cluster} is missing`]
      : [];
  // Without a Link nothing was carried to the spoke, or all of it is gone.
  if ('problem' in certificate) return link ? [certificate.problem, ...lost] : lost;
  const { authority, notAfter } = certificate.facts;
  const problems = [...lost];
  const now = hub.certificate && 'facts' in hub.certificate ? hub.certificate.facts : undefined;
  if (now && now.authority !== authority) {
    problems.push(
      `the certificate of ${cluster} was issued by an authority that the hub has no more (Secret ${name} is of ` +
        `${short(authority)}, wanted is ${short(now.authority)} of hub ${hub.cluster})`,
    );
  }
  if (Date.parse(notAfter) <= Date.parse(observedAt)) {
    problems.push(`the certificate in Secret ${name} ended on ${dayOf(notAfter)}`);
  }
  return problems;
}

/** Certificates that end soon: worth a word, and nothing is wrong yet. */
export function expiryNotes(
  { cluster, role, certificate, observedAt }: MemberReading,
  { network, settings }: ObserveInput,
): string[] {
  if (!settings || !certificate || 'problem' in certificate) return [];
  const { notAfter } = certificate.facts;
  const left = Date.parse(notAfter) - Date.parse(observedAt);
  if (left <= 0 || left > renewBeforeMs) return [];
  const secret = role === 'hub' ? 'skupper-site-ca' : linkNameOf(cluster);
  return [`the certificate in Secret ${network.namespace}/${secret} ends on ${dayOf(notAfter)}`];
}

function short(fingerprint: string): string {
  return `sha256 ${fingerprint.slice(0, 16)}…`;
}
