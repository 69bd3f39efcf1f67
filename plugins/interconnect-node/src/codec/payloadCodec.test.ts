import { randomBytes } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import { defaultPayloadConverter } from '@temporalio/common';
import { createPayloadCodec, PayloadError, PayloadKey } from './payloadCodec';
import { readPayloadKeys } from './readPayloadKeys';

const key = (id: string): PayloadKey => ({ id, key: randomBytes(32) });
const [old, next] = [key('2025'), key('2026')];
const payloadOf = (value: unknown) => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Parameters<typeof defaultPayloadConverter.fromPayload>[0]) =>
  defaultPayloadConverter.fromPayload(payload);
const long = { manifest: 'kind: Deployment\n'.repeat(10_000) };
const encodingOf = (payload: { metadata?: Record<string, Uint8Array> | null }) =>
  Buffer.from(payload.metadata?.encoding ?? []).toString();

describe('the payload codec', () => {
  it.each([
    ['without keys', []],
    ['with a key', [next]],
  ])('brings back what it encoded, %s', async (_, keys) => {
    const codec = createPayloadCodec(keys);
    const values = [{ small: 'ä' }, long, undefined, null, new Uint8Array(10_000)];
    const encoded = await codec.encode(values.map(payloadOf));
    const decoded = await codec.decode(encoded);
    expect(decoded.map(valueOf)).toEqual(values);
  });

  it('compresses what is large, and leaves the rest as people read it', async () => {
    const [small, large] = await createPayloadCodec([]).encode([{ a: 1 }, long].map(payloadOf));
    expect(Buffer.from(small.data!).toString()).toBe('{"a":1}');
    expect(encodingOf(large)).toBe('binary/zlib');
    expect(large.data!.length).toBeLessThan(2_000);
  });

  it('encrypts all of it with the first key, each time differently', async () => {
    const codec = createPayloadCodec([next, old]);
    const secret = payloadOf('cluster-of-the-till');
    const [one, other] = await codec.encode([secret, secret]);
    expect(encodingOf(one)).toBe('binary/encrypted');
    expect(Buffer.from(one.metadata!['encryption-key-id']).toString()).toBe('2026');
    expect(Buffer.from(one.data!).toString('latin1')).not.toMatch(/cluster|json/);
    expect(one.data).not.toEqual(other.data);
  });

  it('reads what was written before: plain, compressed, with another of the keys', async () => {
    const codec = createPayloadCodec([next, old]);
    const before = await Promise.all(
      [[], [old]].map(keys => createPayloadCodec(keys).encode([payloadOf(long)])),
    );
    const [plain] = await codec.decode([payloadOf('plain')]);
    expect(valueOf(plain)).toBe('plain');
    for (const payload of await codec.decode(before.flat())) {
      expect(valueOf(payload)).toEqual(long);
    }
  });

  it('says which key is missing, wrong, or that a payload was changed', async () => {
    const encoded = await createPayloadCodec([next]).encode([payloadOf('secret')]);
    const [{ metadata, data }] = encoded;
    await expect(createPayloadCodec([old]).decode(encoded)).rejects.toThrow(
      /^A payload is encrypted with the key '2026', which interconnect.temporal.encryption.keys does not have$/,
    );
    await expect(createPayloadCodec([]).decode(encoded)).rejects.toThrow(PayloadError);
    const wrong = createPayloadCodec([key('2026')]);
    await expect(wrong.decode(encoded)).rejects.toThrow(/cannot be decrypted with the key '2026'/);
    const changed = Buffer.from(data!);
    changed[20] ^= 1;
    for (const bytes of [changed, changed.subarray(0, 5), Buffer.alloc(0)]) {
      await expect(createPayloadCodec([next]).decode([{ metadata, data: bytes }])).rejects.toThrow(
        /or the payload was changed$/,
      );
    }
  });

  it('does not unpack a few bytes to more than there is room for', async () => {
    const bomb = await createPayloadCodec([]).encode([payloadOf(Buffer.alloc(65 * 1024 * 1024))]);
    await expect(createPayloadCodec([]).decode(bomb)).rejects.toThrow(/cannot be read so/);
  });
});

describe('interconnect.temporal.encryption.keys', () => {
  const read = (keys?: { id?: string; key?: string }[]) =>
    readPayloadKeys(
      new ConfigReader(keys ? { interconnect: { temporal: { encryption: { keys } } } } : {}),
    );
  const good = { id: '2026', key: next.key.toString('base64') };

  it('may be absent, or are 32 bytes each', () => {
    expect(read()).toEqual([]);
    expect(read([good])).toEqual([next]);
  });

  it.each([
    ['without id', [{ key: good.key }], /keys\[0\].id/],
    ['with a bad id', [{ ...good, id: '' }], /keys\[0\].id/],
    ['twice', [good, good], /keys\[1\].id is 2026, as another one before/],
    ['too short', [{ ...good, key: 'aHVudGVyMg==' }], /keys\[0\].key is not 32 bytes in base64/],
    ['not base64', [{ ...good, key: `${'hunter2!'.repeat(5)}abc=` }], /keys\[0\].key is not/],
  ])('%s are refused, and not quoted', (_, keys, message) => {
    expect(() => read(keys)).toThrow(message);
    expect(() => read(keys)).not.toThrow(/hunter2|aHVudGVyMg/);
  });
});
