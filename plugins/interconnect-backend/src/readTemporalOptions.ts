import type { Config } from '@backstage/config';
import type { TemporalOptions } from './temporal/TemporalOptions';

/** `interconnect.temporal` of the configuration, with its defaults: a Temporal dev server on this computer. */
export function readTemporalOptions(config: Config): TemporalOptions {
  const temporal = config.getOptionalConfig('interconnect.temporal');
  return {
    address: temporal?.getOptionalString('address') ?? '127.0.0.1:7233',
    namespace: temporal?.getOptionalString('namespace') ?? 'default',
    taskQueue: temporal?.getOptionalString('taskQueue') ?? 'interconnect',
    uiUrl: temporal?.getOptionalString('uiUrl') ?? 'http://localhost:8233',
  };
}
