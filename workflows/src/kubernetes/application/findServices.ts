import type { DeployApplicationInput } from '@interconnect/backstage-plugin-interconnect-common';
import { ClusterClient, failure, KubernetesObject, nameOf, ObjectRef } from '../client';
import { asItCounts } from './serviceExports';

/** The application's Services as they are on the cluster. */
export async function findServices(
  client: ClusterClient,
  { application, namespace, source }: DeployApplicationInput,
  objects: KubernetesObject[],
): Promise<KubernetesObject[]> {
  const names =
    source.kind === 'existing' ? source.services : servicesIn(objects).map(o => o.metadata.name);
  const services: KubernetesObject[] = [];
  for (const name of names) {
    const ref = serviceRef(name, namespace);
    const service = await client.get(ref);
    if (!service) {
      throw failure(
        'missing',
        `${nameOf(ref)} does not exist on ${client.cluster}; application ${application} is said to be there already`,
      );
    }
    services.push(source.kind === 'existing' ? await asItCounts(client, service) : service);
  }
  return services;
}

export function serviceRef(name: string, namespace: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace } };
}

/** The Services of a manifest. */
export function servicesIn(objects: KubernetesObject[]): KubernetesObject[] {
  return objects.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Service');
}
