import { join } from 'node:path';
import { clusterNumber, egressAddress, nodePort, podIP } from '../addresses';
import { adminKubeconfigOf } from '../cluster/kubeconfig';
import { stateDirectory } from '../state';

/** What one node agent is told by its environment, and what follows from it. */
export interface NodeSettings {
  instance: number;
  /** State folder of the lab. */
  dir: string;
  cluster: string;
  /** Number of the cluster, from 1. */
  number: number;
  kubeconfig: string;
  /** Name of the Node object. */
  nodeName: string;
  /** Address that the Node reports as its own. */
  nodeIP: string;
  /** Port of the agent's control server on 127.0.0.1. */
  controlPort: number;
  /** Source address of connections that leave the cluster. */
  egress: string;
}

/**
 * Reads INTERCONNECT_LAB, LAB_CLUSTER, and optionally INTERCONNECT_LAB_DIR and KUBECONFIG.
 * @throws names the variable that is missing or wrong
 */
export function nodeSettings(env: NodeJS.ProcessEnv = process.env): NodeSettings {
  const { INTERCONNECT_LAB: lab, LAB_CLUSTER: cluster } = env;
  if (!lab || !/^\d$/.test(lab)) {
    throw new Error(`INTERCONNECT_LAB is "${lab ?? ''}"; the number of a lab is accepted, 0 to 7`);
  }
  if (!cluster) throw new Error('LAB_CLUSTER is not set; a name like cluster-1 is accepted');
  const instance = Number(lab);
  const number = clusterNumber(cluster);
  const dir = env.INTERCONNECT_LAB_DIR ?? stateDirectory(instance);
  return {
    instance,
    dir,
    cluster,
    number,
    kubeconfig: env.KUBECONFIG ?? adminKubeconfigOf(dir, cluster),
    nodeName: `${cluster}-node`,
    nodeIP: podIP(number, 1),
    controlPort: nodePort(instance, number),
    egress: egressAddress(instance, number),
  };
}

/** Folder with one file a running container of any cluster, see `pods/records.ts`. */
export const podsDirectory = (settings: NodeSettings) => join(settings.dir, 'pods');

/** Folder with the working directories of this cluster's pods. */
export const scratchDirectory = ({ dir, cluster }: NodeSettings) => join(dir, 'scratch', cluster);

/** Log file of a container. */
export function containerLog(dir: string, cluster: string, pod: string, container: string): string {
  return join(dir, 'logs', 'pods', cluster, `${pod}_${container}.log`);
}
