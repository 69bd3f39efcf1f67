import {
  clientSecret,
  type DeployApplicationInput,
  type ExposedService,
  labelSelectorOf,
  labelsOf,
  isServerSecret,
  stepLabel,
  stepLabelOf,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, isFailure, keyOf, KubernetesObject, Ownership } from '../client';
import { networkOwnership } from '../cluster/labels';
import { removeAndWait } from '../cluster/waitGone';
import { issueTls, removeCertificates, trustedAuthorities } from '../skupper/tlsAuthority';
import { serverCertificateName, trustSecretName, usedByAnnotation } from '../skupper/tlsNames';
import {
  clientSecretOf,
  serverCertificateOf,
  serverSecret,
  trustSecretOf,
} from '../skupper/tlsObjects';
import { Secret } from '../skupper/types';
import type { StepContext } from '../StepContext';
import { stepOf } from './objects';

/** The Secrets that an application is given, by what it is; without what they hold. */
export function tlsSecretsOf(input: DeployApplicationInput): Secret[] {
  const labels = labelsOf(input.network, stepOf(input));
  const secrets = {
    server: [serverSecret(input, {}, labels), trustSecretOf(input, '', labels)],
    client: [clientSecretOf(input, '')],
  } satisfies Record<NonNullable<DeployApplicationInput['tls']>['role'], Secret[]>;
  return input.tls ? secrets[input.tls.role] : [];
}

/**
 * What the network makes can be in no manifest, which holds no Secrets.
 *
 * @throws failure `NameTaken` when somebody else has a Secret of such a name
 */
export async function requireTlsFree(
  client: ClusterClient,
  input: DeployApplicationInput,
  owner: Ownership,
): Promise<void> {
  const isServer = input.tls?.role === 'server';
  await client.requireFree(tlsSecretsOf(input), isServer ? owner : networkOwnership(input.network));
}

/**
 * Gives an application what it needs for TLS with its router, before its workloads come up. The
 * router trusts an authority before a server shows a certificate of it.
 *
 * @param exposed - what it will expose
 */
export async function provideTls(
  step: StepContext,
  client: ClusterClient,
  input: DeployApplicationInput,
  exposed: readonly ExposedService[],
): Promise<void> {
  const { network, tls } = input;
  if (!tls) return;
  const onHub = step.client(tls.hub);
  const owner = networkOwnership(network);
  if (tls.role === 'client') {
    const authorities = await trustedAuthorities(step, onHub, network);
    const secret = await client.apply(clientSecretOf(input, authorities), owner);
    const used = usedByAnnotation(input.application);
    if (secret.metadata.annotations?.[used] === undefined) {
      await client.annotate(secret, { [used]: 'true' });
    }
    return;
  }
  const labels = labelsOf(network, stepOf(input));
  const certificate = serverCertificateOf(input, exposed, labels, client.clusterDomain);
  const data = await issueTls(step, onHub, network, certificate);
  await client.apply(trustSecretOf(input, data['ca.crt'], labels), owner);
  await client.apply(serverSecret(input, data, labels), owner);
}

/** What an application has, or does not have any more. */
interface TlsRemains {
  /** Whether it goes on, or is removed. */
  kept: boolean;
  /** Clusters that are not configured any more. */
  absent: readonly string[];
}

/** Takes away what an application has for TLS and needs no more, once no Connector names it. */
export async function pruneTls(
  step: StepContext,
  client: ClusterClient,
  input: DeployApplicationInput,
  { kept, absent }: TlsRemains,
): Promise<void> {
  const { network, application, tls } = input;
  const wanted = new Set((kept ? tlsSecretsOf(input) : []).map(keyOf));
  const made = (await listSecrets(client, input)).filter(secret => !wanted.has(keyOf(secret)));
  const label = stepLabelOf(stepOf(input));
  const isOwn = ({ metadata: { name, labels } }: KubernetesObject) =>
    labels?.[stepLabel] === label &&
    (name === trustSecretName(application) || isServerSecret(name));
  await removeAndWait(step, client, made.filter(isOwn));
  for (const secret of made.filter(({ metadata }) => metadata.name === clientSecret)) {
    await release(step, client, secret, application);
  }
  const isServer = kept && tls?.role === 'server';
  if (tls && !isServer && !absent.includes(tls.hub)) {
    const name = serverCertificateName(application, client.cluster);
    await removeCertificates(step, step.client(tls.hub), network, [name]);
  }
}

/** The network's Secrets in all namespaces; without TLS none where they may not be listed. */
async function listSecrets(
  client: ClusterClient,
  { network, tls }: DeployApplicationInput,
): Promise<KubernetesObject[]> {
  const kinds = await client.removableKinds({ namespaced: true });
  const kind = kinds.find(one => one.apiVersion === 'v1' && one.kind === 'Secret');
  if (!kind) return [];
  try {
    return await client.listMetadata(kind, { labelSelector: labelSelectorOf(network) });
  } catch (error) {
    if (!tls && isFailure(error, 'forbidden')) return [];
    throw error;
  }
}

/** The clients' Secret goes with the last application that uses it. */
async function release(
  step: StepContext,
  client: ClusterClient,
  secret: KubernetesObject,
  application: string,
): Promise<void> {
  const used = usedByAnnotation(application);
  if (secret.metadata.annotations?.[used] === undefined) return;
  const left = await client.annotate(secret, { [used]: null });
  const prefix = usedByAnnotation('');
  const users = Object.keys(left.metadata.annotations ?? {}).filter(key => key.startsWith(prefix));
  if (users.length === 0) await removeAndWait(step, client, [left]);
}
