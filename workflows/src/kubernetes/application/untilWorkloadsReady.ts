import { ClusterClient, failure, KubernetesObject, nameOf, refOf } from '../client';
import { isWorkload, podTrouble, Workload, workloadState } from '../cluster/workloads';
import { StepContext } from '../StepContext';

/**
 * Waits until an application's Deployments, StatefulSets, DaemonSets and Jobs are ready.
 *
 * @returns how many there are
 * @throws failure `WorkloadFailed` for a Job that has failed for good
 */
export async function untilWorkloadsReady(
  step: StepContext,
  client: ClusterClient,
  objects: readonly KubernetesObject[],
): Promise<number> {
  const workloads = objects.filter(isWorkload).map(refOf);
  for (const ref of workloads) {
    await step.until(`${nameOf(ref)} on ${client.cluster} to be ready`, async () => {
      const workload = await client.get<Workload>(ref);
      if (!workload)
        throw failure('notFound', `${nameOf(ref)} on ${client.cluster} has been removed`);
      const { ready, failed, seen } = workloadState(workload);
      if (ready) return { done: undefined };
      const trouble = await podTrouble(client, workload);
      const text = `${seen}${trouble && `; ${trouble}`}`;
      if (failed) throw failure('workloadFailed', `${nameOf(ref)} on ${client.cluster} ${text}`);
      return { seen: text };
    });
  }
  return workloads.length;
}
