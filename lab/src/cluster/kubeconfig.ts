import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { apiServerPort, clusterNumber } from '../addresses';
import { adminToken, clusterFiles } from './credentials';

/** Kubeconfig of a cluster's administrator with one context, named like the cluster. */
export function adminKubeconfigOf(labDir: string, cluster: string): string {
  return join(labDir, 'kubeconfigs', `${cluster}.yaml`);
}

/** The administrator's kubeconfig with a context for every cluster; the first one is current. */
export function mergedAdminKubeconfig(labDir: string): string {
  return join(labDir, 'kubeconfig.yaml');
}

/** The same with the worker's account, which may do no more than the product documents. */
export function workerKubeconfigOf(labDir: string, cluster: string): string {
  return join(labDir, 'kubeconfigs', 'worker', `${cluster}.yaml`);
}

/** The worker's kubeconfig with a context for every cluster. */
export function mergedWorkerKubeconfig(labDir: string): string {
  return join(labDir, 'worker-kubeconfig.yaml');
}

/** Writes the administrator's kubeconfigs of clusters whose API server has made its certificate. */
export function writeAdminKubeconfigs(labDir: string, instance: number, clusters: string[]): void {
  const entries = clusters.map(cluster =>
    entryOf(labDir, instance, cluster, adminToken(clusterFiles(labDir, cluster))),
  );
  entries.forEach(entry => write(adminKubeconfigOf(labDir, entry.name), kubeconfig([entry])));
  write(mergedAdminKubeconfig(labDir), kubeconfig(entries));
}

/** Writes the worker's kubeconfigs. */
export function writeWorkerKubeconfigs(
  labDir: string,
  instance: number,
  accounts: { cluster: string; token: string }[],
): void {
  const entries = accounts.map(({ cluster, token }) => entryOf(labDir, instance, cluster, token));
  entries.forEach(entry => write(workerKubeconfigOf(labDir, entry.name), kubeconfig([entry])));
  write(mergedWorkerKubeconfig(labDir), kubeconfig(entries));
}

function entryOf(labDir: string, instance: number, cluster: string, token: string): Entry {
  return {
    name: cluster,
    server: `https://127.0.0.1:${apiServerPort(instance, clusterNumber(cluster))}`,
    ca: readFileSync(clusterFiles(labDir, cluster).certificate).toString('base64'),
    token,
  };
}

interface Entry {
  name: string;
  server: string;
  ca: string;
  token: string;
}

function kubeconfig(entries: Entry[]) {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': entries[0].name,
    clusters: entries.map(e => ({
      name: e.name,
      cluster: { server: e.server, 'certificate-authority-data': e.ca },
    })),
    users: entries.map(e => ({ name: e.name, user: { token: e.token } })),
    contexts: entries.map(e => ({ name: e.name, context: { cluster: e.name, user: e.name } })),
  };
}

function write(file: string, content: unknown) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, stringify(content), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
