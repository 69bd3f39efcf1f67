import { ClusterClient, nameOf } from '../client';
import { podTrouble } from './podTrouble';
import { Workload, workloadState } from './workloads';

/**
 * Why what a Deployment is for is not done, as Kubernetes says; empty when it runs. One that is
 * scaled to nothing is as it was asked for, and does nothing.
 */
export async function deploymentTrouble(
  client: ClusterClient,
  deployment: Workload | undefined,
): Promise<string> {
  if (!deployment) return 'no Deployment of it';
  const { ready, seen } = workloadState(deployment);
  const isOff = deployment.spec?.replicas === 0;
  if (ready && !isOff) return '';
  const trouble = isOff ? 'spec.replicas is 0' : await podTrouble(client, deployment);
  return `${nameOf(deployment)}: ${seen}${trouble && `; ${trouble}`}`;
}
