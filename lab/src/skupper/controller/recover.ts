import { Certificate, Connector, Listener, RouterAccess, SecuredAccess, Site } from '../api/types';
import { keyOf, KubeObject, Secret, Service } from '../../kube/types';
import { Context, failureOf } from './context';
import { handleCertificate } from './handleCertificate';
import { handleConnector } from './handleConnector';
import { handleListener } from './handleListener';
import { handleRouterAccess } from './handleRouterAccess';
import { ACCESS_LABEL, handleSecuredAccess } from './handleSecuredAccess';
import { configure, handleSite } from './handleSite';
import { isControlled, objectsOf } from './handlers';
import { SiteMemory, siteMemory } from './memory';
import { LISTENER_LABEL } from './objects/listenerService';
import { ROUTER_CONFIG_NAME, updateRouterConfig } from './updateRouterConfig';

/**
 * Goes through all that is there when the controller starts, in the real controller's order.
 * Certificates and SecuredAccesses come last, so Sites and RouterAccesses find them to "already
 * exist" and say so for a moment. The real controller writes the router's configuration with each
 * binding that it finds again; here it is written once.
 */
export async function recover(context: Context): Promise<void> {
  const { memory, log } = context;
  const each = async <T extends KubeObject>(
    kind: string,
    work: (object: T, state: SiteMemory) => Promise<unknown> | void,
  ) => {
    for (const object of objectsOf(context, kind) as T[]) {
      const { namespace = '', name } = object.metadata;
      if (!isControlled(context, namespace)) continue;
      const failure = await failureOf(async () => work(object, siteMemory(memory, namespace)));
      if (failure) log(`${kind} ${namespace}/${name}: ${failure.message}`);
    }
  };
  await each<Service>('Service', service => {
    const { labels = {} } = service.metadata;
    if (!(LISTENER_LABEL in labels)) memory.otherServices.add(keyOf(service));
  });
  memory.recovering = true;
  await each<Site>('Site', async (site, state) => {
    if (isActive(context, site)) await configure(context, state, site);
  });
  await each<Connector>('Connector', (connector, state) =>
    handleConnector(context, state, connector.metadata.name, connector),
  );
  await each<Listener>('Listener', ({ metadata, spec, status }, state) => {
    if (status?.status !== 'Error') state.leads.set(metadata.name, `${spec!.host}/${spec!.port}`);
  });
  await each<Listener>('Listener', (listener, state) =>
    handleListener(context, state, listener.metadata.name, listener),
  );
  memory.recovering = false;
  for (const state of memory.sites.values()) {
    await failureOf(() => updateRouterConfig(context, state));
  }
  await each<RouterAccess>('RouterAccess', (access, state) =>
    handleRouterAccess(context, state, access.metadata.name, access),
  );
  await each<Site>('Site', (site, state) => handleSite(context, state, site));
  await each<Secret>('Secret', secret => void memory.secrets.set(keyOf(secret), secret));
  await each<Certificate>('Certificate', certificate =>
    handleCertificate(context, keyOf(certificate), certificate),
  );
  await each<Service>('Service', service => {
    if (ACCESS_LABEL in (service.metadata.labels ?? {})) {
      memory.accessServices.set(keyOf(service), service);
    }
  });
  await each<SecuredAccess>('SecuredAccess', (access, state) =>
    handleSecuredAccess(context, state, access.metadata.name, access),
  );
}

/** Of several Sites the one that owns the router's configuration is the active one. */
function isActive({ cache }: Context, { metadata }: Site): boolean {
  const configMap = cache.get('ConfigMap', metadata.namespace ?? '', ROUTER_CONFIG_NAME);
  if (!configMap) return true;
  return (configMap.metadata.ownerReferences ?? []).some(({ uid }) => uid === metadata.uid);
}
