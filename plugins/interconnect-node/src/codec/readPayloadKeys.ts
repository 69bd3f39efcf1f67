import type { Config } from '@backstage/config';
import { isKeyId } from '../signing/signatures';
import type { PayloadKey } from './payloadCodec';

const root = 'interconnect.temporal.encryption.keys';
const keyBytes = 32;

/**
 * Reads the keys that encrypt payloads. The list may be empty.
 *
 * @throws Error that names the key of the configuration, and never holds its value
 * @public
 */
export function readPayloadKeys(config: Config): PayloadKey[] {
  const ids = new Set<string>();
  return (config.getOptionalConfigArray(root) ?? []).map((entry, index) => {
    const at = `${root}[${index}]`;
    const id = entry.getString('id');
    if (!isKeyId(id)) {
      throw new Error(
        `${at}.id is not one: letters, digits, '.', '_' and '-' are accepted, 64 at most`,
      );
    }
    if (ids.has(id)) throw new Error(`${at}.id is ${id}, as another one before`);
    ids.add(id);
    const text = entry.getString('key').trim();
    const key = Buffer.from(text, 'base64');
    if (key.length !== keyBytes || !/^[A-Za-z0-9+/]{43}=?$/.test(text)) {
      throw new Error(
        `${at}.key is not ${keyBytes} bytes in base64. \`npm run keys -- <folder>\` makes them`,
      );
    }
    return { id, key };
  });
}
