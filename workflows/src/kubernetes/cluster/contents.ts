import { mapBounded } from '../bounded';
import { ClusterClient, isFailure, KubernetesObject, ListOptions, nameOf } from '../client';

/** Kinds that are listed at once. */
const concurrency = 6;

/** Metadata of all objects of all kinds that we may list, without those that a controller keeps for another object. */
export async function listAllKinds(
  client: ClusterClient,
  options: ListOptions & { namespaced?: boolean },
): Promise<KubernetesObject[]> {
  const { namespaced, ...listed } = options;
  const kinds = await client.removableKinds({ namespaced });
  const lists = await mapBounded(kinds, concurrency, async kind => {
    try {
      return await client.listMetadata(kind, listed);
    } catch (error) {
      // What we may not even list we cannot have made. 404 and 405: kinds that went away meanwhile, or cannot be listed.
      const skipped = (['forbidden', 'notFound', 'invalidInput'] as const).some(t =>
        isFailure(error, t),
      );
      if (skipped) return [];
      throw error;
    }
  });
  return lists
    .flat()
    .filter(({ metadata }) => !metadata.ownerReferences?.some(owner => owner.controller));
}

/** What is in a namespace beside what Kubernetes puts into every one, for people. */
export async function contentsOf(client: ClusterClient, namespace: string): Promise<string[]> {
  const objects = await listAllKinds(client, { namespaced: true, namespace });
  return objects.filter(object => !isDefault(object)).map(nameOf);
}

function isDefault({ kind, metadata }: KubernetesObject): boolean {
  return (
    (kind === 'ConfigMap' && metadata.name === 'kube-root-ca.crt') ||
    (kind === 'ServiceAccount' && metadata.name === 'default') ||
    (kind === 'Secret' &&
      metadata.annotations?.['kubernetes.io/service-account.name'] === 'default')
  );
}
