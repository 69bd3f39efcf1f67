import { isDeepStrictEqual } from 'node:util';
import { Endpoint, Listener, Site } from '../api/types';
import { ApiError } from '../kube/api';
import { Pod } from '../kube/types';
import { chooseListeners, ListenerChoice } from './chooseListeners';
import { Context, ensure, ensureUnwatched, timestamp, writeStatus } from './context';
import { NamespaceState } from './namespaceState';
import { ACCESS_TYPES, wantsAccess } from './objects/access';
import { siteCertificates } from './objects/certificates';
import { routerDeployment } from './objects/routerDeployment';
import { localService, routerAccount } from './objects/siteObjects';
import { reconcileAccess, unlessEmpty } from './reconcileAccess';
import { foreignServices, reconcileListenerServices, reportConfigured } from './reconcileBindings';
import { reconcileCertificates } from './reconcileCertificates';
import { reconcileNetwork } from './reconcileNetwork';
import { reconcileRouterConfig } from './reconcileRouterConfig';
import { isReady } from './selectPods';
import { ConditionState, errorOrReady, pending, READY, withCondition } from './status/conditions';

/** Makes all that a namespace's active Site needs, and says how far it is. */
export async function reconcileSite(
  context: Context,
  state: NamespaceState,
  site: Site,
): Promise<void> {
  const { namespace = '' } = site.metadata;
  const choice = chooseListeners(
    context.cache.list<Listener>('Listener', namespace),
    state.leads,
    foreignServices(context, namespace),
  );
  state.leads = choice.leads;
  state.ports
    .listeners()
    .filter(name => !choice.leads.has(name))
    .forEach(state.ports.release);
  let endpoints: Endpoint[] | undefined;
  let failure: Error | undefined;
  try {
    endpoints = await configure(context, state, site, choice);
  } catch (error) {
    failure = error as Error;
  }
  const current = await reportSite(context, site, endpoints, failure);
  if (failure) {
    // What only the Site or another object can mend comes back with their change.
    if (failure instanceof ApiError) throw failure;
    return;
  }
  await reconcileNetwork(context, state, current, choice);
}

async function configure(
  context: Context,
  state: NamespaceState,
  site: Site,
  choice: ListenerChoice,
): Promise<Endpoint[]> {
  const { linkAccess = '' } = site.spec ?? {};
  if (wantsAccess(site) && linkAccess !== 'default' && !ACCESS_TYPES.includes(linkAccess)) {
    throw new Error(`Unsupported value for LinkAccess: ${linkAccess}`);
  }
  if (!state.accountChecked) {
    for (const object of routerAccount(site)) await ensureUnwatched(context, object);
    state.accountChecked = true;
  }
  for (const certificate of siteCertificates(site)) await ensure(context, certificate);
  const endpoints = await reconcileAccess(context, site);
  await reconcileCertificates(context, site.metadata.namespace ?? '');
  await reconcileRouterConfig(context, state, site, choice.bound);
  await ensure(context, routerDeployment(site, context.images));
  await ensure(context, localService(site));
  await reconcileListenerServices(context, state, site, choice.bound);
  await reportConfigured(context, state, site.metadata.namespace ?? '', choice);
  return endpoints;
}

async function reportSite(
  context: Context,
  site: Site,
  endpoints: Endpoint[] | undefined,
  failure: Error | undefined,
): Promise<Site> {
  const { namespace = '' } = site.metadata;
  const now = timestamp();
  let status = site.status ?? {};
  const defaultIssuer = site.spec?.defaultIssuer || 'skupper-site-ca';
  if (status.defaultIssuer !== defaultIssuer) status = { ...status, defaultIssuer };
  if (!isDeepStrictEqual(status.controller, context.self)) {
    status = { ...status, controller: context.self };
  }
  const set = (type: string, condition: ConditionState) => {
    status = withCondition({ ...site, status }, type, condition, now);
  };
  set('Configured', errorOrReady(failure?.message));
  if (endpoints && (wantsAccess(site) || status.endpoints?.length)) {
    if (!isDeepStrictEqual(status.endpoints ?? [], endpoints))
      status = { ...status, endpoints: unlessEmpty(endpoints) };
    set('Resolved', endpoints.length ? READY : pending());
  }
  const pods = context.cache.list<Pod>('Pod', namespace).filter(isRouter);
  if (pods.length || status.conditions?.some(({ type }) => type === 'Running')) {
    set('Running', running(pods));
  }
  return status === (site.status ?? {}) ? site : writeStatus(context, site, status);
}

function isRouter({ metadata: { labels = {} } }: Pod): boolean {
  return labels['skupper.io/component'] === 'router' && labels['skupper.io/type'] === 'site';
}

function running(pods: Pod[]): ConditionState {
  let state = pending('No router pod is ready');
  for (const pod of pods) {
    if (pod.status?.phase === 'Running' && isReady(pod)) return READY;
    const failing = pod.status?.conditions?.find(({ status }) => status === 'False');
    state = pending(failing ? (failing.message ?? '') : `Pod ${pod.metadata.name} not ready`);
  }
  return state;
}
