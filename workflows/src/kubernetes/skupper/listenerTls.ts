import { labelsOf, type NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, isOwned } from '../client';
import { networkOwnership } from '../cluster/labels';
import { removeAndWait } from '../cluster/waitGone';
import type { StepContext } from '../StepContext';
import type { Publication } from './publish';
import { issueTls, removeCertificates } from './tlsAuthority';
import { listenerCertificateOf, listenerSecretOf } from './tlsObjects';

/**
 * Gives a member's router the certificate that it shows to clients, when services have TLS: issued
 * on the hub, with its key, for this member alone.
 *
 * @returns whether services have TLS
 */
export async function provideListenerTls(
  step: StepContext,
  client: ClusterClient,
  { network, step: origin, exposed, onHub }: Publication,
): Promise<boolean> {
  if (!exposed.some(({ tls }) => tls)) return false;
  const labels = labelsOf(network, origin);
  const { cluster, clusterDomain } = client;
  const certificate = listenerCertificateOf(network, cluster, exposed, labels, clusterDomain);
  const data = await issueTls(step, onHub, network, certificate);
  await client.apply(listenerSecretOf(network, data, labels), networkOwnership(network));
  return true;
}

/**
 * Takes it away, on the member and then on the hub, once no Listener names it any more. Where the
 * hub has no certificate for the member, there is nothing to take away.
 */
export async function removeListenerTls(
  step: StepContext,
  client: ClusterClient,
  { network, onHub }: Pick<Publication, 'network' | 'onHub'>,
): Promise<void> {
  const certificate = listenerCertificateOf(network, client.cluster, [], {});
  if (!(await onHub.get(certificate))) return;
  const secret = await client.get(listenerSecretOf(network, {}, {}));
  if (secret && isOwned(secret, networkOwnership(network))) {
    await removeAndWait(step, client, [secret]);
  }
  await removeCertificates(step, onHub, network, [certificate.metadata.name]);
}

/** Removes a member's certificate from the hub; its Secret goes with the member's namespace. */
export async function withdrawListenerTls(
  step: StepContext,
  onHub: ClusterClient,
  network: NetworkRef,
  cluster: string,
): Promise<void> {
  const { metadata } = listenerCertificateOf(network, cluster, [], {});
  await removeCertificates(step, onHub, network, [metadata.name]);
}
