/**
 * Extension points of the Interconnect backend, and the clusters that the configuration names.
 *
 * @packageDocumentation
 */
export { type Cluster, createCluster, kubeConfigOf } from './clusters/Cluster';
export { readClusters } from './clusters/readClusters';
export {
  type ClusterSource,
  type InterconnectClusterSourceExtensionPoint,
  interconnectClusterSourceExtensionPoint,
} from './extensions';
