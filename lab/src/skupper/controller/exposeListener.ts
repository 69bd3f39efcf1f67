import { Listener } from '../api/types';
import { Context, ensure, failureOf } from './context';
import { SiteMemory } from './memory';
import { ExposedPort, listenerService } from './objects/listenerService';
import { CONTROLLED } from './objects/owners';
import { Service } from '../../kube/types';

/**
 * Gives a listener a port of the router, and its host a Service with that port. What fails shows in
 * the log only.
 */
export async function exposeListener(context: Context, state: SiteMemory, listener: Listener) {
  const { name } = listener.metadata;
  const { host, port } = listener.spec!;
  const exposed: ExposedPort = { listener: name, port, targetPort: state.ports!.portOf(name) };
  const ports = state.exposed.get(host) ?? new Map<string, ExposedPort>();
  state.exposed.set(host, ports);
  const known = ports.get(name);
  if (known?.port === port && known.targetPort === exposed.targetPort) return;
  ports.set(name, exposed);
  const failure = await failureOf(() => exposeHost(context, state, host));
  if (failure) context.log(`${state.namespace}: cannot expose ${host}: ${failure.message}`);
}

/** Makes the Service of a host, or changes it to what its listeners want. */
export async function exposeHost(context: Context, state: SiteMemory, host: string): Promise<void> {
  const ports = [...(state.exposed.get(host)?.values() ?? [])];
  if (ports.length && state.site) await ensure(context, listenerService(state.site, host, ports));
}

/** Takes a listener off a host; the Service goes with the last one. */
export async function withdrawListener(
  context: Context,
  state: SiteMemory,
  name: string,
  host: string,
): Promise<void> {
  const ports = state.exposed.get(host);
  if (!ports?.delete(name)) return;
  const failure = await failureOf(async () => {
    if (ports.size) {
      await exposeHost(context, state, host);
      return;
    }
    state.exposed.delete(host);
    const service = await context.api.get<Service>('Service', state.namespace, host);
    if (CONTROLLED in (service.metadata.annotations ?? {})) await context.api.remove(service);
  });
  if (failure) context.log(`${state.namespace}: cannot withdraw ${host}: ${failure.message}`);
}
