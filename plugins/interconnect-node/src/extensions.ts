import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { Cluster } from './clusters/Cluster';

/**
 * A source of clusters beside the configuration. The portal needs only their names and what people
 * may know about them. The worker is another process: it must find the same names, with
 * credentials, in its own configuration.
 *
 * @public
 */
export interface ClusterSource {
  listClusters(): Promise<Cluster[]>;
}

/** @public */
export interface InterconnectClusterSourceExtensionPoint {
  /** Adds a source; names must be unique among all sources. */
  addClusterSource(source: ClusterSource): void;
}

/** Adds clusters to those that the configuration names. @public */
export const interconnectClusterSourceExtensionPoint =
  createExtensionPoint<InterconnectClusterSourceExtensionPoint>({
    id: 'interconnect.cluster-source',
  });
