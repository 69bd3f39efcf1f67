import { rolloutSearchAttributes } from '@interconnect/backstage-plugin-interconnect-common';
import type { NativeConnection } from '@temporalio/worker';
import { errorText, logger } from './log';

/** IndexedValueType of Temporal's API. */
const keyword = 2;

/**
 * Registers the search attributes of rollouts in the namespace, if they are missing. Temporal
 * refuses to start a workflow with an unknown one. If the worker may not register them, it logs
 * what an administrator has to do.
 */
export async function registerSearchAttributes(
  { operatorService }: Pick<NativeConnection, 'operatorService'>,
  namespace: string,
): Promise<void> {
  const wanted = Object.values(rolloutSearchAttributes);
  try {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
    const missing = wanted.filter(name => !Object.hasOwn(customAttributes ?? {}, name));
    if (missing.length === 0) return;
    await operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(name => [name, keyword])),
    });
    logger.info('Registered search attributes', { namespace, names: missing.join(', ') });
  } catch (error) {
    logger.warn('Search attributes could not be registered: rollouts start only when they are', {
      error: errorText(error),
      command: registrationCommand(wanted, namespace),
    });
  }
}

/** The command for an administrator. */
function registrationCommand(names: string[], namespace: string): string {
  const attributes = names.map(name => `--name ${name} --type Keyword`).join(' ');
  return `temporal operator search-attribute create --namespace ${namespace} ${attributes}`;
}
