import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of one cluster's control plane in the state folder. */
export interface ClusterFiles {
  /** Folder of the cluster. */
  dir: string;
  /** RSA key that signs service account tokens. */
  serviceAccountKey: string;
  /** Token file of the API server. */
  tokens: string;
  /** The API server writes its self-signed certificate here at its first start. */
  certDir: string;
  certificate: string;
}

/** Names the files; makes nothing. */
export function clusterFiles(labDir: string, cluster: string): ClusterFiles {
  const dir = join(labDir, 'clusters', cluster);
  const certDir = join(dir, 'pki');
  return {
    dir,
    serviceAccountKey: join(dir, 'sa.key'),
    tokens: join(dir, 'tokens.csv'),
    certDir,
    certificate: join(certDir, 'apiserver.crt'),
  };
}

/** Makes keys and tokens of a cluster, once; they stay the same until the lab is purged. */
export function ensureCredentials(files: ClusterFiles): void {
  mkdirSync(files.certDir, { recursive: true, mode: 0o700 });
  if (!existsSync(files.serviceAccountKey)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs1', format: 'pem' });
    writeFileSync(files.serviceAccountKey, pem, { mode: 0o600 });
  }
  if (!existsSync(files.tokens)) {
    const line = `${randomBytes(24).toString('hex')},lab-admin,lab-admin,"system:masters"\n`;
    writeFileSync(files.tokens, line, { mode: 0o600 });
  }
}

/** The bearer token of the cluster's administrator. */
export function adminToken(files: ClusterFiles): string {
  return readFileSync(files.tokens, 'utf8').split(',')[0];
}
