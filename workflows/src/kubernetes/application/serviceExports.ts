import {
  asExported,
  annotations,
  isServiceExport,
  mcsGroup,
  type NetworkRef,
} from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, type Condition, KubernetesObject, nameOf, ObjectRef } from '../client';

/** Versions of the Multi-Cluster Services API, the newest first. */
const versions = ['v1beta1', 'v1alpha1'];

/** The ServiceExport of a Service; undefined where there is none, or the API is not installed. */
async function findExport(
  client: ClusterClient,
  { metadata: { name, namespace } }: ObjectRef,
): Promise<KubernetesObject | undefined> {
  for (const version of versions) {
    const apiVersion = `${mcsGroup}/${version}`;
    if (!(await client.serves(apiVersion, 'ServiceExport'))) continue;
    return client.get({ apiVersion, kind: 'ServiceExport', metadata: { name, namespace } });
  }
  return undefined;
}

/**
 * A Service that came to the cluster by other means, as it counts: with a ServiceExport of its name
 * it is annotated.
 */
export async function asItCounts<S extends KubernetesObject>(
  client: ClusterClient,
  service: S,
): Promise<S> {
  if (service.metadata.annotations?.[annotations.exposeService] !== undefined) return service;
  const found = await findExport(client, service);
  return found ? asExported(service, new Set([service.metadata.name])) : service;
}

/**
 * The objects of a manifest that a cluster can take: where the API is not installed, a
 * ServiceExport has said all that it has to say when the manifest is read.
 */
export async function withoutUnserved<O extends KubernetesObject>(
  client: ClusterClient,
  objects: readonly O[],
): Promise<O[]> {
  const kept = await Promise.all(
    objects.map(
      async object =>
        !isServiceExport(object) || (await client.serves(object.apiVersion, object.kind)),
    ),
  );
  return objects.filter((_, index) => kept[index]);
}

/**
 * Says at the ServiceExports of an application's Services whether the network has them, in the
 * conditions of KEP-1645.
 *
 * @param exposed - names of those that it has
 * @returns for people: ServiceExports that another implementation of the API serves, whose
 * conditions stay as they are
 */
export async function reportExports(
  client: ClusterClient,
  network: NetworkRef,
  services: readonly ObjectRef[],
  exposed: ReadonlySet<string>,
): Promise<string[]> {
  const others: string[] = [];
  for (const service of services) {
    const found = await findExport(client, service);
    if (!found) continue;
    const present = found.status?.conditions ?? [];
    if (present.some(one => ofExport.includes(one.type) && !isOurs(one))) {
      others.push(`the conditions of ${nameOf(found)} are those of another implementation`);
      continue;
    }
    const wanted = exposed.has(service.metadata.name) ? conditionsOf(network, found) : [];
    if (wanted.length === 0 && !present.some(isOurs)) continue;
    if (wanted.every(one => present.some(other => isSame(one, other))) && wanted.length > 0) {
      continue;
    }
    await client.applyStatus({ ...found, status: { conditions: wanted } });
  }
  return others;
}

const ofExport = ['Valid', 'Ready'];
const signature = 'Interconnect: ';
const isOurs = ({ message = '' }: Condition) => message.startsWith(signature);
const isSame = (one: Condition, other: Condition) =>
  one.type === other.type && one.status === other.status && one.message === other.message;

/** Reasons are those of the API's package v1beta1. */
function conditionsOf({ project, name }: NetworkRef, { metadata }: KubernetesObject): Condition[] {
  const told = (type: string, reason: string, message: string): Condition => ({
    type,
    status: 'True',
    reason,
    message: signature + message,
    observedGeneration: metadata.generation,
    lastTransitionTime: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  });
  return [
    told('Valid', 'Valid', 'the Service can be carried'),
    told('Ready', 'Exported', `the routers of network ${project}/${name} lead to it`),
  ];
}
