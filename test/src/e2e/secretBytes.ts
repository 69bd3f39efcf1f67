import { readFileSync } from 'node:fs';
import { KubeConfig, CoreV1Api } from '@kubernetes/client-node';
import { Lab } from '@interconnect/lab';

const known = new Set<string>();

/**
 * A piece from the middle of a secret: long enough to be unique, without the headers that all have
 * in common.
 */
function middleOf(text: string, length = 48): string {
  const flat = text.trim();
  const start = Math.max(0, Math.floor((flat.length - length) / 2));
  return flat.slice(start, start + length);
}

/**
 * Remembers what must be found nowhere: private keys in all Secrets of all clusters (as PEM, as the
 * API's base64 of it), and the tokens of the kubeconfigs.
 */
export async function rememberSecrets(lab: Lab): Promise<void> {
  const config = new KubeConfig();
  for (const file of [lab.workerKubeconfig, lab.kubeconfig]) {
    config.loadFromFile(file);
    for (const user of config.users) if (user.token) known.add(user.token);
  }
  for (const cluster of lab.clusters) {
    config.setCurrentContext(cluster);
    const { items } = await config.makeApiClient(CoreV1Api).listSecretForAllNamespaces();
    for (const secret of items) {
      for (const [name, base64] of Object.entries(secret.data ?? {})) {
        if (!/key|token|password/.test(name) || base64.length < 64) continue;
        const lines = Buffer.from(base64, 'base64').toString('utf8').trim().split('\n');
        known.add(middleOf(base64));
        known.add(middleOf(lines[Math.floor(lines.length / 2)]));
      }
    }
  }
  known.add(middleOf(readFileSync(lab.kubeconfig, 'utf8').split('certificate-authority-data:')[1]));
}

/** All remembered pieces. */
export function rememberedSecrets(): string[] {
  return [...known];
}
