import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Listener } from '../api/types';
import { claimHost } from './claimHost';
import { Context, failureOf, setCondition, writeStatus } from './context';
import { exposeListener, withdrawListener } from './exposeListener';
import { SiteMemory } from './memory';
import { updateRouterConfig } from './updateRouterConfig';
import { errorOrReady } from './status/conditions';

/**
 * A listener was made, changed, deleted, or is looked at again. Something is done only when its
 * spec is another one than the last that was seen; a status that got lost stays lost otherwise.
 */
export async function handleListener(
  context: Context,
  state: SiteMemory,
  name: string,
  listener: Listener | undefined,
): Promise<void> {
  if (!state.site) {
    if (listener) await report(context, listener, 'No active site in namespace');
    return;
  }
  if (!listener) {
    state.leads.delete(name);
    await remove(context, state, name);
    return;
  }
  const { host, port } = listener.spec!;
  if (context.memory.otherServices.has(`${state.namespace}/${host}`)) {
    await report(context, listener, `Service ${host} already exists in namespace`);
    return;
  }
  const claim = claimHost(state.leads, listener);
  if (claim.is === 'taken') {
    const where = `with host ${host} and port ${port}`;
    await report(context, listener, `Listener ${claim.by} ${where} already exists in namespace`);
  } else if (claim.is === 'withdrawn') {
    await remove(context, state, name);
  } else {
    await update(context, state, listener);
  }
}

async function update(context: Context, state: SiteMemory, listener: Listener): Promise<void> {
  const { name } = listener.metadata;
  const { host } = listener.spec!;
  const previousHost = state.hosts.get(name);
  if (previousHost !== undefined && previousHost !== host) {
    await withdrawListener(context, state, name, previousHost);
  }
  state.hosts.set(name, host);
  const previous = state.listeners.get(name);
  state.listeners.set(name, listener);
  if (previous && isDeepStrictEqual(previous.spec, listener.spec)) return;
  if (state.initialised) await exposeListener(context, state, listener);
  const failure = await failureOf(() => updateRouterConfig(context, state));
  if (!context.memory.recovering) await sleep(context.workMs);
  await report(context, listener, failure?.message);
}

async function remove(context: Context, state: SiteMemory, name: string): Promise<void> {
  const known = state.listeners.get(name);
  if (!known) return;
  state.listeners.delete(name);
  await withdrawListener(context, state, name, known.spec!.host);
  state.ports?.release(name);
  await updateRouterConfig(context, state);
}

async function report(context: Context, listener: Listener, problem?: string): Promise<void> {
  if (setCondition(listener, 'Configured', errorOrReady(problem))) {
    await writeStatus(context, listener);
  }
}
