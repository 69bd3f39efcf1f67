import {
  DesiredNetwork,
  digestOf,
  ExposedService,
} from '@interconnect/backstage-plugin-interconnect-common';

/**
 * What the manifests of servers say that they will expose, whether it is deployed by now or not.
 */
export function announcedServices(desired: DesiredNetwork): ExposedService[] {
  const { document, exposed, deployments } = desired;
  return (document.applications ?? []).flatMap(application => {
    const { expose, clusters, name, namespace, tls, shortAddress } = application;
    const digest = digestOf(application, desired);
    if (!expose || digest === undefined) {
      return [];
    }
    const deployment = tls && deployments?.[name];
    const read = exposed?.[digest] ?? [];
    return clusters.flatMap(cluster =>
      read.map(service => ({
        application: name,
        cluster,
        namespace,
        ...service,
        ...(tls && { tls }),
        ...(shortAddress === false && { shortAddress }),
        ...(deployment && { deployment }),
      })),
    );
  });
}
