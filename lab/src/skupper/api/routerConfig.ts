/** The key of ConfigMap `skupper-router` that holds the router's configuration. */
export const ROUTER_CONFIG_KEY = 'skrouterd.json';

/** Folder under which the router's pod sees the Secrets of its TLS profiles. */
export const CERTIFICATES_PATH = '/etc/skupper-router-certs';

export interface SslProfile {
  name: string;
  certFile?: string;
  privateKeyFile?: string;
  caCertFile?: string;
  ordinal?: number;
  oldestValidOrdinal?: number;
}

/** A port on which the router accepts other routers (`inter-router`, `edge`) or local clients. */
export interface RouterListener {
  name: string;
  role?: string;
  host?: string;
  port: number;
  http?: boolean;
  sslProfile?: string;
  saslMechanisms?: string;
  authenticatePeer?: boolean;
  httpRootDir?: string;
  healthz?: boolean;
  metrics?: boolean;
}

/** A connection that the router keeps to another one. */
export interface RouterConnector {
  name: string;
  role: string;
  host: string;
  port: string;
  cost?: number;
  sslProfile?: string;
}

/** Where TCP connections enter (`tcpListener`) or leave (`tcpConnector`) the network. */
export interface TcpEndpoint {
  name: string;
  host?: string;
  port: string;
  address: string;
  siteId?: string;
  sslProfile?: string;
  observer?: string;
  processId?: string;
  verifyHostname?: boolean;
}

/** The router's whole configuration, by kind of entity. */
export interface RouterConfig {
  router: {
    id: string;
    mode: 'interior' | 'edge';
    helloMaxAgeSeconds?: string;
    dataConnectionCount?: string;
    /** JSON: id (of the Site), version, platform. */
    metadata: string;
  };
  sslProfiles: SslProfile[];
  connectors: RouterConnector[];
  listeners: RouterListener[];
  addresses: Array<{ prefix: string; distribution: string }>;
  tcpConnectors: TcpEndpoint[];
  tcpListeners: TcpEndpoint[];
}

const ENTITIES = [
  ['sslProfile', 'sslProfiles'],
  ['connector', 'connectors'],
  ['listener', 'listeners'],
  ['address', 'addresses'],
  ['tcpConnector', 'tcpConnectors'],
  ['tcpListener', 'tcpListeners'],
] as const;

/** Writes `skrouterd.json`: an array of `[entity, attributes]`. */
export function formatRouterConfig(config: RouterConfig): string {
  const entities: unknown[] = [['router', config.router]];
  for (const [entity, field] of ENTITIES) {
    for (const attributes of config[field]) entities.push([entity, attributes]);
  }
  return JSON.stringify(entities, null, 4);
}

/**
 * Reads `skrouterd.json`; entities of other kinds are left out.
 * @throws when the text is not the JSON of a router configuration
 */
export function parseRouterConfig(text: string): RouterConfig {
  const entities = JSON.parse(text) as Array<[string, Record<string, unknown>]>;
  const router = entities.find(([entity]) => entity === 'router')?.[1];
  if (!router) throw new Error(`${ROUTER_CONFIG_KEY} has no entity "router"`);
  const all = (name: string) => entities.filter(([entity]) => entity === name).map(([, a]) => a);
  const config: Record<string, unknown> = { router };
  for (const [entity, field] of ENTITIES) config[field] = all(entity);
  return config as unknown as RouterConfig;
}

/** The Secrets that can hold a TLS profile's files, the likelier first. */
export function secretsOfProfile(profile: string): string[] {
  return profile.endsWith('-profile') ? [profile, profile.slice(0, -'-profile'.length)] : [profile];
}
