import { isDeepStrictEqual } from 'node:util';
import { RouterAccess } from '../api/types';
import { Context, failureOf, setCondition, writeStatus } from './context';
import { ensureSecuredAccess } from './handleSecuredAccess';
import { resolveSite } from './handleSite';
import { SiteMemory } from './memory';
import { errorOrReady } from './status/conditions';
import { updateRouterConfig } from './updateRouterConfig';

/**
 * A RouterAccess was made, changed, deleted, or is looked at again: the router accepts links as it
 * says.
 */
export async function handleRouterAccess(
  context: Context,
  state: SiteMemory,
  name: string,
  access: RouterAccess | undefined,
): Promise<void> {
  const known = state.accesses.get(name);
  if (access) state.accesses.set(name, access);
  else state.accesses.delete(name);
  if (!state.initialised) return;
  const problems: string[] = [];
  const attempt = async (work: () => Promise<void>) => {
    const failure = await failureOf(work);
    if (failure) problems.push(failure.message);
  };
  if (!access || !isConfigured(access) || !isDeepStrictEqual(known?.spec, access.spec)) {
    await attempt(() => updateRouterConfig(context, state));
  }
  if (access) {
    await attempt(() => ensureSecuredAccess(context, state, access));
    if (setCondition(access, 'Configured', errorOrReady(problems.join(', ')))) {
      state.accesses.set(name, await writeStatus(context, access));
    }
  }
  await resolveSite(context, state);
}

function isConfigured({ status }: RouterAccess): boolean {
  const { conditions = [] } = status ?? {};
  return conditions.some(({ type, status: s }) => type === 'Configured' && s === 'True');
}
