import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Link } from '../api/types';
import { Context, failureOf, setCondition, writeStatus } from './context';
import { SiteMemory } from './memory';
import { errorOrReady } from './status/conditions';
import { updateRouterConfig } from './updateRouterConfig';

/**
 * A link was made, changed, deleted, or is looked at again. A new one is only noted; it is taken
 * over at the second event, which an update or the next tick brings. After that any difference is
 * acted on, so that its status is never lost.
 */
export async function handleLink(
  context: Context,
  state: SiteMemory,
  name: string,
  link: Link | undefined,
): Promise<void> {
  const known = state.links.get(name);
  if (!link) {
    state.links.delete(name);
    if (known) await updateRouterConfig(context, state, { unlink: name });
    return;
  }
  state.links.set(name, link);
  if (!state.initialised) {
    await report(context, state, link, 'No active site in namespace');
    return;
  }
  if (!known || (isDeepStrictEqual(known, link) && isConfigured(link))) return;
  const failure = await failureOf(() => updateRouterConfig(context, state, { link }));
  await sleep(context.workMs);
  await report(context, state, link, failure?.message);
}

function isConfigured({ status }: Link): boolean {
  const { conditions = [] } = status ?? {};
  return conditions.some(({ type, status: s }) => type === 'Configured' && s === 'True');
}

async function report(
  context: Context,
  state: SiteMemory,
  link: Link,
  problem?: string,
): Promise<void> {
  if (!setCondition(link, 'Configured', errorOrReady(problem))) return;
  state.links.set(link.metadata.name, await writeStatus(context, link));
}
