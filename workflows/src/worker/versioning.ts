import type { WorkerDeploymentVersion } from '@temporalio/common';
import type { WorkerOptions } from '@temporalio/worker';

/**
 * What makes a worker take part in Temporal's Worker Versioning: a rollout ends on the version with
 * which it began. Without a version it takes no part.
 */
export function versioning(
  version: WorkerDeploymentVersion | undefined,
): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  return version
    ? {
        workerDeploymentOptions: {
          version,
          useWorkerVersioning: true,
          defaultVersioningBehavior: 'PINNED',
        },
      }
    : {};
}
