import {
  type DeployApplicationInput,
  labelSelectorOf,
  managedBy,
  managedByLabel,
  projectLabel,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, KubernetesObject } from '../client';
import { listAllKinds } from '../cluster/contents';
import { asProject } from '../cluster/identities';
import { inOrder } from '../cluster/order';
import { projectOf, readNamespace, requireProject } from '../cluster/projectNamespace';
import { bind, boundNamespaces, unbind } from '../cluster/projectRights';
import { prune, unwanted } from '../cluster/prune';
import { removeSharedNamespace } from '../cluster/sharedNamespace';
import { removeAndWait } from '../cluster/waitGone';
import { Connector, skupperApi } from '../skupper/types';
import type { StepContext } from '../StepContext';
import { pruneTls } from './applicationTls';
import { stepOf } from './objects';

/** What an application is to have on a cluster; nothing when it is removed. */
export interface Wanted {
  objects: KubernetesObject[];
  connectors: Connector[];
  /** Of an application that is removed: clusters that are not configured any more. */
  absent?: readonly string[];
}

/**
 * Removes what the application once had and has no more, namespaces that are empty then, and the
 * project's rights where nothing of it is left.
 *
 * @returns for people, which namespaces stay and why
 */
export async function pruneApplication(
  step: StepContext,
  client: ClusterClient,
  input: DeployApplicationInput,
  wanted: Wanted,
): Promise<string[]> {
  const { network, namespace, source } = input;
  const made = { network, step: stepOf(input) };
  const kind = { apiVersion: skupperApi, kind: 'Connector' };
  await prune(step, client, made, kind, network.namespace, wanted.connectors);

  const namespaces = new Set(await boundNamespaces(client, network.project));
  await pruneTls(step, client, input, {
    kept: wanted.absent === undefined,
    absent: wanted.absent ?? [],
  });
  if (source.kind === 'manifests') namespaces.add(namespace);
  const kept: string[] = [];
  for (const place of namespaces) {
    const contents = await pruneNamespace(step, client, input, place, wanted.objects);
    if (contents.length > 0) kept.push(`namespace ${place} stays: it holds ${contents[0]}`);
  }
  return kept;
}

/** @returns what keeps the namespace, when nothing is wanted in it and it stays all the same */
async function pruneNamespace(
  step: StepContext,
  client: ClusterClient,
  input: DeployApplicationInput,
  namespace: string,
  wanted: KubernetesObject[],
): Promise<string[]> {
  const { project } = input.network;
  const labelSelector = labelSelectorOf(input.network, stepOf(input));
  const place = await readNamespace(client, namespace);
  if (!place) return [];
  if (place.metadata.deletionTimestamp) return removeSharedNamespace(step, client, namespace);
  if (projectOf(place) !== project) {
    // Somebody gave it to another project, or to nobody: what is there is left to them.
    const left = await listAllKinds(client, { namespaced: true, namespace, labelSelector });
    if (left.length > 0) requireProject(place, project, client.cluster);
    return [];
  }

  await bind(step, client, namespace, project);
  const account = asProject(client, namespace);
  const list = (selector: string) =>
    listAllKinds(account, { namespaced: true, namespace, labelSelector: selector });
  const removed = unwanted(await list(labelSelector), wanted);
  await removeAndWait(step, account, inOrder(removed).reverse());
  // Where nothing of this application was, another one may just begin.
  const isLeft =
    input.source.kind === 'manifests' && wanted.length === 0 && namespace === input.namespace;
  const isInUse = wanted.some(({ metadata }) => metadata.namespace === namespace);
  if (isInUse || !(isLeft || removed.length > 0)) return [];

  const ofProject = `${managedByLabel}=${managedBy},${projectLabel}=${project}`;
  const isLast = (await list(ofProject)).length === 0;
  const contents = await removeSharedNamespace(step, client, namespace);
  if (isLast) await unbind(step, client, namespace, project);
  return contents;
}
