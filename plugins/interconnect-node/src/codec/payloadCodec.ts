import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';

/** 32 bytes for AES-256-GCM. @public */
export interface PayloadKey {
  id: string;
  key: Buffer;
}

/** A payload cannot be read: its key is not known, or its content was changed. @public */
export class PayloadError extends Error {
  override name = 'PayloadError';
}

const { Payload: PayloadMessage } = temporal.api.common.v1;

/** Encodings as Temporal's own codecs name them. */
const zlib = 'binary/zlib';
const encrypted = 'binary/encrypted';
const cipherName = 'AES-256-GCM';

/**
 * Smaller payloads are not compressed, so that Temporal's UI can show them when there is no
 * encryption.
 */
const compressFrom = 32 * 1024;
/** A limit, because a few bytes can expand to gigabytes. */
const maxInflated = 64 * 1024 * 1024;

const ivBytes = 12;
const tagBytes = 16;

/**
 * How Temporal sees payloads: large ones are compressed, and with keys all are encrypted. Older
 * payloads stay readable, plain ones as well as those of another of the keys.
 *
 * @param keys - the first one encrypts, all decrypt; none: nothing is encrypted
 * @public
 */
export function createPayloadCodec(keys: readonly PayloadKey[]): PayloadCodec {
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  const [first] = keys;

  async function encode(payload: Payload): Promise<Payload> {
    const plain = serialized(payload);
    const isLarge = plain.length >= compressFrom;
    const compressed = isLarge && wrapped(zlib, await promisify(deflate)(plain));
    const smaller = compressed || payload;
    return first ? encrypt(smaller, first) : smaller;
  }

  async function decode(payload: Payload): Promise<Payload> {
    switch (textOf(payload, 'encoding')) {
      case encrypted:
        return decode(decrypt(payload, byId));
      case zlib:
        return decode(await decompress(payload));
      default:
        return payload;
    }
  }

  return {
    encode: payloads => Promise.all(payloads.map(encode)),
    decode: payloads => Promise.all(payloads.map(decode)),
  };
}

function encrypt(payload: Payload, { id, key }: PayloadKey): Payload {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(id));
  const data = [iv, cipher.update(serialized(payload)), cipher.final(), cipher.getAuthTag()];
  return wrapped(encrypted, Buffer.concat(data), {
    'encryption-cipher': cipherName,
    'encryption-key-id': id,
  });
}

function decrypt(payload: Payload, keys: ReadonlyMap<string, Buffer>): Payload {
  const id = textOf(payload, 'encryption-key-id') ?? '';
  const key = keys.get(id);
  if (!key) {
    throw new PayloadError(
      `A payload is encrypted with the key '${id.slice(0, 64)}', which interconnect.temporal.encryption.keys does not have`,
    );
  }
  const data = Buffer.from(payload.data ?? []);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(id));
    decipher.setAuthTag(data.subarray(-tagBytes));
    const bytes = decipher.update(data.subarray(ivBytes, -tagBytes));
    return PayloadMessage.decode(Buffer.concat([bytes, decipher.final()]));
  } catch {
    throw new PayloadError(
      `A payload cannot be decrypted with the key '${id}' of interconnect.temporal.encryption.keys: it is another key, or the payload was changed`,
    );
  }
}

async function decompress({ data }: Payload): Promise<Payload> {
  try {
    return PayloadMessage.decode(
      await promisify(inflate)(data ?? new Uint8Array(), { maxOutputLength: maxInflated }),
    );
  } catch {
    throw new PayloadError('A payload says that it is compressed, and cannot be read so');
  }
}

function serialized(payload: Payload): Uint8Array {
  return PayloadMessage.encode(payload).finish();
}

function wrapped(encoding: string, data: Uint8Array, more: Record<string, string> = {}): Payload {
  const metadata = Object.entries({ encoding, ...more }).map(([name, text]) => [
    name,
    Buffer.from(text),
  ]);
  return { metadata: Object.fromEntries(metadata), data };
}

function textOf({ metadata }: Payload, name: string): string | undefined {
  const bytes = metadata?.[name];
  return bytes && Buffer.from(bytes).toString();
}
