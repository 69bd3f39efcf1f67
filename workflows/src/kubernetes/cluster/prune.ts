import {
  labelSelectorOf,
  type NetworkRef,
  type StepKind,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, keyOf, KubernetesObject, ObjectRef } from '../client';
import { StepContext } from '../StepContext';
import { removeAndWait } from './waitGone';

/** Objects that a step made. */
export interface StepObjects {
  network: NetworkRef;
  step: { kind: StepKind; application?: string };
}

/** Of what a step once made, that which is not wanted any more. */
export function unwanted<O extends ObjectRef>(
  made: readonly O[],
  wanted: readonly ObjectRef[],
): O[] {
  const keys = new Set(wanted.map(keyOf));
  return made.filter(object => !keys.has(keyOf(object)));
}

/** Objects of one kind that a step made, in a namespace or in all. */
function listMade<O extends KubernetesObject>(
  client: ClusterClient,
  { network, step }: StepObjects,
  kind: { apiVersion: string; kind: string },
  namespace: string | undefined,
): Promise<O[]> {
  return client.list<O>(kind, { namespace, labelSelector: labelSelectorOf(network, step) });
}

/** Removes what a step made of one kind, in a namespace or in all, and does not want any more. */
export async function prune(
  step: StepContext,
  client: ClusterClient,
  made: StepObjects,
  kind: { apiVersion: string; kind: string },
  namespace: string | undefined,
  wanted: readonly ObjectRef[],
): Promise<number> {
  const objects = unwanted(await listMade(client, made, kind, namespace), wanted);
  await removeAndWait(step, client, objects);
  return objects.length;
}
