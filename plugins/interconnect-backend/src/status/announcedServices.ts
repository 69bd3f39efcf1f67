import type {
  DesiredNetwork,
  ExposedService,
} from '@interconnect/backstage-plugin-interconnect-common';

/**
 * What the manifests of servers say that they will expose, whether it is deployed by now or not.
 */
export function announcedServices(desired: DesiredNetwork): ExposedService[] {
  const { document, manifests, exposed } = desired;
  return (document.applications ?? []).flatMap(application => {
    const { source, expose, clusters, name, namespace } = application;
    if (!expose || source.kind !== 'manifests') {
      return [];
    }
    const read = exposed?.[manifests[source.url]] ?? [];
    return clusters.flatMap(cluster =>
      read.map(service => ({ application: name, cluster, namespace, ...service })),
    );
  });
}
