import { parseRouterConfig, ROUTER_CONFIG_KEY, RouterConfig } from '../api/routerConfig';
import { ConfigMap } from '../kube/types';
import { createPortMap, PortMap } from './portMap';

/** What the controller remembers of a namespace beside the objects in it. */
export interface NamespaceState {
  /** The active Site. */
  site?: { name: string; uid: string };
  ports: PortMap;
  /**
   * Links that were looked at. A new Link is only `seen` at first: like the real controller this one takes it over at the
   * second look, which an update or the next resync brings.
   */
  links: Map<string, 'seen' | 'applied'>;
  /** `host/port` of the listeners that came first. */
  leads: Map<string, string>;
  /** Revisions of the Secrets behind TLS profiles. */
  profiles: Map<string, { ordinal: number; digest?: string }>;
  /** The network that was last looked at, as text. */
  network?: string;
  /** Account, role and binding of the router were looked at since the last resync. */
  accountChecked: boolean;
}

/** The state of a namespace, as far as it can be read from the router's configuration that is there already. */
export function recoverState(configMap: ConfigMap | undefined): NamespaceState {
  const config = readConfig(configMap);
  const listeners = config?.tcpListeners ?? [];
  return {
    ports: createPortMap(
      new Map(listeners.map(({ name, port }) => [name.replace(/^listener\//, ''), Number(port)])),
      [5671, 5672, 9090, 9191, ...(config?.listeners ?? []).map(({ port }) => port)],
    ),
    links: new Map((config?.connectors ?? []).map(({ name }) => [name, 'applied'])),
    leads: new Map(),
    profiles: new Map(
      (config?.sslProfiles ?? []).map(({ name, ordinal }) => [name, { ordinal: ordinal ?? 0 }]),
    ),
    accountChecked: false,
  };
}

/** The router configuration in a ConfigMap; nothing when it is missing or broken. */
export function readConfig(configMap: ConfigMap | undefined): RouterConfig | undefined {
  try {
    return configMap?.data && parseRouterConfig(configMap.data[ROUTER_CONFIG_KEY] ?? '');
  } catch {
    return undefined;
  }
}
