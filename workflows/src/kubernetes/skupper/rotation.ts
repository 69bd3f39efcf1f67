import { X509Certificate } from 'node:crypto';
import { labelPrefix, type NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, KubernetesObject, nameOf, type ObjectRef } from '../client';
import { reportedError } from '../reportedError';
import { StepContext } from '../StepContext';
import { whyOutdated } from './authority';
import { controllerSuspicion } from './controllerTrouble';
import { Certificate, Secret, Site, skupperApi } from './types';

/**
 * On a hub's Site: the authority that has been begun, the fingerprint of the one that it replaces,
 * and the last that was retired.
 */
const begunAnnotation = `${labelPrefix}authority`;
const replacedAnnotation = `${labelPrefix}authority-replaced`;
const retiredAnnotation = `${labelPrefix}authority-retired`;

const secretRef = (network: NetworkRef, name: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: network.namespace },
});

/** With what a hub signs; Skupper's name. */
const authorityRef = (network: NetworkRef) => secretRef(network, 'skupper-site-ca');

/**
 * With what a hub's router accepts links, the authority that it trusts included; Skupper's name.
 */
const serverRef = (network: NetworkRef) => secretRef(network, 'skupper-site-server');

/**
 * Gives a hub another authority and a certificate of it, unless it has them already. Links that are
 * up stay up; new ones are accepted from spokes with a certificate of the new authority alone.
 *
 * Skupper makes a Secret anew that is missing, at its next resync (30 s), and signs with the
 * authority of that moment; it never signs again by itself, and trusts one authority at a time.
 * What was begun stands on the Site, so that an attempt that is made again goes on with the same
 * authority.
 *
 * @param site - as it is on the hub
 * @param isNew - the Site was made just now, and so was its authority
 */
export async function replaceAuthority(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  { site, isNew, authority }: { site: Site; isNew: boolean; authority: number },
): Promise<void> {
  const { annotations = {} } = site.metadata;
  let replaced = annotations[replacedAnnotation];
  if (annotations[begunAnnotation] !== String(authority)) {
    const before = isNew ? undefined : await client.get<Secret>(authorityRef(network));
    replaced = fingerprintOf(before) ?? '';
    await client.annotate(site, {
      [begunAnnotation]: String(authority),
      [replacedAnnotation]: replaced,
    });
  }
  const ca = authorityRef(network);
  const whyMissing = missingOf(client, ca);
  await step.until(`a new ${nameOf(ca)} on hub ${client.cluster}`, async () => {
    const secret = await client.get<Secret>(ca);
    const now = fingerprintOf(secret);
    if (now && now !== replaced) return { done: undefined };
    if (now) await removeIssued(client, secret!);
    return { seen: now ? 'the former one, which is removed now' : await whyMissing() };
  });
  await untilServerIsIssued(step, client, network, () => true);
}

/**
 * Ends links that are still up with a certificate of an authority that was replaced. A router keeps
 * those of the version before (`tls-prior-valid-revisions`), so the hub's certificate is issued
 * once more.
 *
 * @returns whether there was anything to end
 */
export async function retireAuthority(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  { site, authority }: { site: Site; authority: number },
): Promise<boolean> {
  if (site.metadata.annotations?.[retiredAnnotation] === String(authority)) return false;
  const before = await client.get<Secret>(serverRef(network));
  if (before) await removeIssued(client, before);
  const isOther = ({ metadata }: Secret) => metadata.uid !== before?.metadata.uid;
  await untilServerIsIssued(step, client, network, isOther);
  await client.annotate(site, { [retiredAnnotation]: String(authority) });
  return true;
}

async function untilServerIsIssued(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
  isWanted: (secret: Secret) => boolean,
): Promise<void> {
  const ref = serverRef(network);
  const whyMissing = missingOf(client, ref);
  await step.until(`${nameOf(ref)} on hub ${client.cluster} to be issued`, async () => {
    const secret = await client.get<Secret>(ref);
    if (!secret?.data?.['tls.crt']) return { seen: await whyMissing() };
    if (!isWanted(secret)) return { seen: 'the one of before is still there' };
    const authority = await client.get<Secret>(authorityRef(network));
    const why = whyOutdated(secret.data, authority?.data ?? {}, new Date());
    if (!why) return { done: undefined };
    if (fingerprintOf(authority)) await removeIssued(client, secret);
    return { seen: why };
  });
}

/** Why Skupper has not made a Secret yet, at each look: it says so of the Certificate. */
function missingOf(client: ClusterClient, { metadata }: ObjectRef): () => Promise<string> {
  const certificate = { apiVersion: skupperApi, kind: 'Certificate', metadata };
  const suspicion = controllerSuspicion(client, metadata.namespace ?? '');
  return async () => {
    const found = await client.get<Certificate>(certificate);
    const why = (found && reportedError(found)) ?? (await suspicion());
    return ['Skupper has not made it yet', why].filter(Boolean).join('; ');
  };
}

/** Of Skupper's own Secrets only what it issued for a Certificate is removed: that comes back. */
async function removeIssued(client: ClusterClient, secret: KubernetesObject): Promise<void> {
  const { ownerReferences = [] } = secret.metadata;
  if (ownerReferences.some(({ kind }) => kind === 'Certificate')) await client.remove(secret);
}

function fingerprintOf(secret: Secret | undefined): string | undefined {
  try {
    const pem = Buffer.from(secret?.data?.['tls.crt'] ?? '', 'base64');
    return new X509Certificate(pem).fingerprint256;
  } catch {
    return undefined;
  }
}
