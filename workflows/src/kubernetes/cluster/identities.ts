import { ClusterClient, failure, isFailure } from '../client';

/*
 * Who writes on a cluster. The worker's own account makes networks; what it must not have the
 * rights for, it does in the name of another account, by impersonation. Neither account exists as
 * an object: there is no token of them, and no pod can run as them.
 */

/**
 * Name of the account of a project's applications, and of its role, in each of the project's
 * namespaces.
 */
export const applicationsAccount = 'interconnect-applications';

const installer = { namespace: 'backstage-interconnect', name: 'interconnect-installer' };

/** Installs and removes Skupper and MetalLB. It never touches what a project has. */
export function asInstaller(client: ClusterClient): ClusterClient {
  return client.as(installer);
}

/** Applies and removes a project's manifests, in one namespace. */
export function asProject(client: ClusterClient, namespace: string): ClusterClient {
  return client.as({ namespace, name: applicationsAccount });
}

/**
 * Does something with rights that a cluster may not have given (yet).
 * @throws `Forbidden` that says how they are given
 */
export async function withRights<T>(client: ClusterClient, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFailure(error, 'forbidden')) throw error;
    throw failure('forbidden', `${(error as Error).message}. ${howToGiveRights(client)}`);
  }
}

function howToGiveRights({ cluster }: ClusterClient): string {
  return (
    `Whoever runs ${cluster} gives the rights with the files of this version: kubectl --context ${cluster} ` +
    `apply -f workflows/deploy/rbac.yaml -f workflows/deploy/admission.yaml`
  );
}
