import { ClusterClient } from '../client';
import { deploymentTrouble } from '../cluster/deploymentTrouble';
import type { Workload } from '../cluster/workloads';
import { findController } from './controller';

/** A controller at work acts within seconds, so it is asked about only after some looks. */
const askEvery = 5;

export async function controllerOf(
  client: ClusterClient,
  namespace: string,
): Promise<Workload | undefined> {
  const deployments = await client.list<Workload>({ apiVersion: 'apps/v1', kind: 'Deployment' });
  return findController(deployments, namespace);
}

/**
 * Why the controller of Skupper that looks after a namespace does not run, as Kubernetes says;
 * empty when it runs.
 */
export async function controllerTrouble(client: ClusterClient, namespace: string): Promise<string> {
  return deploymentTrouble(client, await controllerOf(client, namespace));
}

/**
 * For the looks of one wait: whether what is waited for lacks because Skupper's controller does not
 * run; empty when it runs, or has not been asked about.
 */
export function controllerSuspicion(
  client: ClusterClient,
  namespace: string,
): () => Promise<string> {
  let looks = 0;
  let known = '';
  return async () => {
    looks += 1;
    if (looks % askEvery === 0) {
      const trouble = await controllerTrouble(client, namespace);
      known = trouble && `Skupper's controller on ${client.cluster} does not run: ${trouble}`;
    }
    return known;
  };
}
