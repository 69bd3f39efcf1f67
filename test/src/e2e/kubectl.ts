import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Lab, toolPaths } from '@interconnect/lab';

/** What an administrator of a cluster does by hand. @throws Error with kubectl's words */
export async function kubectl(lab: Lab, cluster: string, ...args: string[]): Promise<string> {
  const kubeconfig = ['--kubeconfig', lab.kubeconfigOf(cluster)];
  const { stdout } = await promisify(execFile)(toolPaths.kubectl(), [...kubeconfig, ...args]);
  return stdout;
}
