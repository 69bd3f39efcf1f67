import { mapBounded } from '../bounded';
import {
  ClusterClient,
  isFailure,
  type Kind,
  KubernetesObject,
  ListOptions,
  nameOf,
} from '../client';
import { applicationsAccount } from './identities';

/** Kinds that are listed at once. */
const concurrency = 6;

type Options = ListOptions & {
  namespaced?: boolean;
  /** Leaves out kinds of which it is known that nothing can be there. */
  only?: (kind: Kind) => boolean;
};

/**
 * Metadata of all objects of all kinds that we may list, without those that a controller keeps for
 * another object.
 */
export async function listAllKinds(
  client: ClusterClient,
  options: Options,
): Promise<KubernetesObject[]> {
  // What we may not even list we cannot have made.
  return (await listKinds(client, options)).objects;
}

async function listKinds(client: ClusterClient, { namespaced, only, ...options }: Options) {
  const forbidden: string[] = [];
  const all = await client.removableKinds({ namespaced });
  const kinds = only ? all.filter(only) : all;
  const lists = await mapBounded(kinds, concurrency, async kind => {
    try {
      return await client.listMetadata(kind, options);
    } catch (error) {
      if (isFailure(error, 'forbidden')) {
        forbidden.push(kind.plural);
        return [];
      }
      // 404 and 405: kinds that went away meanwhile, or cannot be listed.
      if (isFailure(error, 'notFound') || isFailure(error, 'invalidInput')) return [];
      throw error;
    }
  });
  const objects = lists
    .flat()
    .filter(({ metadata }) => !metadata.ownerReferences?.some(owner => owner.controller));
  return { objects, forbidden: forbidden.sort() };
}

/**
 * What is in a namespace beside what Kubernetes, and the worker for the project's rights, put into
 * every one, for people. What we may not list may be there: a namespace of which not everything can
 * be seen never counts as empty.
 */
export async function contentsOf(client: ClusterClient, namespace: string): Promise<string[]> {
  const { objects, forbidden } = await listKinds(client, { namespaced: true, namespace });
  const seen = objects.filter(object => !isDefault(object)).map(nameOf);
  const [first, ...more] = forbidden;
  if (first === undefined) return seen;
  const kinds = more.length === 0 ? first : `${first} and ${more.length} kinds more`;
  return [...seen, `perhaps ${kinds}, which ${client.cluster} forbids to list`];
}

function isDefault({ kind, metadata }: KubernetesObject): boolean {
  return (
    (kind === 'ConfigMap' && metadata.name === 'kube-root-ca.crt') ||
    (kind === 'ServiceAccount' && metadata.name === 'default') ||
    (kind === 'RoleBinding' && metadata.name === applicationsAccount) ||
    (kind === 'Secret' &&
      metadata.annotations?.['kubernetes.io/service-account.name'] === 'default')
  );
}
