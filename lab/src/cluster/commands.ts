import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  apiServerPort,
  clusterNumber,
  etcdPeerPort,
  etcdPort,
  nodePort,
  serviceRange,
} from '../addresses';
import { CHECKOUT } from '../state';
import { toolPaths } from '../tools/paths';
import { clusterFiles } from './credentials';
import { adminKubeconfigOf } from './kubeconfig';

/** A process that the lab should have. */
export interface ProcessPlan {
  name: string;
  cluster?: string;
  port?: number;
  /** What the port is for, in messages to people. */
  purpose: string;
  command: string[];
  env?: Record<string, string>;
}

/** The controllers that a lab cluster runs: those that workloads, Services and clean-up need. */
const CONTROLLERS = [
  'clusterrole-aggregation-controller',
  'daemonset-controller',
  'deployment-controller',
  'endpoints-controller',
  'endpointslice-controller',
  'garbage-collector-controller',
  'job-controller',
  'namespace-controller',
  'persistentvolumeclaim-protection-controller',
  'replicaset-controller',
  'root-ca-certificate-publisher-controller',
  'serviceaccount-controller',
  'serviceaccount-token-controller',
  'statefulset-controller',
];

/** One etcd for all clusters; each has a prefix in it. */
export function etcd(dir: string, instance: number): ProcessPlan {
  const client = `http://127.0.0.1:${etcdPort(instance)}`;
  const peer = `http://127.0.0.1:${etcdPeerPort(instance)}`;
  return {
    name: 'etcd',
    port: etcdPort(instance),
    purpose: `etcd of lab ${instance}`,
    command: [
      toolPaths.etcd(),
      ...['--name', 'lab', '--data-dir', join(dir, 'etcd'), '--log-level', 'warn'],
      ...['--listen-client-urls', client, '--advertise-client-urls', client],
      ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
      ...['--initial-cluster', `lab=${peer}`],
      '--unsafe-no-fsync', // a lab may lose its data when the computer crashes; it starts much faster for it
    ],
  };
}

/** Name of a cluster's API server in the process table. */
export const apiServerName = (cluster: string) => `kube-apiserver-${cluster}`;

/**
 * A real kube-apiserver. ClusterIPs are loopback addresses, so that the service proxy can listen on
 * them.
 */
export function apiServer(dir: string, instance: number, cluster: string): ProcessPlan {
  const c = clusterNumber(cluster);
  const files = clusterFiles(dir, cluster);
  return {
    name: apiServerName(cluster),
    cluster,
    port: apiServerPort(instance, c),
    purpose: `API server of ${cluster}, lab ${instance}`,
    command: [
      toolPaths.apiServer(),
      `--etcd-servers=http://127.0.0.1:${etcdPort(instance)}`,
      `--etcd-prefix=/${cluster}`,
      `--cert-dir=${files.certDir}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      // endpoints of the Service "kubernetes" would be 127.0.0.1, which the API server itself
      // refuses
      '--endpoint-reconciler-type=none',
      `--secure-port=${apiServerPort(instance, c)}`,
      `--service-cluster-ip-range=${serviceRange(instance, c)}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${files.serviceAccountKey}`,
      `--service-account-signing-key-file=${files.serviceAccountKey}`,
      `--token-auth-file=${files.tokens}`,
      '--authorization-mode=RBAC',
      '--allow-privileged',
    ],
  };
}

/** A real kube-controller-manager; it serves nothing. */
export function controllerManager(dir: string, cluster: string): ProcessPlan {
  const files = clusterFiles(dir, cluster);
  return {
    name: `kube-controller-manager-${cluster}`,
    cluster,
    purpose: `controller manager of ${cluster}`,
    command: [
      toolPaths.controllerManager(),
      `--kubeconfig=${adminKubeconfigOf(dir, cluster)}`,
      '--secure-port=0',
      '--leader-elect=false',
      '--use-service-account-credentials=false',
      `--service-account-private-key-file=${files.serviceAccountKey}`,
      `--root-ca-file=${files.certificate}`,
      `--controllers=${CONTROLLERS.join(',')}`,
    ],
  };
}

const NODE_AGENT = join(CHECKOUT, 'lab', 'src', 'node', 'main.ts');

/** The node of a cluster: it binds pods, runs them as processes, and proxies Services. */
export function nodeAgent(dir: string, instance: number, cluster: string): ProcessPlan | undefined {
  if (!existsSync(NODE_AGENT)) return undefined;
  return {
    name: `node-${cluster}`,
    cluster,
    port: nodePort(instance, clusterNumber(cluster)),
    purpose: `node agent of ${cluster}, lab ${instance}`,
    command: [process.execPath, '--import', 'tsx', NODE_AGENT],
    env: {
      INTERCONNECT_LAB: String(instance),
      INTERCONNECT_LAB_DIR: dir,
      LAB_CLUSTER: cluster,
      KUBECONFIG: adminKubeconfigOf(dir, cluster),
    },
  };
}
