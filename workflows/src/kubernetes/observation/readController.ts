import { type ClusterClient, nameOf } from '../client';
import { podTrouble } from '../cluster/podTrouble';
import type { Workload } from '../cluster/workloads';
import { findController } from '../skupper/controller';
import type { Site } from '../skupper/types';

/**
 * Why the controller that looks after a Site is not available, as Kubernetes says; undefined when
 * it is, or when it has never looked at the Site.
 */
export async function readController(
  client: ClusterClient,
  { metadata, status }: Site,
): Promise<string | undefined> {
  const namespace = status?.controller?.namespace;
  if (!namespace) return undefined;
  const deployments = await client.list<Workload>(
    { apiVersion: 'apps/v1', kind: 'Deployment' },
    { namespace },
  );
  const controller = findController(deployments, metadata.namespace ?? '');
  if (!controller) return `there is no Deployment of it in namespace ${namespace}`;
  if ((controller.status?.availableReplicas ?? 0) > 0) return undefined;
  const trouble = await podTrouble(client, controller);
  return `${nameOf(controller)} has no pod that is available${trouble && `: ${trouble}`}`;
}
