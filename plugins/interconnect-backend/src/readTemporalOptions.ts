import type { Config } from '@backstage/config';
import {
  createPayloadCodec,
  readPayloadKeys,
  readSigner,
  readTemporalConnection,
} from '@interconnect/backstage-plugin-interconnect-node';
import type { TemporalOptions } from './temporal/TemporalOptions';

/**
 * `interconnect.temporal` of the configuration, with its defaults: a Temporal dev server on this
 * computer, and `interconnect.signing`.
 *
 * @throws Error that names the key
 */
export function readTemporalOptions(config: Config): TemporalOptions {
  return {
    ...readTemporalConnection(config),
    uiUrl: config.getOptionalString('interconnect.temporal.uiUrl') ?? 'http://localhost:8233',
    signer: readSigner(config),
    codec: createPayloadCodec(readPayloadKeys(config)),
  };
}
