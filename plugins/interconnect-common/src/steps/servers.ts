import { canonicalJson, sha256Hex } from '../hash';
import { StepInput } from '.';

/**
 * Digest of the servers whose services are published, as publications on spokes have it. The
 * servers themselves stand once, with the publication on the hub: else what is applied would grow
 * by spokes times servers.
 *
 * @param servers - digests by step id
 */
export function serversDigest(servers: Record<string, string>): string {
  return sha256Hex(canonicalJson(servers));
}

/** Step ids of the servers that some steps publish, by `serversDigest`. @public */
export function serversByDigest(inputs: Iterable<StepInput>): Map<string, string[]> {
  const lists = new Map([[serversDigest({}), [] as string[]]]);
  for (const input of inputs) {
    if (input.kind === 'publishServices' && 'servers' in input) {
      lists.set(serversDigest(input.servers), Object.keys(input.servers));
    }
  }
  return lists;
}
