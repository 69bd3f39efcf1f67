import { ClusterClient, failure, KubernetesObject, nameOf, refOf } from '../client';
import { isWorkload, podTrouble, Workload, workloadState } from '../cluster/workloads';
import { StepContext } from '../StepContext';
import { untilConditions } from '../untilConditions';

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
    await untilConditions<Workload>(step, client, ref, {
      types: [],
      what: 'to be ready',
      async lacks(workload) {
        const { ready, failed, seen } = workloadState(workload);
        if (ready) return undefined;
        const trouble = await podTrouble(client, workload);
        const text = `${seen}${trouble && `; ${trouble}`}`;
        if (failed) throw failure('workloadFailed', `${nameOf(ref)} on ${client.cluster} ${text}`);
        return text;
      },
    });
  }
  return workloads.length;
}
