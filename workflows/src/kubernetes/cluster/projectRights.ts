import {
  managedBy,
  managedByLabel,
  type NetworkRef,
  projectLabel,
} from '@interconnect/backstage-plugin-interconnect-common';
import {
  ClusterClient,
  failure,
  isFailure,
  KubernetesObject,
  nameOf,
  requireOwned,
} from '../client';
import type { StepContext } from '../StepContext';
import { requireAccess } from './access';
import { applicationsAccount, asProject, withRights } from './identities';
import { namespaceOfProject, readNamespace } from './projectNamespace';
import { inSharedNamespace } from './sharedNamespace';
import { removeAndWait } from './waitGone';

const rbac = 'rbac.authorization.k8s.io';
const bindingKind = { apiVersion: `${rbac}/v1`, kind: 'RoleBinding' };

/** API servers learn of a new binding a moment later. */
const effectSeconds = 15;

const ownerOf = (project: string) => ({ [managedByLabel]: managedBy, [projectLabel]: project });

/** What gives the account of the project's applications its rights in a namespace. */
function bindingOf(namespace: string, project: string): KubernetesObject {
  return {
    ...bindingKind,
    metadata: { name: applicationsAccount, namespace, labels: ownerOf(project) },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: applicationsAccount },
    subjects: [{ kind: 'ServiceAccount', name: applicationsAccount, namespace }],
  };
}

/**
 * Asks for the rights to prepare a namespace for the project's applications, as `bind` does.
 *
 * @param isThere - whether the namespace is, so that it need not be made
 * @throws failure `Forbidden` that names those that lack
 */
export async function requireBindable(
  client: ClusterClient,
  namespace: string,
  { project, isThere }: { project: string; isThere: boolean },
): Promise<void> {
  const binding = bindingOf(namespace, project);
  const place = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
  const role = {
    apiVersion: bindingKind.apiVersion,
    kind: 'ClusterRole',
    metadata: { name: applicationsAccount },
  };
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: applicationsAccount, namespace },
  };
  await requireAccess(client, [
    ...(isThere ? [] : [{ verb: 'create', object: place }]),
    ...['get', 'create', 'delete'].map(verb => ({ verb, object: binding })),
    { verb: 'bind', object: role },
    { verb: 'impersonate', object: account },
  ]);
}

/** Where applications of a project are, or were begun: namespaces in which the account is bound. */
export async function boundNamespaces(client: ClusterClient, project: string): Promise<string[]> {
  const labelSelector = Object.entries(ownerOf(project))
    .map(pair => pair.join('='))
    .join(',');
  const bindings = await client.list(bindingKind, { labelSelector });
  return bindings
    .filter(({ metadata }) => metadata.name === applicationsAccount)
    .map(({ metadata }) => metadata.namespace ?? '');
}

/** An application's place on a cluster. */
export interface Place {
  network: NetworkRef;
  namespace: string;
  step: Parameters<typeof namespaceOfProject>[2];
}

/**
 * Works in a namespace of the project with the rights that the project has there. Makes the
 * namespace where it is missing.
 *
 * @param work - gets the client with those rights; does it again harmlessly
 * @throws failures of `inSharedNamespace`; `Forbidden`, before anything is made, when the cluster
 * does not give the worker the right to do so
 */
export async function inProjectNamespace<T>(
  step: StepContext,
  client: ClusterClient,
  { network, namespace, step: of }: Place,
  work: (account: ClusterClient) => Promise<T>,
): Promise<T> {
  await hasRights(client, namespace);
  const place = namespaceOfProject(namespace, network, of, client.cluster);
  return inSharedNamespace(step, client, place, async () => {
    const binding = await bind(step, client, namespace, network.project);
    try {
      return await work(asProject(client, namespace));
    } catch (error) {
      if (isFailure(error, 'forbidden')) await requireStillBound(client, binding);
      throw error;
    }
  });
}

/** Whether the account has its rights in the namespace: it may read the namespace itself. */
async function isEffective(client: ClusterClient, namespace: string): Promise<boolean> {
  await readNamespace(asProject(client, namespace), namespace);
  return true;
}

/**
 * Whether the account has its rights in a namespace by now.
 *
 * @throws failure `Forbidden` when the worker may not act as the account
 */
export async function hasRights(client: ClusterClient, namespace: string): Promise<boolean> {
  return withRights(client, async () => {
    try {
      return await isEffective(client, namespace);
    } catch (error) {
      const isOfAccount = isFailure(error, 'forbidden') && !/impersonate/.test(`${error}`);
      if (!isOfAccount) throw error;
      return false;
    }
  });
}

/**
 * Gives the account its rights in a namespace of the project, and waits until they have an effect.
 */
export async function bind(
  step: StepContext,
  client: ClusterClient,
  namespace: string,
  project: string,
): Promise<KubernetesObject> {
  const wanted = bindingOf(namespace, project);
  return withRights(client, async () => {
    const binding = await step.until<KubernetesObject>(
      `${nameOf(wanted)} on ${client.cluster}`,
      async () => {
        const found = (await client.get(wanted)) ?? (await client.create(wanted));
        return found ? { done: found } : { seen: 'made by somebody else at the same moment' };
      },
    );
    requireOwned(binding, ownerOf(project), client.cluster);
    const end = Date.now() + effectSeconds * 1000;
    for (;;) {
      try {
        await isEffective(client, namespace);
        return binding;
      } catch (error) {
        if (!isFailure(error, 'forbidden') || Date.now() > end) throw error;
        await step.sleep(200);
      }
    }
  });
}

/** Another rollout that removed the last application may have taken the binding away. */
async function requireStillBound(client: ClusterClient, binding: KubernetesObject) {
  const now = await client.get(binding);
  if (now?.metadata.uid === binding.metadata.uid) return;
  throw failure(
    'conflict',
    `${nameOf(binding)} on ${client.cluster} was removed while it was needed`,
  );
}

/** Takes the account its rights in a namespace, when nothing of the project is left there. */
export async function unbind(
  step: StepContext,
  client: ClusterClient,
  namespace: string,
  project: string,
): Promise<void> {
  const binding = await client.get(bindingOf(namespace, project));
  if (binding) await removeAndWait(step, client, [binding]);
}
