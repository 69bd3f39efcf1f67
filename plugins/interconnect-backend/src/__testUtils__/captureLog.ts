import { inspect } from 'node:util';
import { BackendFeature, coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import type { RootLoggerService } from '@backstage/backend-plugin-api';

/** A log that is kept, with everything that was handed to it; also what the auditor writes. */
export function captureLog(): { feature: BackendFeature; text(): string } {
  const lines: string[] = [];
  const write = (...entry: unknown[]) => lines.push(inspect(entry, { depth: 9, showHidden: true }));
  const logger: RootLoggerService = {
    error: write,
    warn: write,
    info: write,
    debug: write,
    child: () => logger,
    addFields() {},
  } as RootLoggerService;
  return {
    feature: createServiceFactory({
      service: coreServices.rootLogger,
      deps: {},
      factory: () => logger,
    }),
    text: () => lines.join('\n'),
  };
}
