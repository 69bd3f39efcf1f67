import { isDeepStrictEqual } from 'node:util';
import { Connector, Link, Listener, Site } from '../api/types';
import { Pod, Service } from '../kube/types';
import { Context, ensure, timestamp, writeStatus } from './context';
import { ListenerChoice } from './chooseListeners';
import { NamespaceState } from './namespaceState';
import { ExposedPort, LISTENER_LABEL, listenerService } from './objects/listenerService';
import { CONTROLLED } from './objects/owners';
import { selectPods } from './selectPods';
import { errorOrReady, READY, withCondition } from './status/conditions';

/** Names of the Services in a namespace that no listener made. */
export function foreignServices({ cache }: Context, namespace: string): Set<string> {
  const services = cache.list<Service>('Service', namespace);
  return new Set(
    services
      .filter(({ metadata }) => !(LISTENER_LABEL in (metadata.labels ?? {})))
      .map(({ metadata }) => metadata.name),
  );
}

/** Makes one Service a host, and deletes those whose listeners are gone. */
export async function reconcileListenerServices(
  context: Context,
  state: NamespaceState,
  site: Site,
  bound: Listener[],
): Promise<void> {
  const { namespace = '' } = site.metadata;
  const byHost = new Map<string, ExposedPort[]>();
  for (const { metadata, spec } of bound) {
    const port = {
      listener: metadata.name,
      port: spec!.port,
      targetPort: state.ports.portOf(metadata.name),
    };
    byHost.set(spec!.host, [...(byHost.get(spec!.host) ?? []), port]);
  }
  for (const [host, ports] of byHost) {
    try {
      await ensure(context, listenerService(site, host, ports));
    } catch (error) {
      // As with the real controller, a host that is no name of a Service shows in its log only.
      context.log(`${namespace}: cannot expose listener host ${host}: ${(error as Error).message}`);
    }
  }
  for (const service of context.cache.list<Service>('Service', namespace)) {
    const { labels = {}, annotations = {}, name, deletionTimestamp } = service.metadata;
    const stale = LISTENER_LABEL in labels && CONTROLLED in annotations && !byHost.has(name);
    if (stale && !deletionTimestamp) await context.api.remove(service);
  }
}

/** Says of each listener, connector and link whether the router was configured for it. */
export async function reportConfigured(
  context: Context,
  state: NamespaceState,
  namespace: string,
  choice: ListenerChoice,
): Promise<void> {
  const { cache } = context;
  for (const listener of cache.list<Listener>('Listener', namespace)) {
    const problem = errorOrReady(choice.errors.get(listener.metadata.name));
    await writeStatus(
      context,
      listener,
      withCondition(listener, 'Configured', problem, timestamp()),
    );
  }
  for (const connector of cache.list<Connector>('Connector', namespace)) {
    await reportConnector(context, connector);
  }
  for (const link of cache.list<Link>('Link', namespace)) {
    if (state.links.get(link.metadata.name) !== 'applied') continue;
    await writeStatus(context, link, withCondition(link, 'Configured', READY, timestamp()));
  }
}

async function reportConnector(context: Context, connector: Connector): Promise<void> {
  const { namespace = '' } = connector.metadata;
  let { status } = connector;
  let problem: string | undefined;
  if (connector.spec?.selector) {
    const pods = selectPods(connector, context.cache.list<Pod>('Pod', namespace));
    if (!pods.length) {
      // Before the first pod matches nothing is said of it.
      if (!status?.conditions?.some(({ type }) => type === 'Configured')) return;
      problem = 'No pods match selector';
    }
    const selectedPods = pods.map(({ name, ip }) => ({ name, ip }));
    if (!isDeepStrictEqual(status?.selectedPods ?? [], selectedPods)) {
      status = { ...status, selectedPods: pods.length ? selectedPods : undefined };
    }
  }
  const state = errorOrReady(problem);
  const next = withCondition({ ...connector, status }, 'Configured', state, timestamp());
  await writeStatus(context, connector, next);
}
