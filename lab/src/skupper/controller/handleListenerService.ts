import { Service } from '../../kube/types';
import { Context } from './context';
import { exposeHost } from './exposeListener';
import { SiteMemory } from './memory';
import { CONTROLLED } from './objects/owners';

/**
 * A Service of a listener was made, changed or deleted. One that is deleted is made again, one that
 * no listener asks for is deleted; what somebody changed in it is left alone.
 */
export async function handleListenerService(
  context: Context,
  state: SiteMemory,
  name: string,
  service: Service | undefined,
): Promise<void> {
  if (!service) await exposeHost(context, state, name);
  else if (CONTROLLED in (service.metadata.annotations ?? {}) && !state.exposed.has(name)) {
    await context.api.remove(service);
  }
}
