import { NETWORK_STATUS_NAME } from '../api/networkStatus';
import {
  Certificate,
  Connector,
  Link,
  Listener,
  RouterAccess,
  SecuredAccess,
  Site,
} from '../api/types';
import { ConfigMap, KubeObject, Pod, Secret, Service } from '../../kube/types';
import { Context } from './context';
import { handleCertificate, handleCertificateSecret } from './handleCertificate';
import { handleConnector, handleSelection } from './handleConnector';
import { handleLink } from './handleLink';
import { handleListener } from './handleListener';
import { handleListenerService } from './handleListenerService';
import { handleNetworkStatus } from './handleNetworkStatus';
import { handleRouterPod, isRouter, selecting } from './handlePod';
import { handleRouterAccess } from './handleRouterAccess';
import { ACCESS_LABEL, handleAccessService, handleSecuredAccess } from './handleSecuredAccess';
import { forgetSite, handleSite } from './handleSite';
import { siteMemory } from './memory';
import { LISTENER_LABEL } from './objects/listenerService';
import { handleProfileSecret, handleRouterConfig } from './profiles';
import { ROUTER_CONFIG_NAME } from './updateRouterConfig';

/** What the work queue knows an event by: what it is about, without the name. */
type Topic =
  | 'Site'
  | 'Listener'
  | 'Connector'
  | 'Link'
  | 'RouterAccess'
  | 'SecuredAccess'
  | 'Certificate'
  | 'Secret'
  | 'RouterConfig'
  | 'NetworkStatus'
  | 'RouterPod'
  | 'Selection'
  | 'ListenerService'
  | 'AccessService'
  | 'OtherService';

/** The topics that a change of an object concerns, with the name of what is to be looked at. */
export function topicsOf(context: Context, object: KubeObject): string[] {
  const { namespace = '', name, labels = {} } = object.metadata;
  const about = (topic: Topic, of = name) => `${topic} ${namespace}/${of}`;
  switch (object.kind) {
    case 'Service':
      return [
        about(LISTENER_LABEL in labels ? 'ListenerService' : 'OtherService'),
        ...(ACCESS_LABEL in labels ? [about('AccessService')] : []),
      ];
    case 'ConfigMap':
      if (name === ROUTER_CONFIG_NAME) return [about('RouterConfig')];
      return name === NETWORK_STATUS_NAME ? [about('NetworkStatus')] : [];
    case 'Pod': {
      const known = context.memory.sites.get(namespace);
      return [
        ...(isRouter(object as Pod) ? [about('RouterPod')] : []),
        ...(known ? selecting(known, object as Pod).map(of => about('Selection', of)) : []),
      ];
    }
    default:
      return [about(object.kind as Topic)];
  }
}

/**
 * Looks at one thing, in the newest version that the watches brought by now: what happened in
 * between is not seen.
 * @throws when something could not be done; it is tried again then
 */
export async function handle(context: Context, topicAndKey: string): Promise<void> {
  const [topic, key] = topicAndKey.split(' ') as [Topic, string];
  const [namespace, name] = key.split('/');
  if (!isControlled(context, namespace)) return;
  const newest = <T extends KubeObject>(kind: string) =>
    context.cache.get<T>(kind, namespace, name);
  const state = siteMemory(context.memory, namespace);
  const handlers: Record<Topic, () => Promise<void>> = {
    Site: async () => {
      const site = newest<Site>('Site');
      if (site) await handleSite(context, state, site);
      else if (state.site?.metadata.name === name) forgetSite(context, state);
    },
    Listener: () => handleListener(context, state, name, newest<Listener>('Listener')),
    Connector: () => handleConnector(context, state, name, newest<Connector>('Connector')),
    Link: () => handleLink(context, state, name, newest<Link>('Link')),
    RouterAccess: () => handleRouterAccess(context, state, name, newest<RouterAccess>(topic)),
    SecuredAccess: () => handleSecuredAccess(context, state, name, newest<SecuredAccess>(topic)),
    Certificate: () => handleCertificate(context, key, newest<Certificate>('Certificate')),
    Secret: async () => {
      const secret = newest<Secret>('Secret');
      await handleCertificateSecret(context, key, secret);
      if (secret) await handleProfileSecret(context, state, secret);
    },
    RouterConfig: () => handleRouterConfig(context, state, newest<ConfigMap>('ConfigMap')),
    NetworkStatus: () => handleNetworkStatus(context, state, newest<ConfigMap>('ConfigMap')),
    RouterPod: () => handleRouterPod(context, state, name, newest<Pod>('Pod')),
    Selection: () => handleSelection(context, state, name),
    ListenerService: () => handleListenerService(context, state, name, newest<Service>('Service')),
    AccessService: () => handleAccessService(context, key, newest<Service>('Service')),
    OtherService: async () => {
      if (newest('Service')) context.memory.otherServices.add(key);
      else context.memory.otherServices.delete(key);
    },
  };
  await handlers[topic]();
}

/** A namespace is this controller's unless its ConfigMap `skupper` names another one. */
export function isControlled({ cache, self }: Context, namespace: string): boolean {
  const owner = cache.get<ConfigMap>('ConfigMap', namespace, 'skupper')?.data?.controller;
  if (!owner) return true;
  const name = owner.includes('/') ? owner : `${namespace}/${owner}`;
  return name === `${self.namespace}/${self.name}`;
}

/** All objects of a kind. */
export function objectsOf(context: Context, kind: string): KubeObject[] {
  return context.cache.namespaces(kind).flatMap(namespace => context.cache.list(kind, namespace));
}
