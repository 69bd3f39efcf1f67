import type { NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, KubernetesObject, nameOf } from '../client';
import {
  declareUse,
  install,
  uninstallUnlessUsed,
  untilNotBeingRemoved,
} from '../cluster/installation';
import { readManifestFile } from '../cluster/manifestFile';
import type { KubernetesOptions } from '../options';
import { StepContext } from '../StepContext';
import { withoutGrantServer } from './controller';
import { controllerOf, controllerTrouble } from './controllerTrouble';
import { skupperApi } from './types';

const manifestKey = 'interconnect.skupper.manifest';

/**
 * Uses the Skupper that is on the cluster, or installs it from the configured manifest, and waits
 * until its controller runs. The network's namespace must be there.
 *
 * @returns whether it was installed now
 */
export async function ensureSkupper(
  step: StepContext,
  client: ClusterClient,
  network: NetworkRef,
): Promise<boolean> {
  await declareUse(client, network, 'deploySkupper', 'skupper');
  await untilNotBeingRemoved(step, client, 'skupper');
  const missing = !(await isSkupperThere(client, network));
  if (missing) {
    const objects = await readSkupper(client, step.options, step.signal);
    step.note(`installing Skupper on ${client.cluster}`);
    await install(client, 'skupper', objects);
  }
  await untilControllerRuns(step, client, network);
  return missing;
}

/**
 * What installs Skupper.
 *
 * @throws failure `Missing` when the configuration does not say
 */
export async function readSkupper(
  client: ClusterClient,
  { skupperManifest }: Pick<KubernetesOptions, 'skupperManifest'>,
  signal: AbortSignal,
): Promise<KubernetesObject[]> {
  if (!skupperManifest) {
    throw failure(
      'missing',
      `Skupper is not installed on ${client.cluster}, and ${manifestKey} does not say what installs it`,
    );
  }
  return (await readManifestFile(skupperManifest, manifestKey, signal)).map(withoutGrantServer);
}

/** Whether a cluster has a Skupper that looks after the network's namespace. */
export async function isSkupperThere(client: ClusterClient, network: NetworkRef): Promise<boolean> {
  return (
    (await client.serves(skupperApi, 'Site')) &&
    (await controllerOf(client, network.namespace)) !== undefined
  );
}

async function untilControllerRuns(step: StepContext, client: ClusterClient, network: NetworkRef) {
  await step.until(`Skupper's controller on ${client.cluster} to be available`, async () => {
    if (!(await client.serves(skupperApi, 'Site'))) return { seen: 'its kinds are not served yet' };
    const trouble = await controllerTrouble(client, network.namespace);
    return trouble ? { seen: trouble } : { done: undefined };
  });
}

/**
 * Removes Skupper, when we installed it and nobody uses it any more.
 *
 * @returns for people; undefined when there is nothing to say
 */
export async function removeSkupper(
  step: StepContext,
  client: ClusterClient,
): Promise<string | undefined> {
  const uses = await uninstallUnlessUsed(step, client, 'skupper', async () => {
    const sites = await client.list<KubernetesObject>({ apiVersion: skupperApi, kind: 'Site' });
    return sites.map(nameOf);
  });
  if (!uses) return undefined;
  return uses.length === 0
    ? 'removed Skupper'
    : `kept Skupper, which is used by ${uses.join(', ')}`;
}
