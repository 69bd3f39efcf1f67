import { sha256Hex } from '../hash';
import { ExposedService } from './types';

/** Namespace of the seed's addresses, `<service>.interconnect.svc.cluster.local`. @public */
export const aliasNamespace = 'interconnect';

/** Namespace of a network whose document names none. @public */
export function defaultNamespace(network: string): string {
  return `interconnect-${network}`;
}

/** Kubernetes' limit for names that become labels, Services or port names. */
const maxLength = 63;

/**
 * A name that Kubernetes accepts as a DNS label: the text itself if it is one, else its usable
 * characters with a hash of the whole text behind them, so that different texts never get the same
 * name.
 *
 * @public
 */
export function kubernetesName(text: string): string {
  if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(text) && text.length <= maxLength) {
    return text;
  }
  const hash = sha256Hex(text).slice(0, 10);
  const readable = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxLength - hash.length - 1)
    .replace(/^-+|-+$/g, '');
  return readable ? `${readable}-${hash}` : hash;
}

/**
 * Name of a spoke's Link, and of the Certificate (on the hub) and the Secret (on both) that belong
 * to it. A hub has one Certificate a spoke, therefore the spoke is part of the name.
 *
 * @public
 */
export function linkNameOf(spoke: string): string {
  return kubernetesName(`interconnect-${spoke}`);
}

/** Name of a Listener and of its port on the Service that Skupper makes for it. @public */
export function listenerNameOf(exposed: Pick<ExposedService, 'name' | 'port'>): string {
  return kubernetesName(`${exposed.name}-${exposed.port}`);
}

/** Name of a Connector, in the network's namespace on the server's cluster. @public */
export function connectorNameOf(exposed: Pick<ExposedService, 'name' | 'port'>): string {
  return listenerNameOf(exposed);
}

/** What pairs Listeners with Connectors in a network: `<namespace>/<service>/<port>`. @public */
export function routingKeyOf(exposed: Pick<ExposedService, 'namespace' | 'name' | 'port'>): string {
  return `${exposed.namespace}/${exposed.name}/${exposed.port}`;
}
