import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './portal';
import { Own } from './stack';

/**
 * What the environment and the configuration files bring along instead of the lab and its Temporal.
 */
export function ownParts(env: NodeJS.ProcessEnv = process.env): Own {
  return {
    kubeconfig: env.KUBECONFIG || configuredKubeconfig(),
    temporalAddress: env.TEMPORAL_ADDRESS || undefined,
  };
}

function configuredKubeconfig(): string | undefined {
  for (const name of ['app-config.local.yaml', 'app-config.yaml']) {
    const file = join(root, name);
    if (!existsSync(file)) continue;
    const value = parse(readFileSync(file, 'utf8'))?.interconnect?.kubeconfig;
    if (typeof value === 'string') return value;
  }
  return undefined;
}
