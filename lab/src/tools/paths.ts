import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where built and fetched tools are kept between checkouts. */
export function cacheDirectory(): string {
  return resolve(process.env.INTERCONNECT_CACHE || join(homedir(), '.cache', 'interconnect'));
}

/** Folder of the programs that come as Python packages. */
export function pythonDirectory(): string {
  return join(cacheDirectory(), 'python');
}

const built = (name: string) => join(cacheDirectory(), 'tools', name);
const fetched = (name: string) => join(pythonDirectory(), 'bin', name);

/**
 * Files of the tools; `ensureTools` makes sure that they are there. The version is part of the name
 * of what is built.
 */
export const toolPaths = {
  etcd: () => built('etcd-v3.6.14'),
  apiServer: () => built('kube-apiserver-v1.35.4'),
  controllerManager: () => built('kube-controller-manager-v1.35.4'),
  metallbController: () => built('metallb-controller-v0.15.2'),
  helm: () => built('helm-v4.3.2'),
  crane: () => built('crane-v0.22.1'),
  metallbManifest: () => built('metallb-native-v0.15.2.yaml'),
  mkdocs: () => fetched('mkdocs'),
  kubectl: () => fetched('kubectl'),
  temporal: () => fetched('temporal'),
  temporalTestServer: () => fetched('temporal-test-server'),
};
