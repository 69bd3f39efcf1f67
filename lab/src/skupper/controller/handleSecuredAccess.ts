import { isDeepStrictEqual } from 'node:util';
import { Endpoint, RouterAccess, SecuredAccess } from '../api/types';
import { Service } from '../../kube/types';
import { Context, failureOf, setCondition, writeStatus } from './context';
import { ensureCertificate } from './handleCertificate';
import { SiteMemory } from './memory';
import { accessEndpoints, accessService, securedAccess } from './objects/access';
import { accessCertificate } from './objects/certificates';
import { CONTROLLED } from './objects/owners';
import { mergedService, reconciled } from './objects/reconciled';
import { errorOrReady, pending, READY } from './status/conditions';

/** Group of the endpoints of a site's only router. */
const GROUP = 'skupper-router';
/** Label of the Services that SecuredAccesses have. */
export const ACCESS_LABEL = 'internal.skupper.io/secured-access';

/** Makes the SecuredAccess of a RouterAccess, or changes the one that is remembered. */
export async function ensureSecuredAccess(
  context: Context,
  state: SiteMemory,
  access: RouterAccess,
): Promise<void> {
  const { api, memory } = context;
  const { name } = access.metadata;
  const key = `${state.namespace}/${name}`;
  const issuer = state.site?.spec?.defaultIssuer || 'skupper-site-ca';
  const wanted = securedAccess(access, issuer);
  const known = memory.securedAccesses.get(key);
  if (!known) memory.securedAccesses.set(key, await api.create(wanted));
  else if (reconciled(known, wanted) !== known) {
    memory.securedAccesses.set(key, await api.update(reconciled(known, wanted)));
  }
  state.secured.add(name);
}

/** A SecuredAccess was made, changed, deleted, or is looked at again. */
export async function handleSecuredAccess(
  context: Context,
  state: SiteMemory,
  name: string,
  access: SecuredAccess | undefined,
): Promise<void> {
  const failure = await failureOf(() => resolveAccess(context, state, name, access));
  const key = `${state.namespace}/${name}`;
  if (access) {
    context.memory.securedAccesses.set(key, access);
    await reconcile(context, key, access);
  } else {
    context.memory.securedAccesses.delete(key);
  }
  if (failure) throw failure;
}

/**
 * A Service of a SecuredAccess was made, changed or deleted; a deleted one is made again, as at
 * first.
 */
export async function handleAccessService(
  context: Context,
  key: string,
  service: Service | undefined,
): Promise<void> {
  const { accessServices, securedAccesses } = context.memory;
  const access = securedAccesses.get(key);
  if (!service) {
    accessServices.delete(key);
    if (access) accessServices.set(key, await context.api.create(accessService(access)));
  } else if (access) {
    accessServices.set(key, service);
    await reconcile(context, key, access);
  } else if (CONTROLLED in (service.metadata.annotations ?? {})) {
    await context.api.remove(service);
  }
}

/**
 * Service, endpoints and server certificate of a SecuredAccess, and whether they are as they should
 * be.
 */
async function reconcile(context: Context, key: string, access: SecuredAccess): Promise<void> {
  let service: Service | undefined;
  const failure = await failureOf(async () => {
    service = await ensureService(context, key, access);
  });
  if (failure) {
    if (setCondition(access, 'Configured', errorOrReady(failure.message))) await save();
    return;
  }
  let endpoints: Endpoint[] = [];
  const problems = [
    await failureOf(async () => {
      endpoints = accessEndpoints(access, service);
    }),
  ];
  let changed = false;
  if (!isDeepStrictEqual(access.status?.endpoints ?? [], endpoints)) {
    access.status = { ...access.status, endpoints: endpoints.length ? endpoints : undefined };
    changed = true;
  }
  if (setCondition(access, 'Resolved', endpoints.length ? READY : pending())) changed = true;
  const certificate = accessCertificate(access);
  if (certificate) problems.push(await failureOf(() => ensureCertificate(context, certificate)));
  const message = problems.flatMap(problem => problem?.message ?? []).join('\n');
  if (setCondition(access, 'Configured', errorOrReady(message))) changed = true;
  if (changed) await save();

  async function save() {
    context.memory.securedAccesses.set(key, await writeStatus(context, access));
  }
}

/**
 * Only type, selector and ports are looked at; what somebody added stays until the Service is
 * deleted.
 */
async function ensureService(
  { api, memory }: Context,
  key: string,
  access: SecuredAccess,
): Promise<Service> {
  const wanted = accessService(access);
  const known = memory.accessServices.get(key);
  const next = known && mergedService(known, wanted);
  if (known && next === known) return known;
  const service = next ? await api.update(next) : await api.create(wanted);
  memory.accessServices.set(key, service);
  return service;
}

/** Takes the endpoints of a SecuredAccess over into its RouterAccess. */
async function resolveAccess(
  context: Context,
  state: SiteMemory,
  name: string,
  secured: SecuredAccess | undefined,
): Promise<void> {
  if (!state.secured.has(name)) return;
  if (!secured) state.secured.delete(name);
  const access = state.accesses.get(name);
  if (!access) return;
  const endpoints = (secured?.status?.endpoints ?? [])
    .map(endpoint => ({ ...endpoint, group: GROUP }))
    .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
  let changed = false;
  if (!isDeepStrictEqual(sorted(access.status?.endpoints ?? []), sorted(endpoints))) {
    access.status = { ...access.status, endpoints: endpoints.length ? endpoints : undefined };
    changed = true;
  }
  if (setCondition(access, 'Resolved', endpoints.length ? READY : pending())) changed = true;
  if (changed) state.accesses.set(name, await writeStatus(context, access));
}

function sorted(endpoints: Endpoint[]): string[] {
  return endpoints.map(({ group, host, name, port }) => `${group} ${name} ${host} ${port}`).sort();
}
