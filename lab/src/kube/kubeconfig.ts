import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import type { ApiAccess } from './request';

interface Named {
  name: string;
  [entry: string]: unknown;
}

/**
 * Reads the current context of a kubeconfig file: tokens and client certificates, in the file or
 * beside it.
 * @throws when the file or its current context is incomplete; the message names the file and the
 * entry
 */
export function readKubeconfig(file: string): ApiAccess {
  const config = parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const find = (list: string, name: unknown): Record<string, string> => {
    const entry = ((config[list] as Named[]) ?? []).find(item => item.name === name);
    if (!entry) throw new Error(`${file}: ${list} has no entry named "${name}"`);
    return entry[list.slice(0, -1)] as Record<string, string>;
  };
  const context = find('contexts', config['current-context']);
  const cluster = find('clusters', context.cluster);
  const user = find('users', context.user);
  const bytes = (entry: Record<string, string>, field: string): Buffer | undefined => {
    if (entry[`${field}-data`]) return Buffer.from(entry[`${field}-data`], 'base64');
    return entry[field] ? readFileSync(resolve(dirname(file), entry[field])) : undefined;
  };
  return {
    server: cluster.server,
    ca: bytes(cluster, 'certificate-authority'),
    token: user.token ?? (user.tokenFile && readFileSync(user.tokenFile, 'utf8').trim()),
    cert: bytes(user, 'client-certificate'),
    key: bytes(user, 'client-key'),
  };
}
