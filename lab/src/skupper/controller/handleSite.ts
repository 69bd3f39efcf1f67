import { isDeepStrictEqual } from 'node:util';
import { Endpoint, Site } from '../api/types';
import { Context, ensure, failureOf, setCondition, writeStatus } from './context';
import { exposeListener } from './exposeListener';
import { followSelector, reportConnector } from './handleConnector';
import { ensureSecuredAccess } from './handleSecuredAccess';
import { SiteMemory } from './memory';
import { ACCESS_TYPES, routerAccess, wantsAccess } from './objects/access';
import { siteCertificates } from './objects/certificates';
import { routerDeployment } from './objects/routerDeployment';
import { localService, routerAccount } from './objects/siteObjects';
import { recoverPortMap } from './portMap';
import { ensureCertificate } from './handleCertificate';
import { errorOrReady, pending, READY } from './status/conditions';
import { recoverRouterConfig, updateRouterConfig } from './updateRouterConfig';

/**
 * A Site was made, changed, or is looked at again: all that it needs is made, and said whether that
 * worked.
 */
export async function handleSite(context: Context, state: SiteMemory, site: Site): Promise<void> {
  site.status = { ...site.status, controller: context.self };
  if (state.site && state.site.metadata.name !== site.metadata.name) {
    const active = state.site.metadata.name;
    const problem = `An active site already exists in the namespace (${active})`;
    if (setCondition(site, 'Configured', errorOrReady(problem))) await writeStatus(context, site);
    return;
  }
  const failure = await failureOf(() => configure(context, state, site));
  let changed = false;
  const issuer = site.spec?.defaultIssuer || site.status?.defaultIssuer || 'skupper-site-ca';
  if (site.status.defaultIssuer !== issuer) {
    site.status.defaultIssuer = issuer;
    changed = true;
  }
  if (setCondition(site, 'Configured', errorOrReady(failure?.message))) changed = true;
  if (changed) state.site = await writeStatus(context, site);
}

/** Makes the Site the active one and makes what it needs, in the real controller's order. */
export async function configure(context: Context, state: SiteMemory, site: Site): Promise<void> {
  state.site = site;
  const { linkAccess = '' } = site.spec ?? {};
  if (wantsAccess(site) && linkAccess !== 'default' && !ACCESS_TYPES.includes(linkAccess)) {
    throw new Error(`Unsupported value for LinkAccess: ${linkAccess}`);
  }
  if (state.initialised) await updateRouterConfig(context, state);
  else await activate(context, state, site);
  for (const object of routerAccount(site)) await ensure(context, object);
  for (const certificate of siteCertificates(site)) await ensureCertificate(context, certificate);
  await ensureRouterAccess(context, state, site);
  await ensure(context, routerDeployment(site, context.images));
  await ensure(context, localService(site));
}

/**
 * Takes up what was made before its Site. Listeners and links wait for their next event all the
 * same.
 */
async function activate(context: Context, state: SiteMemory, site: Site): Promise<void> {
  const config = await recoverRouterConfig(context, state, site);
  state.initialised = true;
  state.ports ??= recoverPortMap(config);
  for (const connector of state.connectors.values()) followSelector(context, state, connector);
  for (const listener of state.listeners.values()) await exposeListener(context, state, listener);
  for (const connector of [...state.connectors.values()]) {
    const failure = await failureOf(() => reportConnector(context, state, connector));
    if (failure) context.log(`Connector ${connector.metadata.name}: ${failure.message}`);
  }
  await ensureSecuredAccesses(context, state);
  if (config) await updateRouterConfig(context, state);
}

async function ensureSecuredAccesses(context: Context, state: SiteMemory): Promise<void> {
  for (const access of state.accesses.values()) {
    const failure = await failureOf(() => ensureSecuredAccess(context, state, access));
    if (failure) context.log(`RouterAccess ${access.metadata.name}: ${failure.message}`);
  }
}

async function ensureRouterAccess(context: Context, state: SiteMemory, site: Site): Promise<void> {
  const wanted = routerAccess(site);
  if (!wanted) return;
  const { name } = wanted.metadata;
  const known = state.accesses.get(name);
  if (!known) {
    state.accesses.set(name, await context.api.create(wanted));
    return;
  }
  const { settings, ...spec } = known.spec!;
  if (isDeepStrictEqual(spec, wanted.spec)) return;
  state.accesses.set(name, await context.api.update({ ...known, spec: wanted.spec }));
}

/** Takes the endpoints of all accesses over into the Site. */
export async function resolveSite(context: Context, state: SiteMemory): Promise<void> {
  const { site } = state;
  if (!site) return;
  const endpoints: Endpoint[] = [...state.accesses.values()].flatMap(
    access => access.status?.endpoints ?? [],
  );
  let changed = false;
  if (!isDeepStrictEqual(site.status?.endpoints ?? [], endpoints)) {
    site.status = { ...site.status, endpoints: endpoints.length ? endpoints : undefined };
    changed = true;
  }
  if (setCondition(site, 'Resolved', endpoints.length ? READY : pending())) changed = true;
  if (changed) state.site = await writeStatus(context, site);
}

/**
 * The active Site is gone: all that is remembered of its namespace is forgotten, and nothing is
 * written.
 */
export function forgetSite({ memory }: Context, { namespace }: SiteMemory): void {
  memory.sites.delete(namespace);
}
