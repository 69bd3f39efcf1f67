import { InputError } from '@backstage/errors';
import {
  maxEncodedInput,
  type RolloutInput,
} from '@interconnect/backstage-plugin-interconnect-common';
import { defaultPayloadConverter, type PayloadCodec } from '@temporalio/common';

/** What backend and worker have in their hands at once. */
const maxBytes = 8_000_000;

/** @throws InputError when the input is more than a rollout can carry */
export async function requireRoom(codec: PayloadCodec, input: RolloutInput): Promise<void> {
  const bytes = Buffer.byteLength(JSON.stringify(input));
  if (bytes <= maxBytes) {
    const [{ data }] = await codec.encode([defaultPayloadConverter.toPayload(input)]);
    const encoded = data?.length ?? 0;
    if (encoded <= maxEncodedInput) {
      return;
    }
    throw tooMuch(`${encoded} bytes, compressed`, maxEncodedInput);
  }
  throw tooMuch(`${bytes} bytes`, maxBytes);
}

function tooMuch(what: string, most: number): InputError {
  return new InputError(
    `The rollout would carry ${what} (document, manifests and what is applied); at most ${most} are possible: use ` +
      'smaller manifests or fewer members',
  );
}
