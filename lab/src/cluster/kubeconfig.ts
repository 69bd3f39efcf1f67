import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { apiServerPort, clusterNumber } from '../addresses';
import { adminToken, clusterFiles } from './credentials';

/** Kubeconfig with one context, named like the cluster. */
export function kubeconfigOf(labDir: string, cluster: string): string {
  return join(labDir, 'kubeconfigs', `${cluster}.yaml`);
}

/** Kubeconfig with a context for every cluster; the first one is current. */
export function mergedKubeconfig(labDir: string): string {
  return join(labDir, 'kubeconfig.yaml');
}

/** Writes the kubeconfigs of clusters whose API server has made its certificate. */
export function writeKubeconfigs(labDir: string, instance: number, clusters: string[]): void {
  const entries = clusters.map(cluster => {
    const files = clusterFiles(labDir, cluster);
    return {
      name: cluster,
      server: `https://127.0.0.1:${apiServerPort(instance, clusterNumber(cluster))}`,
      ca: readFileSync(files.certificate).toString('base64'),
      token: adminToken(files),
    };
  });
  entries.forEach(entry => write(kubeconfigOf(labDir, entry.name), kubeconfig([entry])));
  write(mergedKubeconfig(labDir), kubeconfig(entries));
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
