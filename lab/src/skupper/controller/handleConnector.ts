import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Connector } from '../api/types';
import { Pod } from '../../kube/types';
import { Context, failureOf, setCondition, writeStatus } from './context';
import { SiteMemory } from './memory';
import { selectedBy, selectPods } from './selectPods';
import { errorOrReady } from './status/conditions';
import { updateRouterConfig } from './updateRouterConfig';

/**
 * A connector was made, changed, deleted, or is looked at again. As with listeners, an unchanged
 * spec means that nothing is done; unlike a listener it is remembered while there is no Site.
 */
export async function handleConnector(
  context: Context,
  state: SiteMemory,
  name: string,
  connector: Connector | undefined,
): Promise<void> {
  const previous = state.connectors.get(name);
  if (!connector) {
    state.connectors.delete(name);
    state.selectors.delete(name);
    if (previous && state.site) await updateRouterConfig(context, state);
    return;
  }
  state.connectors.set(name, connector);
  const changed = !previous || !isDeepStrictEqual(previous.spec, connector.spec);
  const configurable = changed && (!state.initialised || followSelector(context, state, connector));
  if (!state.site) {
    await reportConnector(context, state, connector, 'No active site in namespace');
    return;
  }
  if (!configurable) return;
  const failure = await failureOf(() => updateRouterConfig(context, state));
  if (!context.memory.recovering) await sleep(context.workMs);
  await reportConnector(context, state, connector, failure?.message);
}

/**
 * Notes a connector's selector. Nothing can be configured for a new one yet, and nothing is said of
 * it, until the first pod matches.
 * @returns whether the connector can be configured now
 */
export function followSelector(
  context: Context,
  state: SiteMemory,
  { metadata: { name }, spec }: Connector,
): boolean {
  const selector = spec?.selector ?? '';
  const followed = state.selectors.get(name) ?? '';
  if (selector === followed) return true;
  if (!selector) {
    state.selectors.delete(name);
    return true;
  }
  state.selectors.set(name, selector);
  const pods = context.cache.list<Pod>('Pod', state.namespace);
  if (pods.some(pod => selectedBy(selector, pod))) {
    context.enqueue(`Selection ${state.namespace}/${name}`);
  }
  return false;
}

/** Pods that a connector selects came, changed or went. */
export async function handleSelection(context: Context, state: SiteMemory, name: string) {
  const connector = state.connectors.get(name);
  if (!connector || !state.selectors.has(name)) return;
  const failure = await failureOf(() => updateRouterConfig(context, state));
  const pods = selectPods(connector, context.cache.list<Pod>('Pod', state.namespace));
  const problem = failure?.message ?? (pods.length ? undefined : 'No matches for selector');
  await reportConnector(context, state, connector, problem);
}

/** Says whether the router was configured for a connector. */
export async function reportConnector(
  context: Context,
  state: SiteMemory,
  connector: Connector,
  problem?: string,
): Promise<void> {
  if (!setCondition(connector, 'Configured', errorOrReady(problem))) return;
  state.connectors.set(connector.metadata.name, await writeStatus(context, connector));
}
