import { Endpoint, RouterAccess, SecuredAccess, Site } from '../api/types';
import { Service } from '../kube/types';
import { Context, ensure, timestamp, writeStatus } from './context';
import { accessEndpoints, accessService, routerAccess, securedAccess } from './objects/access';
import { accessCertificate } from './objects/certificates';
import { errorOrReady, pending, READY, withCondition } from './status/conditions';
import { isDeepStrictEqual } from 'node:util';

/** Group of the endpoints of a site's only router. */
const GROUP = 'skupper-router';

/**
 * Makes a Site reachable as its linkAccess asks: RouterAccess, SecuredAccess, Service, server certificate, and their statuses.
 * @returns the endpoints for links to the site
 */
export async function reconcileAccess(context: Context, site: Site): Promise<Endpoint[]> {
  const { namespace = '' } = site.metadata;
  const wanted = routerAccess(site);
  if (wanted) await ensure(context, wanted);
  const endpoints: Endpoint[] = [];
  for (const access of liveAccesses(context, namespace)) {
    const secured = await reconcileSecured(context, site, access);
    endpoints.push(...(await reportAccess(context, access, secured)));
  }
  return endpoints;
}

/** The ways in of a namespace, without those that are being deleted. */
export function liveAccesses({ cache }: Context, namespace: string): RouterAccess[] {
  return cache
    .list<RouterAccess>('RouterAccess', namespace)
    .filter(({ metadata }) => !metadata.deletionTimestamp);
}

async function reconcileSecured(
  context: Context,
  site: Site,
  access: RouterAccess,
): Promise<SecuredAccess> {
  const issuer = site.spec?.defaultIssuer || 'skupper-site-ca';
  let secured = await ensure(context, securedAccess(access, issuer));
  let endpoints: Endpoint[] = [];
  const errors: string[] = [];
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      errors.push((error as Error).message);
    }
  };
  await attempt(async () => {
    const service = await ensureService(context, secured);
    endpoints = accessEndpoints(secured, service);
  });
  secured = await resolve(context, secured, endpoints);
  await attempt(async () => {
    const certificate = accessCertificate(secured);
    if (certificate) await ensure(context, certificate);
  });
  const status = withCondition(secured, 'Configured', errorOrReady(errors.join('\n')), timestamp());
  return writeStatus(context, secured, status);
}

/** @throws when a Service of that name exists that is not of this controller */
async function ensureService(context: Context, secured: SecuredAccess): Promise<Service> {
  const { name, namespace = '' } = secured.metadata;
  const existing = context.cache.get<Service>('Service', namespace, name);
  if (existing && !('internal.skupper.io/secured-access' in (existing.metadata.labels ?? {}))) {
    throw new Error(`services "${name}" already exists`);
  }
  const service = await ensure(context, accessService(secured));
  // The load balancer may have been faster than the answer.
  return context.cache.get<Service>('Service', namespace, name) ?? service;
}

async function resolve(context: Context, secured: SecuredAccess, endpoints: Endpoint[]) {
  const known = secured.status?.endpoints ?? [];
  const status = isDeepStrictEqual(known, endpoints)
    ? secured.status
    : { ...secured.status, endpoints: unlessEmpty(endpoints) };
  const next = withCondition(
    { ...secured, status },
    'Resolved',
    endpoints.length ? READY : pending(),
    timestamp(),
  );
  return writeStatus(context, secured, next === secured.status ? secured.status : next);
}

/** Takes the endpoints over into the RouterAccess. */
async function reportAccess(context: Context, access: RouterAccess, secured: SecuredAccess) {
  const endpoints = (secured.status?.endpoints ?? [])
    .map(endpoint => ({ ...endpoint, group: GROUP }))
    .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
  const known = access.status?.endpoints ?? [];
  let status = isDeepStrictEqual(sorted(known), sorted(endpoints))
    ? access.status
    : { ...access.status, endpoints: unlessEmpty(endpoints) };
  status = withCondition({ ...access, status }, 'Configured', READY, timestamp());
  const resolved = endpoints.length ? READY : pending();
  status = withCondition({ ...access, status }, 'Resolved', resolved, timestamp());
  await writeStatus(context, access, status);
  return endpoints;
}

function sorted(endpoints: Endpoint[]): string[] {
  return endpoints.map(({ group, host, name, port }) => `${group} ${name} ${host} ${port}`).sort();
}

/** Empty lists are left out of a status. */
export function unlessEmpty<T>(list: T[]): T[] | undefined {
  return list.length ? list : undefined;
}
