import type { NetworkRef } from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, KubernetesObject, nameOf } from '../client';
import {
  declareUse,
  install,
  uninstallUnlessUsed,
  untilNotBeingRemoved,
} from '../cluster/installation';
import { readManifestFile } from '../cluster/manifestFile';
import { podTrouble, Workload, workloadState } from '../cluster/workloads';
import { StepContext } from '../StepContext';
import { findController, withoutGrantServer } from './controller';
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
  const missing = !(await isThere(client, network));
  if (missing) {
    const source = step.options.skupperManifest;
    if (!source) {
      throw failure(
        'missing',
        `Skupper is not installed on ${client.cluster}, and ${manifestKey} does not say what installs it`,
      );
    }
    step.note(`installing Skupper on ${client.cluster}`);
    const objects = await readManifestFile(source, manifestKey, step.signal);
    await install(client, 'skupper', objects.map(withoutGrantServer));
  }
  await untilControllerRuns(step, client, network);
  return missing;
}

async function isThere(client: ClusterClient, network: NetworkRef): Promise<boolean> {
  return (
    (await client.serves(skupperApi, 'Site')) &&
    (await controllerOf(client, network.namespace)) !== undefined
  );
}

async function controllerOf(client: ClusterClient, namespace: string) {
  const deployments = await client.list<Workload>({ apiVersion: 'apps/v1', kind: 'Deployment' });
  return findController(deployments, namespace);
}

async function untilControllerRuns(step: StepContext, client: ClusterClient, network: NetworkRef) {
  await step.until(`Skupper's controller on ${client.cluster} to be available`, async () => {
    if (!(await client.serves(skupperApi, 'Site'))) return { seen: 'its kinds are not served yet' };
    const controller = await controllerOf(client, network.namespace);
    if (!controller) return { seen: 'no Deployment of it' };
    const { ready, seen } = workloadState(controller);
    if (ready) return { done: undefined };
    const trouble = await podTrouble(client, controller);
    return { seen: `${nameOf(controller)}: ${seen}${trouble && `; ${trouble}`}` };
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
