import type { V1Pod } from '@kubernetes/client-node';
import type { NodeSettings } from '../settings';

/** Variables that every process of a pod gets beside those of its container. */
export function labEnvironment(
  settings: NodeSettings,
  pod: V1Pod,
  address: string,
  home: string,
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: home,
    KUBECONFIG: settings.kubeconfig,
    INTERCONNECT_LAB: String(settings.instance),
    INTERCONNECT_LAB_DIR: settings.dir,
    LAB_CLUSTER: settings.cluster,
    LAB_NODE_PORT: String(settings.controlPort),
    LAB_EGRESS_ADDRESS: settings.egress,
    POD_NAME: pod.metadata?.name ?? '',
    POD_NAMESPACE: pod.metadata?.namespace ?? '',
    POD_ADDRESS: address,
  };
}
