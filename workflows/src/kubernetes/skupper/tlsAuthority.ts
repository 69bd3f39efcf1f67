import {
  labelSelectorOf,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, isTrue } from '../client';
import { networkOwnership } from '../cluster/labels';
import { removeAndWait } from '../cluster/waitGone';
import type { StepContext } from '../StepContext';
import { untilConditions } from '../untilConditions';
import { parseCertificate } from './authority';
import { Authority, AuthorityChoice, chooseAuthorities } from './chooseAuthorities';
import { issue, secretRef } from './hub';
import { authorityName, tlsLabel, type TlsOwner } from './tlsNames';
import { authorityOf } from './tlsObjects';
import { Certificate, Secret, skupperApi } from './types';

const certificateKind = { apiVersion: skupperApi, kind: 'Certificate' };

/**
 * The authorities of a network that Skupper has issued on its hub. Only their certificates are
 * looked at, never their keys.
 */
export async function readAuthorities(
  onHub: ClusterClient,
  network: NetworkRef,
): Promise<Authority[]> {
  const authorities: Authority[] = [];
  for (const { metadata, spec } of await listTls(onHub, network, ['authority'])) {
    const secret = await onHub.get<Secret>(secretRef(metadata.name, network.namespace));
    const certificate = parseCertificate(secret?.data?.['tls.crt']);
    if (certificate) authorities.push({ ordinal: ordinalOf(spec?.subject ?? ''), certificate });
  }
  return authorities;
}

function listTls(
  onHub: ClusterClient,
  network: NetworkRef,
  owners: TlsOwner[],
): Promise<Certificate[]> {
  return onHub.list<Certificate>(certificateKind, {
    namespace: network.namespace,
    labelSelector: `${labelSelectorOf(network)},${tlsLabel} in (${owners.join(',')})`,
  });
}

/** Makes a network's authority, its next one where the newest ends soon; removes ended ones. */
export async function ensureAuthority(
  step: StepContext,
  onHub: ClusterClient,
  network: NetworkRef,
): Promise<void> {
  const known = await readAuthorities(onHub, network);
  const { trusted, isDue } = chooseAuthorities(known, new Date(), step.options);
  if (isDue) {
    const next = authorityOf(network, 1 + Math.max(0, ...known.map(({ ordinal }) => ordinal)));
    await onHub.apply<Certificate>(next, networkOwnership(network));
    const secret = secretRef(next.metadata.name, network.namespace);
    await untilConditions<Certificate>(step, onHub, next, {
      types: ['Ready'],
      what: 'to be issued',
      lacks: async now =>
        isTrue(now, 'Ready') && !(await onHub.get(secret)) ? 'it has no Secret yet' : undefined,
    });
  }
  const ended = known.filter(authority => !trusted.includes(authority));
  await removeCertificates(
    step,
    onHub,
    network,
    ended.map(({ ordinal }) => authorityName(ordinal)),
  );
}

/** Removes the authorities and the servers' certificates; routers' go with their Listeners. */
export async function removeAuthorities(
  step: StepContext,
  onHub: ClusterClient,
  network: NetworkRef,
): Promise<void> {
  const found = await listTls(onHub, network, ['authority', 'server']);
  await removeCertificates(
    step,
    onHub,
    network,
    found.map(({ metadata }) => metadata.name),
  );
}

/** Removes Certificates on the hub, as far as they are there, and what was issued for them. */
export async function removeCertificates(
  step: StepContext,
  onHub: ClusterClient,
  { namespace }: NetworkRef,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    const certificate = await onHub.get({ ...certificateKind, metadata: { name, namespace } });
    if (!certificate) continue;
    const secret = await onHub.get(secretRef(name, namespace));
    await removeAndWait(step, onHub, [certificate, ...(secret ? [secret] : [])]);
  }
}

/** Those whom to trust, as `ca.crt` of a Secret has them. */
export async function trustedAuthorities(
  step: StepContext,
  onHub: ClusterClient,
  network: NetworkRef,
): Promise<string> {
  return bundleOf(await requireAuthority(step, onHub, network));
}

/**
 * A certificate of the network's authority with its key, and the authorities to trust.
 *
 * @returns data of a Secret, for where it is used and nowhere else
 */
export async function issueTls(
  step: StepContext,
  onHub: ClusterClient,
  network: NetworkRef,
  certificate: Certificate & { spec: NonNullable<Certificate['spec']> },
): Promise<Record<string, string>> {
  const choice = await requireAuthority(step, onHub, network);
  const spec = { ...certificate.spec, ca: authorityName(choice.signer.ordinal) };
  const issued = await issue(step, onHub, network, { ...certificate, spec });
  return { ...issued, 'ca.crt': bundleOf(choice) };
}

async function requireAuthority(
  { options }: StepContext,
  onHub: ClusterClient,
  network: NetworkRef,
): Promise<AuthorityChoice & { signer: Authority }> {
  const choice = chooseAuthorities(await readAuthorities(onHub, network), new Date(), options);
  const { signer } = choice;
  if (!signer) {
    throw failure(
      'notFound',
      `The TLS authority of network ${network.name} is not on hub ${onHub.cluster}, where deploySkupper makes it`,
    );
  }
  return { ...choice, signer };
}

function bundleOf({ trusted }: AuthorityChoice): string {
  const text = trusted.map(({ certificate }) => certificate.toString()).join('');
  return Buffer.from(text).toString('base64');
}

function ordinalOf(subject: string): number {
  return Number(/(\d+)$/.exec(subject)?.[1] ?? 0);
}
