import { createHash } from 'node:crypto';

/** `sha256:…` of a packaged chart, as registries and indexes of repositories write it. */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
