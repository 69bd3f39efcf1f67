import { PayloadError } from '@interconnect/backstage-plugin-interconnect-node';
import { defaultPayloadConverter, type PayloadCodec } from '@temporalio/common';

/**
 * For lists, which show what others made as well: what cannot be read is nothing, and does not hide
 * the rest. A Schedule of ours whose memo cannot be read (its key is gone) is then one that has to
 * be made anew.
 */
export function lenientCodec(codec: PayloadCodec): PayloadCodec {
  const nothing = defaultPayloadConverter.toPayload(undefined);
  return {
    encode: payloads => codec.encode(payloads),
    decode: payloads =>
      Promise.all(
        payloads.map(async payload => {
          try {
            return (await codec.decode([payload]))[0];
          } catch (error) {
            if (error instanceof PayloadError) return nothing;
            throw error;
          }
        }),
      ),
  };
}
