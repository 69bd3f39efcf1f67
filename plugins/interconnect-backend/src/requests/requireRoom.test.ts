import { randomBytes } from 'node:crypto';
import { createPayloadCodec } from '@interconnect/backstage-plugin-interconnect-node';
import { inputFor, testCodec } from '@interconnect/workflows/testing';
import { requireRoom } from './requireRoom';

const withManifest = (text: string) => ({
  ...inputFor(undefined, { rolloutId: 'r' }),
  manifests: { digest: text },
});
const random = (bytes: number) => randomBytes(bytes).toString('base64');

describe.each([
  ['compressed', createPayloadCodec([])],
  ['compressed and encrypted', testCodec],
])('an input, %s,', (_, codec) => {
  it('may be larger than what Temporal takes when it is compressed to less', async () => {
    const manifest = 'kind: Deployment\n'.repeat(300_000);
    await expect(requireRoom(codec, withManifest(manifest))).resolves.toBeUndefined();
  });

  it('is refused when it stays too large for Temporal, or is too large for everybody', async () => {
    await expect(requireRoom(codec, withManifest(random(2_600_000)))).rejects.toThrow(
      /^The rollout would carry \d+ bytes, compressed .*; at most 1900000 are possible/,
    );
    await expect(requireRoom(codec, withManifest('a'.repeat(8_000_001)))).rejects.toThrow(
      /^The rollout would carry \d+ bytes \(document.*; at most 8000000 are possible/,
    );
  });
});
